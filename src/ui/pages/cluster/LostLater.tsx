// Changes of flags that no longer hold, after all else of the page: it is not part of the first load.
import { lazy, Suspense } from "react";

const LostHere = lazy(async () => ({ default: (await import("./LostHere.tsx")).LostHere }));

export function LostLater({ cluster }: { readonly cluster: string }) {
  return (
    <Suspense fallback={null}>
      <LostHere cluster={cluster} />
    </Suspense>
  );
}

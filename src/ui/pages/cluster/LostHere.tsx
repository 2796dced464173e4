import { LostChanges } from "../../parts/LostChanges.tsx";
import { useLiveOptional } from "../../live.ts";
import { lostChangesQuery } from "../../queries-lost-changes.ts";

/** Whoever may not change anything is told so by the dialog to which its links lead. */
export function LostHere({ cluster }: { readonly cluster: string }) {
  const lost = useLiveOptional(lostChangesQuery(cluster)).live?.data ?? [];
  return <LostChanges cluster={cluster} lost={lost} mayEdit />;
}

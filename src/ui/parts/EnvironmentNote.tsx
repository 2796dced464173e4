import type { ClusterEntry } from "#api/clusters.ts";

/** In the dialogs that ask before something is done: nobody should take production for a place to try things. */
export function EnvironmentNote({ entry }: { readonly entry: Pick<ClusterEntry, "environment" | "title"> | null }) {
  if (entry?.environment !== "production") return null;
  return (
    <p className="environment-note" role="note">
      <strong>Production.</strong> {entry.title} is a cluster in production.
    </p>
  );
}

import type { ClusterEntry } from "#api/clusters.ts";

/** What kind of cluster this is, on every page: nobody should take a demonstration for the real thing, or the other way round. */
export function ClusterMark({ entry }: { readonly entry: ClusterEntry }) {
  const kind = kindWords(entry);
  return (
    <div className="cluster-marks">
      {kind !== null && (
        <span className="cluster-mark cluster-mark-cut" data-mark={entry.kind} title={kind}>
          {kind}
        </span>
      )}
      {entry.environment !== null && (
        <span className="cluster-mark" data-mark={entry.environment}>
          {entry.environment}
        </span>
      )}
      {entry.kind !== "demo" && !entry.writes && (
        <span className="cluster-mark" title={entry.writesRefused ?? "Changes are not allowed here"}>
          read-only
        </span>
      )}
    </div>
  );
}

export function kindWords(entry: Pick<ClusterEntry, "kind" | "scenario" | "title">): string | null {
  switch (entry.kind) {
    case "demo":
      return `Demo: simulated cluster${entry.scenario === undefined ? "" : `, scenario ${entry.scenario}`}`;
    case "replay":
      return `Replay of ${entry.title}`;
    case "real":
      return null;
  }
}

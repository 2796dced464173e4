import type { ClusterEntry } from "#api/clusters.ts";

const WORDS = { production: "Production", staging: "Staging", development: null } as const;

/** A band above every page of a cluster that people depend on, in words, in colour, and striped where it is production. */
export function EnvironmentBand({
  entry,
}: {
  readonly entry: Pick<ClusterEntry, "environment" | "title"> | undefined;
}) {
  const word = entry?.environment == null ? null : WORDS[entry.environment];
  if (entry === undefined || word === null) return null;
  return (
    <div className="environment-band" data-environment={entry.environment} role="note" aria-label="Environment">
      <strong>{word}</strong>
      <span>{entry.title}</span>
    </div>
  );
}

// What is remembered of each profile that this browser keeps, and which make room for new ones. Pure.
import type { Measure, ProfileKind } from "#pegasus/pprof/stack-profile.ts";

export interface Entry {
  readonly id: string;
  readonly kind: ProfileKind;
  /** Null: it came out of a file. */
  readonly cluster: string | null;
  /** host:port, or the name of the file. */
  readonly server: string;
  /** When it was taken, or the file was written, ms since epoch. */
  readonly at: number;
  /** For how long it looked; null: it is of a moment, or the file does not tell. */
  readonly seconds: number | null;
  /** As `/version` tells them; null: not known. */
  readonly build: { readonly version: string; readonly commit: string } | null;
  readonly note: string;
  /** Bytes of the file. */
  readonly size: number;
  readonly stacks: number;
  readonly measure: Measure;
  readonly total: number;
  /** Why its functions have no names, or not all of it could be read; null: all is well. */
  readonly trouble: string | null;
}

const MiB = 2 ** 20;
export const LIMITS = { entries: 100, bytes: 256 * MiB } as const;

/** Who must go so that the rest is within the limits: the oldest first, those with a note last, and never `newest`. */
export function droppedIds(entries: readonly Entry[], newest: string): string[] {
  const worthOf = ({ id, note }: Entry): number => (id === newest ? 2 : note === "" ? 0 : 1);
  const byWorth = entries.toSorted((a, b) => worthOf(b) - worthOf(a) || b.at - a.at);
  let bytes = 0;
  return byWorth.flatMap(({ id, size }, index) => {
    bytes += size;
    return id !== newest && (index >= LIMITS.entries || bytes > LIMITS.bytes) ? [id] : [];
  });
}

const ENDINGS: Readonly<Record<ProfileKind, string>> = {
  cpu: "prof",
  "heap sample": "heap",
  heap: "heap",
  growth: "growth",
  pprof: "pb.gz",
};

/** `cpu-10.0.0.1_34801-20260302T140322Z.prof`; a file keeps the name that it came with. `as` pprof's protocol buffer, else raw. */
export function fileNameOf(entry: Pick<Entry, "kind" | "server" | "at" | "cluster">, as: "raw" | "pprof"): string {
  const { kind, server, at, cluster } = entry;
  if (cluster === null)
    return as === "raw" ? server : `${server.replace(/\.(prof|heap|growth|pb)?(\.gz)?$/, "")}.pb.gz`;
  const time = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const name = `${kind.replaceAll(" ", "-")}-${server.replaceAll(/[^\w.-]+/g, "_")}-${time}`;
  return `${name}.${as === "raw" ? ENDINGS[kind] : "pb.gz"}`;
}

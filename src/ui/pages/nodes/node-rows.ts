// Replica servers as rows, the dead first. Pure.
import type { Load, NodeLoad } from "#api/load.ts";
import type { NodeInfo, NodeList } from "#pegasus/answers/nodes.ts";
import type { Severity } from "#pegasus/health.ts";

interface DiskUse {
  readonly tag: string;
  /** Of 0 to 1. */
  readonly ratio: number;
}

/** What a server says of itself, beside its load. */
export interface NodeIdentity {
  readonly version: string | null;
  /** In its own time, whose zone is not told. */
  readonly started: string | null;
}

export interface NodeRow extends NodeIdentity {
  readonly info: NodeInfo;
  readonly state: string;
  readonly severity: Severity;
  /** Why its load is not there, or why the state is more than alive or dead. */
  readonly note: string | null;
  readonly load: NodeLoad | null;
  /** When the sampler last had an answer from it, ms since epoch; null: not since somebody looks. */
  readonly answeredAt: number | null;
  readonly worstDisk: DiskUse | null;
  /** MiB of all disks; null when not known. */
  readonly disks: { readonly usedMb: number; readonly totalMb: number } | null;
}

const NAMELESS: NodeIdentity = { version: null, started: null };

/** `identities`: by address, as far as they are known. */
export function nodeRows(
  list: NodeList,
  load: Load | null,
  identities: ReadonlyMap<string, NodeIdentity> = new Map(),
): NodeRow[] {
  return Object.values(list.details).map((info) => {
    const of = load?.nodes[info.address] ?? null;
    // Where the load of all nodes is missing, that says nothing about one of them.
    const silence = load?.failure === null ? (of?.failure ?? null) : null;
    return {
      info,
      ...stateOf(info, silence),
      load: of,
      answeredAt: of?.answeredAt ?? null,
      ...(identities.get(info.address) ?? NAMELESS),
      ...diskUse(of),
    };
  });
}

function stateOf(info: NodeInfo, silence: string | null): Pick<NodeRow, "state" | "severity" | "note"> {
  if (info.status === "UNALIVE") {
    return { state: "Dead", severity: "critical", note: "The leader has lost it: no beacon within its grace time" };
  }
  // A server that has just gone is called alive for 22 s and more (reference 9.2).
  if (silence !== null) return { state: "Alive, silent", severity: "warning", note: silence };
  return { state: "Alive", severity: "ok", note: null };
}

function diskUse(load: NodeLoad | null): Pick<NodeRow, "worstDisk" | "disks"> {
  const disks = (load?.disks ?? []).filter(({ totalMb }) => totalMb > 0);
  if (disks.length === 0) return { worstDisk: null, disks: null };
  const uses = disks.map(({ tag, totalMb, availableMb }) => ({ tag, ratio: (totalMb - availableMb) / totalMb }));
  const totalMb = disks.reduce((sum, disk) => sum + disk.totalMb, 0);
  const availableMb = disks.reduce((sum, disk) => sum + disk.availableMb, 0);
  return {
    worstDisk: uses.reduce((fullest, use) => (use.ratio > fullest.ratio ? use : fullest)),
    disks: { usedMb: totalMb - availableMb, totalMb },
  };
}

/** Warn at 80 % (reference 6.7); below 10 % free Pegasus itself counts a disk as short of space (6.2). */
export function diskSeverity(ratio: number): Severity {
  return ratio > 0.9 ? "critical" : ratio >= 0.8 ? "warning" : "ok";
}

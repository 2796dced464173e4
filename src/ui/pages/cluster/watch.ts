// What this page has seen of the cluster since it was opened: who died when, when processes had started, and which compactions get on. Pure.
import type { SeenSince } from "#pegasus/checks/facts.ts";
import type { Compactions } from "./work.ts";

/** What a table's servers had still to do, since when just that, and when that was seen last, ms since epoch. */
interface Standing {
  readonly counts: string;
  readonly since: number;
  readonly last: number;
}

/** Whoever looks away for longer, as hidden tabs do, cannot know what happened meanwhile. */
const LOOKED_AWAY_MS = 10 * 60_000;

export interface Watch {
  readonly cluster: string;
  /** Whether the list of nodes was there once: who was dead then may have been so for long. */
  readonly begun: boolean;
  readonly dead: ReadonlyMap<string, SeenSince>;
  readonly starts: ReadonlyMap<string, string>;
  /** By table id. */
  readonly compactions: ReadonlyMap<string, Standing>;
}

export interface Seen {
  /** Null: not known. */
  readonly dead: readonly string[] | null;
  readonly starts: ReadonlyMap<string, string> | null;
  readonly compactions: { readonly tables: Compactions; readonly at: number } | null;
  /** ms since epoch. */
  readonly at: number;
}

export function newWatch(cluster: string): Watch {
  return { cluster, begun: false, dead: new Map(), starts: new Map(), compactions: new Map() };
}

/** The same object where nothing is new. */
export function followed(before: Watch, seen: Seen): Watch {
  const dead = followDead(before, seen);
  const news = [...(seen.starts ?? [])].filter(([server]) => !before.starts.has(server));
  const starts = news.length === 0 ? before.starts : new Map([...before.starts, ...news]);
  const compactions = followCompactions(before.compactions, seen.compactions);
  const begun = before.begun || seen.dead !== null;
  return dead === before.dead &&
    starts === before.starts &&
    compactions === before.compactions &&
    begun === before.begun
    ? before
    : { cluster: before.cluster, begun, dead, starts, compactions };
}

function followCompactions(before: Watch["compactions"], seen: Seen["compactions"]): Watch["compactions"] {
  if (seen === null) return before;
  const next = new Map(
    [...seen.tables].map(([id, servers]): [string, Standing] => {
      const counts = JSON.stringify([...servers].toSorted(([a], [b]) => (a < b ? -1 : 1)));
      const known = before.get(id);
      if (known?.counts !== counts || seen.at - known.last > LOOKED_AWAY_MS)
        return [id, { counts, since: seen.at, last: seen.at }];
      return [id, known.last === seen.at ? known : { ...known, last: seen.at }];
    }),
  );
  const same = next.size === before.size && [...next].every(([id, standing]) => before.get(id) === standing);
  return same ? before : next;
}

function followDead({ begun, dead: before }: Watch, { dead, at }: Seen): Watch["dead"] {
  if (dead === null) return before;
  if (dead.length === before.size && dead.every((server) => before.has(server))) return before;
  return new Map(dead.map((server) => [server, before.get(server) ?? { at, atFirst: !begun }]));
}

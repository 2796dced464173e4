// What this page has seen of the cluster since it was opened: who died when, and when processes had started. Pure but for the storage.
import type { SeenSince } from "#pegasus/checks/facts.ts";

export interface Watch {
  readonly cluster: string;
  /** Whether the list of nodes was there once: who was dead then may have been so for long. */
  readonly begun: boolean;
  readonly dead: ReadonlyMap<string, SeenSince>;
  readonly starts: ReadonlyMap<string, string>;
}

export interface Seen {
  /** Null: not known. */
  readonly dead: readonly string[] | null;
  readonly starts: ReadonlyMap<string, string> | null;
  /** ms since epoch. */
  readonly at: number;
}

export function newWatch(cluster: string): Watch {
  return { cluster, begun: false, dead: new Map(), starts: new Map() };
}

/** The same object where nothing is new. */
export function followed(before: Watch, seen: Seen): Watch {
  const dead = followDead(before, seen);
  const news = [...(seen.starts ?? [])].filter(([server]) => !before.starts.has(server));
  const starts = news.length === 0 ? before.starts : new Map([...before.starts, ...news]);
  const begun = before.begun || seen.dead !== null;
  return dead === before.dead && starts === before.starts && begun === before.begun
    ? before
    : { cluster: before.cluster, begun, dead, starts };
}

function followDead({ begun, dead: before }: Watch, { dead, at }: Seen): Watch["dead"] {
  if (dead === null) return before;
  if (dead.length === before.size && dead.every((server) => before.has(server))) return before;
  return new Map(dead.map((server) => [server, before.get(server) ?? { at, atFirst: !begun }]));
}

const KEY = "pegasus-dashboard.watch.";

/** Kept for as long as the tab is open, so that a look at another page forgets nothing. */
export function readWatch(cluster: string): Watch {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY + cluster) ?? "null");
    if (!isStored(stored)) return newWatch(cluster);
    return { cluster, begun: true, dead: new Map(stored.dead), starts: new Map(stored.starts) };
  } catch {
    return newWatch(cluster); // storage can be forbidden, and what is in it anything
  }
}

export function writeWatch({ cluster, begun, dead, starts }: Watch): void {
  if (!begun) return;
  try {
    sessionStorage.setItem(KEY + cluster, JSON.stringify({ dead: [...dead], starts: [...starts] }));
  } catch {
    return; // it lasts as long as the page then
  }
}

interface Stored {
  readonly dead: readonly [string, SeenSince][];
  readonly starts: readonly [string, string][];
}

function isStored(value: unknown): value is Stored {
  if (typeof value !== "object" || value === null || !("dead" in value) || !("starts" in value)) return false;
  const isPair = (pair: unknown, is: (item: unknown) => boolean): boolean =>
    Array.isArray(pair) && typeof pair[0] === "string" && is(pair[1]);
  const isSince = (item: unknown): boolean =>
    typeof item === "object" && item !== null && "at" in item && typeof item.at === "number" && "atFirst" in item;
  return (
    Array.isArray(value.dead) &&
    value.dead.every((pair) => isPair(pair, isSince)) &&
    Array.isArray(value.starts) &&
    value.starts.every((pair) => isPair(pair, (item) => typeof item === "string"))
  );
}

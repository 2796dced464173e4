// Keeps what was seen for as long as the tab is open, so that a look at another page forgets nothing.
import { newWatch, type Watch } from "./watch.ts";

const KEY = "pegasus-dashboard.watch.";

export function readWatch(cluster: string): Watch {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY + cluster) ?? "null");
    if (!isStored(stored)) return newWatch(cluster);
    const { dead, starts, compactions } = stored;
    return {
      cluster,
      begun: true,
      dead: new Map(dead),
      starts: new Map(starts),
      compactions: new Map(compactions),
    };
  } catch {
    return newWatch(cluster); // storage can be forbidden, and what is in it anything
  }
}

export function writeWatch({ cluster, begun, dead, starts, compactions }: Watch): void {
  if (!begun) return;
  try {
    const stored: Stored = { dead: [...dead], starts: [...starts], compactions: [...compactions] };
    sessionStorage.setItem(KEY + cluster, JSON.stringify(stored));
  } catch {
    return; // it lasts as long as the page then
  }
}

type Pairs<M> = M extends ReadonlyMap<infer K, infer V> ? readonly (readonly [K, V])[] : never;

interface Stored {
  readonly dead: Pairs<Watch["dead"]>;
  readonly starts: Pairs<Watch["starts"]>;
  readonly compactions: Pairs<Watch["compactions"]>;
}

function isStored(value: unknown): value is Stored {
  if (typeof value !== "object" || value === null) return false;
  if (!("dead" in value) || !("starts" in value) || !("compactions" in value)) return false;
  return (
    arePairs(value.dead, (item) => has(item, "at", "number") && has(item, "atFirst", "boolean")) &&
    arePairs(value.starts, (item) => typeof item === "string") &&
    arePairs(
      value.compactions,
      (item) => has(item, "counts", "string") && has(item, "since", "number") && has(item, "last", "number"),
    )
  );
}

function arePairs(value: unknown, is: (item: unknown) => boolean): boolean {
  return (
    Array.isArray(value) &&
    value.every((pair) => Array.isArray(pair) && pair.length === 2 && typeof pair[0] === "string" && is(pair[1]))
  );
}

function has(item: unknown, key: string, type: "number" | "string" | "boolean"): boolean {
  return typeof item === "object" && item !== null && typeof new Map(Object.entries(item)).get(key) === type;
}

// Which child of one container is which child of another: members by key, items by what identifies them, else by place.
import { OPEN_OBJECT, QUOTE } from "../core/bytes.ts";
import type { Cursor } from "../core/cursor.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import { endOf } from "../core/nodes.ts";
import { decoded, stringValue } from "../core/text.ts";

/** A node of one side, or of both. */
export interface Pair {
  readonly a: number;
  readonly b: number;
}

/** Instead of a node, where a side has none. */
export const MISSING = -1;

/** One side of a comparison. */
export interface Side {
  readonly index: FlatIndex;
  readonly cursor: Cursor;
}

/** Lists of values are aligned item by item up to so many comparisons; longer ones by place. */
const MOST_STEPS = 4_000_000;
/** What identifies an item of Pegasus's arrays (reference 3.1): `type` and `id`, `id`, or `name`. */
const IDENTITIES: readonly (readonly string[])[] = [["type", "id"], ["id"], ["name"]];

export function alignMembers(a: Side, parentA: number, b: Side, parentB: number): Pair[] {
  return alignByName(
    childrenOf(a.index, parentA),
    keysOf(a, parentA),
    childrenOf(b.index, parentB),
    keysOf(b, parentB),
  );
}

export function alignItems(a: Side, parentA: number, b: Side, parentB: number): Pair[] {
  const itemsA = childrenOf(a.index, parentA);
  const itemsB = childrenOf(b.index, parentB);
  for (const keys of IDENTITIES) {
    const namesA = identities(a, itemsA, keys);
    const namesB = namesA === null ? null : identities(b, itemsB, keys);
    if (namesA !== null && namesB !== null) return alignByName(itemsA, namesA, itemsB, namesB);
  }
  return alignInOrder(itemsA, textsOf(a, itemsA), itemsB, textsOf(b, itemsB));
}

function childrenOf(index: FlatIndex, parent: number): number[] {
  const children: number[] = [];
  const end = endOf(index, parent);
  for (let child = parent + 1; child < end; child = endOf(index, child)) children.push(child);
  return children;
}

/** The key of each member; of equal keys each with its number. */
function keysOf({ index, cursor }: Side, parent: number): string[] {
  const times = new Map<string, number>();
  return childrenOf(index, parent).map((child) => {
    cursor.to(child);
    const key = stringValue(index.bytes, cursor.keyStart, cursor.keyEnd);
    const nth = (times.get(key) ?? 0) + 1;
    times.set(key, nth);
    return nth === 1 ? key : `${key}\u0000${nth}`;
  });
}

/** Null where some item has none, or two have the same. */
function identities(side: Side, items: readonly number[], keys: readonly string[]): string[] | null {
  const names: string[] = [];
  const seen = new Set<string>();
  for (const item of items) {
    const name = identity(side, item, keys);
    if (name === null || seen.has(name)) return null;
    seen.add(name);
    names.push(name);
  }
  return names;
}

function identity({ index, cursor }: Side, item: number, keys: readonly string[]): string | null {
  cursor.to(item);
  if (index.bytes[cursor.valueStart] !== OPEN_OBJECT) return null;
  const parts = new Map<string, string>();
  const end = endOf(index, item);
  for (let child = item + 1; child < end && parts.size < keys.length; child = endOf(index, child)) {
    cursor.to(child);
    const key = decoded(index.bytes, cursor.keyStart + 1, cursor.keyEnd - 1);
    if (!keys.includes(key)) continue;
    const first = index.bytes[cursor.valueStart];
    if (first !== QUOTE && endOf(index, child) > child + 1) return null;
    parts.set(key, decoded(index.bytes, cursor.valueStart, cursor.tokenEnd));
  }
  return parts.size < keys.length ? null : JSON.stringify(keys.map((key) => parts.get(key)));
}

/** In the order of the first; what only the second has comes after what is before it there. */
function alignByName(
  a: readonly number[],
  namesA: readonly string[],
  b: readonly number[],
  namesB: readonly string[],
): Pair[] {
  const placeB = new Map(namesB.map((name, place) => [name, place]));
  const inA = new Set(namesA);
  const pairs: Pair[] = [];
  const addNew = (from: number): void => {
    for (let place = from; place < b.length && !inA.has(namesB[place] ?? ""); place++) {
      pairs.push({ a: MISSING, b: b[place] ?? MISSING });
    }
  };
  addNew(0);
  for (const [place, name] of namesA.entries()) {
    const there = placeB.get(name);
    pairs.push({ a: a[place] ?? MISSING, b: there === undefined ? MISSING : (b[there] ?? MISSING) });
    if (there !== undefined) addNew(there + 1);
  }
  return pairs;
}

/** Leaves as written; a container by the byte it begins with, so that containers are paired by place. */
function textsOf({ index, cursor }: Side, items: readonly number[]): string[] {
  return items.map((item) => {
    cursor.to(item);
    return endOf(index, item) > item + 1 ? "" : decoded(index.bytes, cursor.valueStart, cursor.tokenEnd);
  });
}

function alignInOrder(
  a: readonly number[],
  textsA: readonly string[],
  b: readonly number[],
  textsB: readonly string[],
): Pair[] {
  let start = 0;
  while (start < a.length && start < b.length && textsA[start] === textsB[start]) start++;
  let tail = 0;
  while (
    tail < a.length - start &&
    tail < b.length - start &&
    textsA[a.length - 1 - tail] === textsB[b.length - 1 - tail]
  ) {
    tail++;
  }
  const middle = alignMiddle(textsA.slice(start, a.length - tail), textsB.slice(start, b.length - tail));
  const same = (count: number, fromA: number, fromB: number): Pair[] =>
    Array.from({ length: count }, (_, place) => ({ a: a[fromA + place] ?? MISSING, b: b[fromB + place] ?? MISSING }));
  return [
    ...same(start, 0, 0),
    ...middle.map((pair) => ({
      a: pair.a === MISSING ? MISSING : (a[start + pair.a] ?? MISSING),
      b: pair.b === MISSING ? MISSING : (b[start + pair.b] ?? MISSING),
    })),
    ...same(tail, a.length - tail, b.length - tail),
  ];
}

/** Places, by the longest common subsequence where that is not too much work; what stands between is paired by place. */
function alignMiddle(a: readonly string[], b: readonly string[]): Pair[] {
  const anchors = a.length * b.length > MOST_STEPS ? [] : commonPlaces(a, b);
  const pairs: Pair[] = [];
  let doneA = 0;
  let doneB = 0;
  for (const anchor of [...anchors, { a: a.length, b: b.length }]) {
    while (doneA < anchor.a || doneB < anchor.b) {
      pairs.push({ a: doneA < anchor.a ? doneA++ : MISSING, b: doneB < anchor.b ? doneB++ : MISSING });
    }
    if (anchor.a < a.length) pairs.push({ a: doneA++, b: doneB++ });
  }
  return pairs;
}

function commonPlaces(a: readonly string[], b: readonly string[]): Pair[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const places: Pair[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) places.push({ a: i++, b: j++ });
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return places;
}

// Keys that an object has more than once. Found when the object is looked at; a very wide one is read in the background.
import { Cursor } from "../core/cursor.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import { childCount, endOf } from "../core/nodes.ts";
import { stringValue } from "../core/text.ts";

export interface Repeat {
  /** From 1. */
  readonly nth: number;
  readonly of: number;
}

/** By node; those whose key comes once are not in it. */
export type Repeats = ReadonlyMap<number, Repeat>;

const NONE: Repeats = new Map();
const ONCE: Repeat = { nth: 1, of: 1 };
/** Children that are read on the spot: a few milliseconds. */
const AT_ONCE = 10_000;
const REMEMBERED = 200;

export class KeyRepeats {
  private readonly known = new Map<string, Repeats>();
  private readonly later: (work: Iterator<unknown>) => void;

  /** @param later takes work that is too long to be waited for; the view is to be made again when it is done. */
  constructor(later: (work: Iterator<unknown>) => void) {
    this.later = later;
  }

  of(index: FlatIndex, parent: number, node: number): Repeat {
    const count = childCount(index, parent);
    if (count < 2) return ONCE;
    const name = `${parent} ${count}`;
    let repeats = this.known.get(name);
    if (repeats === undefined) {
      if (this.known.size >= REMEMBERED) this.known.clear();
      if (count > AT_ONCE) {
        this.known.set(name, NONE);
        this.later(this.read(index, parent, name));
        return ONCE;
      }
      for (const _ of this.read(index, parent, name));
      repeats = this.known.get(name);
    }
    return repeats?.get(node) ?? ONCE;
  }

  forget(): void {
    this.known.clear();
  }

  private *read(index: FlatIndex, parent: number, name: string): Generator<void> {
    const cursor = new Cursor(index);
    const first = new Map<string, number[] | number>();
    const repeated: number[][] = [];
    const end = endOf(index, parent);
    let read = 0;
    for (let child = parent + 1; child < end; child = endOf(index, child)) {
      if (++read % 1000 === 0) yield;
      cursor.to(child);
      if (cursor.keyStart < 0) break;
      const key = stringValue(index.bytes, cursor.keyStart, cursor.keyEnd);
      const before = first.get(key);
      if (before === undefined) {
        first.set(key, child);
      } else if (typeof before === "number") {
        const group = [before, child];
        first.set(key, group);
        repeated.push(group);
      } else {
        before.push(child);
      }
    }
    const repeats = repeated.flatMap((group) =>
      group.map((node, place): [number, Repeat] => [node, { nth: place + 1, of: group.length }]),
    );
    this.known.set(name, repeats.length === 0 ? NONE : new Map(repeats));
  }
}

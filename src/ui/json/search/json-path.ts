// Path queries (RFC 9535) by a library, over plain values made from the index; and from what it finds back to nodes.
import { JSONPathEnvironment } from "json-p3";
import { OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "../core/bytes.ts";
import { Cursor } from "../core/cursor.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import { endOf, hasChildren } from "../core/nodes.ts";
import { decoded, stringValue } from "../core/text.ts";

/** Of all that JSON can say; numbers as doubles, which is how path queries compare them. */
type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

/** `..` walks by recursion in the library. */
const MAX_RECURSION = 1000;

/** The nodes that a query selects, in rising order. @throws {Error} with what is wrong with the query. */
export function queryPath(index: FlatIndex, query: string): Uint32Array {
  const environment = new JSONPathEnvironment({ maxRecursionDepth: MAX_RECURSION });
  const compiled = environment.compile(query);
  const trail = new Trail(index);
  const found = new Set<number>();
  for (const { location } of compiled.lazyQuery(valueOf(index))) {
    const node = trail.follow(location);
    if (node >= 0) found.add(node);
  }
  return Uint32Array.from(found).toSorted();
}

/** The document as plain values. Of equal keys the last wins, as with any reader that makes objects. */
function valueOf(index: FlatIndex): Value {
  const { bytes, depths, nodeCount } = index;
  const cursor = new Cursor(index);
  const open: (Value[] | { [key: string]: Value })[] = [];
  let root: Value = null;
  for (let node = 0; node < nodeCount; node++) {
    cursor.to(node);
    const { keyStart, keyEnd, valueStart, tokenEnd } = cursor;
    const depth = depths[node] ?? 0;
    const first = bytes[valueStart] ?? 0;
    const value = first === OPEN_ARRAY ? [] : first === OPEN_OBJECT ? {} : leafOf(index, valueStart, tokenEnd);
    const holder = open[depth - 1];
    if (holder === undefined) root = value;
    else if (Array.isArray(holder)) holder.push(value);
    else define(holder, stringValue(bytes, keyStart, keyEnd), value);
    if (typeof value === "object" && value !== null) open[depth] = value;
  }
  return root;
}

function leafOf({ bytes }: FlatIndex, from: number, to: number): Value {
  if (bytes[from] === QUOTE) return stringValue(bytes, from, to);
  const token = decoded(bytes, from, to);
  if (token === "null") return null;
  if (token === "true" || token === "false") return token === "true";
  // What is no number, such as `nan`, can be sought as the text that it is.
  const number = Number(token);
  return Number.isNaN(number) ? token : number;
}

/** `__proto__` is an ordinary key in JSON; plain assignment would change the object's prototype. */
function define(object: { [key: string]: Value }, key: string, value: Value): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  } else {
    object[key] = value;
  }
}

interface Passed {
  /** The key or position that led here. */
  readonly part: string | number;
  readonly node: number;
  /** The child that was passed last, and its position: the next one sought is often behind it. */
  child: number;
  position: number;
  /** Its members by key, once one was sought. */
  members: ReadonlyMap<string, number> | null;
}

/** From locations to nodes. Results come in the order of the document mostly, so that it goes on from the last one. */
class Trail {
  private readonly index: FlatIndex;
  private readonly cursor: Cursor;
  private readonly passed: Passed[] = [{ part: "", node: 0, child: 1, position: 0, members: null }];

  constructor(index: FlatIndex) {
    this.index = index;
    this.cursor = new Cursor(index);
  }

  follow(location: readonly (string | number)[]): number {
    for (const [depth, part] of location.entries()) {
      const known = this.passed[depth + 1];
      if (known?.part === part) continue;
      this.passed.length = depth + 1;
      const above = this.passed[depth];
      if (above === undefined) return -1;
      const node = typeof part === "number" ? this.byPosition(above, part) : this.byKey(above, part);
      if (node < 0) return -1;
      this.passed.push({ part, node, child: node + 1, position: 0, members: null });
    }
    this.passed.length = location.length + 1;
    return this.passed.at(-1)?.node ?? -1;
  }

  private byPosition(above: Passed, position: number): number {
    const { index } = this;
    if (position < above.position) {
      above.child = above.node + 1;
      above.position = 0;
    }
    const end = endOf(index, above.node);
    while (above.position < position && above.child < end) {
      above.child = endOf(index, above.child);
      above.position++;
    }
    return above.child < end ? above.child : -1;
  }

  private byKey(above: Passed, key: string): number {
    above.members ??= this.membersOf(above.node);
    return above.members.get(key) ?? -1;
  }

  /** Of equal keys the last, as in the values that the query sees. */
  private membersOf(node: number): Map<string, number> {
    const { index, cursor } = this;
    const members = new Map<string, number>();
    if (!hasChildren(index, node)) return members;
    const end = endOf(index, node);
    for (let child = node + 1; child < end; child = endOf(index, child)) {
      cursor.to(child);
      members.set(stringValue(index.bytes, cursor.keyStart, cursor.keyEnd), child);
    }
    return members;
  }
}

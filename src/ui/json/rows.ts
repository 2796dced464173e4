// From a document to the rows that are visible, and what is open. Pure; the components only draw it.
import type { JsonNode } from "#pegasus/json.ts";
import { childCount, type Container, type Inside } from "./document.ts";

/** How a row is called by its parent. `nth` counts members of the same key from 1: duplicates stay apart. */
export type Label =
  | { readonly kind: "root" }
  | { readonly kind: "key"; readonly key: string; readonly nth: number }
  | { readonly kind: "index"; readonly index: number };

export interface Row {
  /** Its path as text; the same in the next answer of the same shape, so that what is open stays open. */
  readonly id: string;
  /** From 1, the root. */
  readonly level: number;
  readonly label: Label;
  readonly node: JsonNode;
  readonly open: boolean;
  /** From 1, among its siblings. */
  readonly position: number;
  readonly siblings: number;
  /** Index of the parent in the same list; -1 for the root. */
  readonly parent: number;
}

/** Open are the containers above `depth`, apart from `turned`, which are the other way round. */
export interface Openness {
  /** Containers at levels 1 to `depth` are open; `Infinity` is all of them. Strings that hold JSON open one by one only. */
  readonly depth: number;
  readonly turned: ReadonlySet<string>;
}

export const ROOT = "$";

export function openTo(depth: number): Openness {
  return { depth, turned: new Set() };
}

/** Opens what is closed and closes what is open. */
export function turn(openness: Openness, id: string): Openness {
  const turned = new Set(openness.turned);
  if (!turned.delete(id)) turned.add(id);
  return { depth: openness.depth, turned };
}

/** Opens or closes all of these rows. */
export function turnAll(openness: Openness, rows: readonly Row[], inside: Inside, open: boolean): Openness {
  const turned = new Set(openness.turned);
  for (const row of rows) {
    if (row.open !== open && inside(row.node) !== null && !turned.delete(row.id)) turned.add(row.id);
  }
  return { depth: openness.depth, turned };
}

/** The rows that are visible, in the document's order. */
export function visibleRows(root: JsonNode, inside: Inside, openness: Openness): Row[] {
  const rows: Row[] = [];
  const container = opened(root, ROOT, 1, inside, openness);
  const open = container !== null;
  rows.push({ id: ROOT, level: 1, label: WHOLE, node: root, open, position: 1, siblings: 1, parent: -1 });
  if (container !== null) walk(rows, container, 0, 1, ROOT, inside, openness);
  return rows;
}

const WHOLE: Label = { kind: "root" };

function walk(
  rows: Row[],
  container: Container,
  parent: number,
  above: number,
  path: string,
  inside: Inside,
  openness: Openness,
): void {
  const level = above + 1;
  const siblings = childCount(container);
  const nths = container.kind === "object" ? countRepeats(container) : null;
  for (let index = 0; index < siblings; index++) {
    const member = container.kind === "object" ? container.members[index] : undefined;
    const node = container.kind === "object" ? member?.value : container.items[index];
    if (node === undefined) continue;
    const nth = nths?.[index] ?? 1;
    const label: Label = member === undefined ? { kind: "index", index } : { kind: "key", key: member.key, nth };
    const id = `${path}/${member === undefined ? index : idPart(member.key, nth)}`;
    const held = opened(node, id, level, inside, openness);
    rows.push({ id, level, label, node, open: held !== null, position: index + 1, siblings, parent });
    if (held !== null) walk(rows, held, rows.length - 1, level, id, inside, openness);
  }
}

/** What is to be shown of a node. A string is asked what it holds only when somebody opened it: most are never looked at. */
function opened(node: JsonNode, id: string, level: number, inside: Inside, openness: Openness): Container | null {
  const { depth, turned } = openness;
  switch (node.kind) {
    case "object":
    case "array":
      return level <= depth !== (turned.size > 0 && turned.has(id)) ? inside(node) : null;
    case "string":
      return turned.size > 0 && turned.has(id) ? inside(node) : null;
    case "number":
    case "boolean":
    case "null":
      return null;
  }
}

/** For each member the how-manieth of its key it is; null where no key comes twice, as nearly always. */
function countRepeats({ members }: Extract<Container, { kind: "object" }>): number[] | null {
  const few = members.length <= 16;
  const repeats = few
    ? members.some(({ key }, index) => members.findIndex((other) => other.key === key) !== index)
    : new Set(members.map(({ key }) => key)).size !== members.length;
  if (!repeats) return null;
  const seen = new Map<string, number>();
  return members.map(({ key }) => {
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return nth;
  });
}

/** As in a JSON pointer, and `~2n` for the n-th of the same key, which no key can look like. */
function idPart(key: string, nth: number): string {
  const escaped = /[~/]/.test(key) ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key;
  return nth === 1 ? escaped : `${escaped}~2${nth}`;
}

/** The deepest opening that shows at most `limit` rows, at least the root's children: what one sees at first. */
export function fittingDepth(root: JsonNode, inside: Inside, limit: number): number {
  let level = [root];
  let rows = 1;
  for (let depth = 1; ; depth++) {
    level = level.flatMap((node) => (node.kind === "string" ? [] : childNodes(inside(node))));
    rows += level.length;
    if (rows > limit || level.length === 0) return Math.max(1, depth - 1);
  }
}

/** How many levels of containers there are; 0 for a leaf. */
export function depthOf(root: JsonNode, inside: Inside): number {
  let level = [root];
  for (let depth = 0; ; depth++) {
    level = level.flatMap((node) => (node.kind === "string" ? [] : childNodes(inside(node))));
    if (level.length === 0) return depth;
  }
}

function childNodes(container: Container | null): readonly JsonNode[] {
  if (container === null) return [];
  return container.kind === "array" ? container.items : container.members.map(({ value }) => value);
}

// All that is drawn of a row, read from the document when the row comes into view.
import type { FlatIndex } from "../core/flat-index.ts";
import { byteEndOf, childCount, hasChildren, parentOf, positionOf } from "../core/nodes.ts";
import { decoded, shownText, stringValue } from "../core/text.ts";
import { Cursor } from "../core/cursor.ts";
import { insideOf } from "./inside.ts";
import { idOf, levelOf, type Outline, type Place } from "./outline.ts";
import { kindOf, previewOf } from "./preview.ts";
import type { Label, RowFacts } from "./protocol.ts";

/** Bytes of a string in its row, and of a key; the whole is below the tree when the row is chosen. */
const STRING_SHOWN = 240;
const KEY_SHOWN = 120;
/** Paths of rows below this are not told: they are for links, and no answer of Pegasus nests so deep. */
const PATH_DEPTH = 24;

/** What else is known of a node of the document, beside the text. */
export interface Marks {
  isMatch(node: number): boolean;
  /** Undefined: nothing differs. */
  before(node: number): string | null | undefined;
}

export function factsOf(place: Place, row: number, marks: Marks): RowFacts {
  const { outline, node } = place;
  const { index, cursor } = outline;
  const parent = parentOf(index, node);
  const inString = outline.host !== null;
  cursor.to(node);
  const label = labelOf(outline, parent, node);
  const kind = kindOf(index, cursor);
  const { valueStart, tokenEnd } = cursor;
  const size = byteEndOf(index, node, cursor) - valueStart;
  const inside = kind === "string" ? insideOf(index.bytes, valueStart, tokenEnd) : null;
  const open = outline.isOpen(node) ?? (inside === null ? null : false);
  const shown =
    kind === "object" || kind === "array" || open === true
      ? null
      : shownText(index.bytes, valueStart, tokenEnd, STRING_SHOWN);
  const graft = inside !== null && open === true ? outline.graftOf(node) : null;
  const before = inString ? undefined : marks.before(node);
  return {
    row,
    id: idOf(place),
    level: levelOf(place),
    label,
    position: positionOf(index, node) + 1,
    siblings: parent < 0 ? 1 : childCount(index, parent),
    kind,
    open,
    children: graft === null ? childCount(index, node) : childCount(graft.index, 0),
    size,
    text: shown?.text ?? containerText(graft ?? outline, graft === null ? node : 0),
    cut: shown?.cut ?? false,
    inside,
    path: pathOf(place),
    metric: metricOf(outline, node),
    match: !inString && marks.isMatch(node),
    ...(before === undefined ? {} : { before }),
  };
}

function containerText({ index, cursor }: Outline, node: number): string {
  return hasChildren(index, node) ? previewOf(index, node, cursor) : "";
}

function labelOf({ index, cursor, repeats }: Outline, parent: number, node: number): Label {
  if (parent < 0) return { kind: "root" };
  if (cursor.keyStart < 0) return { kind: "index", index: positionOf(index, node) };
  const { text, cut } = shownText(index.bytes, cursor.keyStart + 1, cursor.keyEnd - 1, KEY_SHOWN);
  return { kind: "key", key: cut ? `${text}…` : text, ...repeats.of(index, parent, node) };
}

/** Keys from the root down, `*` for indexes. */
export function pathOf({ outline, node }: Place): string[] {
  const { index } = outline;
  if ((index.depths[node] ?? 0) > PATH_DEPTH) return [];
  // The outline's own stays where it is: the next row begins there, and to come back takes a look at all between.
  const above = new Cursor(index);
  const path: string[] = [];
  for (let at = node; at > 0; at = parentOf(index, at)) {
    const cursor = at === node ? outline.cursor : above;
    cursor.to(at);
    path.unshift(cursor.keyStart < 0 ? "*" : stringValue(index.bytes, cursor.keyStart, cursor.keyEnd));
  }
  return outline.host === null ? path : [...pathOf(outline.host), ...path];
}

/** `"metrics":[{"name":…}]` (reference 3.1): the name, for the object and for each of its values. */
function metricOf(outline: Outline, node: number): string | null {
  const { index } = outline;
  const cursor = new Cursor(index);
  const object = hasChildren(index, node) ? node : parentOf(index, node);
  if (object <= 0) return null;
  const list = parentOf(index, object);
  if (list < 0) return null;
  cursor.to(list);
  if (cursor.keyStart < 0 || decoded(index.bytes, cursor.keyStart, cursor.keyEnd) !== '"metrics"') return null;
  return nameIn(index, object, cursor);
}

/** The members before and after it are few, and leaves. */
function nameIn(index: FlatIndex, object: number, cursor: Cursor): string | null {
  const depth = (index.depths[object] ?? 0) + 1;
  for (let child = object + 1; child < object + 5 && index.depths[child] === depth; child++) {
    cursor.to(child);
    if (decoded(index.bytes, cursor.keyStart, cursor.keyEnd) === '"name"') {
      return stringValue(index.bytes, cursor.valueStart, cursor.tokenEnd);
    }
  }
  return null;
}

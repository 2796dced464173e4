// What the keyboard does in the tree (WAI-ARIA tree pattern): from a row and a move to another row, or to something opened.
import { openableSiblings } from "../core/fold.ts";
import { hasChildren, parentOf } from "../core/nodes.ts";
import { stringValue } from "../core/text.ts";
import { insideOf } from "./inside.ts";
import type { Outline, Place } from "./outline.ts";

/** Opens what is closed and closes what is open. False: there is nothing to open. */
export function turn({ outline, node }: Place): boolean {
  if (hasChildren(outline.index, node)) {
    outline.set([node], !outline.fold.isOpen(outline.index, node));
    return true;
  }
  outline.cursor.to(node);
  const { valueStart, tokenEnd } = outline.cursor;
  if (outline.index.bytes[valueStart] !== 0x22) return false;
  return insideOf(outline.index.bytes, valueStart, tokenEnd) !== null && outline.turnString(node);
}

/** Opens a closed row, else goes to its first child; the place where one is then. */
export function into(root: Outline, place: Place): Place {
  if (place.outline.isOpen(place.node) !== true) {
    turn(place);
    return place;
  }
  return root.placeAt(place.outline.rowOf(place.node) + 1) ?? place;
}

/** Closes an open row, else goes to the one that holds it. */
export function out(place: Place): Place {
  const { outline, node } = place;
  if (outline.isOpen(node) === true && turn(place)) return place;
  const parent = parentOf(outline.index, node);
  if (parent < 0 || (parent === 0 && outline.host !== null)) return outline.host ?? place;
  return { outline, node: parent };
}

export function turnSiblings({ outline, node }: Place, open: boolean): void {
  outline.set(openableSiblings(outline.index, node), open);
}

/** All that holds the place is opened, so that it has a row. */
export function reveal({ outline, node }: Place): void {
  if (outline.host !== null) reveal(outline.host);
  const above: number[] = [];
  for (let at = parentOf(outline.index, node); at >= 0; at = parentOf(outline.index, at)) above.push(at);
  outline.set(above, true);
}

/**
 * The next visible row, around the end, whose key begins with what was typed; the same letter again goes on to the next one.
 * Pauses often, since millions of rows may have to be looked at.
 */
export function* typeAhead(root: Outline, from: number, text: string, found: (place: Place) => void): Generator<void> {
  const repeated = text.length > 1 && text === text.charAt(0).repeat(text.length);
  const sought = (repeated ? text.slice(0, 1) : text).toLowerCase();
  const count = root.rowCount;
  // A longer text may still fit the row that one is on; a first letter asks for another one.
  const first = sought.length > 1 ? 0 : 1;
  for (let step = first; step <= count; step++) {
    const place = root.placeAt((from + step) % count);
    if (place !== null && keyOf(place).startsWith(sought)) return found(place);
    if (step % 200 === 0) yield;
  }
}

function keyOf({ outline, node }: Place): string {
  const { index, cursor } = outline;
  cursor.to(node);
  return cursor.keyStart < 0 ? "" : stringValue(index.bytes, cursor.keyStart, cursor.keyEnd).toLowerCase();
}

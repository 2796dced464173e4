// What a key does in the tree: the keyboard of the WAI-ARIA tree pattern, as a pure function.
import { keyText } from "./copy.ts";
import type { Inside } from "./document.ts";
import type { Row } from "./rows.ts";

export type Move =
  | { readonly kind: "go"; readonly to: number }
  | { readonly kind: "turn"; readonly index: number }
  | { readonly kind: "open-siblings"; readonly index: number };

/** `page`: how many rows PageUp and PageDown go. Null: the key is not the tree's. */
export function moveFor(key: string, rows: readonly Row[], at: number, inside: Inside, page: number): Move | null {
  const row = rows[at];
  if (row === undefined) return null;
  const go = (to: number): Move => ({ kind: "go", to: Math.max(0, Math.min(rows.length - 1, to)) });
  switch (key) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at - 1);
    case "Home":
      return go(0);
    case "End":
      return go(rows.length - 1);
    case "PageDown":
      return go(at + page);
    case "PageUp":
      return go(at - page);
    case "ArrowRight":
      if (row.open) return go(at + 1);
      return inside(row.node) === null ? null : { kind: "turn", index: at };
    case "ArrowLeft":
      if (row.open) return { kind: "turn", index: at };
      return row.parent < 0 ? null : go(row.parent);
    case "Enter":
    case " ":
      return inside(row.node) === null ? null : { kind: "turn", index: at };
    case "*":
      return { kind: "open-siblings", index: at };
    default:
      return null;
  }
}

export interface Typed {
  readonly text: string;
  /** Of the last key, ms on any clock. */
  readonly at: number;
}

/** Keys typed within a second belong together. */
const PAUSE_MS = 1000;

export function typed(before: Typed | null, key: string, at: number): Typed {
  const goesOn = before !== null && at - before.at < PAUSE_MS;
  return { text: (goesOn ? before.text : "") + key.toLowerCase(), at };
}

/** The next row, around the end, whose key begins with what was typed; the same letter again goes on to the next one. */
export function typeAhead(rows: readonly Row[], at: number, text: string): number | null {
  const repeated = text.length > 1 && text === text.charAt(0).repeat(text.length);
  const sought = repeated ? text.slice(0, 1) : text;
  // A longer text may still fit the row that one is on; a first letter asks for another one.
  const first = sought.length > 1 ? 0 : 1;
  for (let step = first; step <= rows.length; step++) {
    const index = (at + step) % rows.length;
    const row = rows[index];
    if (row !== undefined && keyText(row.label).toLowerCase().startsWith(sought)) return index;
  }
  return null;
}

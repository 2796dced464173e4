// What a key does in the tree: the keyboard of the WAI-ARIA tree pattern, and j k h l as in vi. Pure.
import type { Move } from "../worker/protocol.ts";

export interface Typed {
  readonly text: string;
  /** Of the last key, ms on any clock. */
  readonly at: number;
}

export interface Pressed {
  /** Null: the key is the tree's, though it does nothing. */
  readonly move: Move | null;
  readonly typed: Typed | null;
}

/** Keys typed within a second belong together. */
const PAUSE_MS = 1000;

const LETTERS: Readonly<Record<string, Move>> = {
  j: { kind: "by", rows: 1 },
  k: { kind: "by", rows: -1 },
  h: { kind: "out" },
  l: { kind: "into" },
};

/** @param page how many rows PageUp and PageDown go. Undefined: the key is not the tree's. */
export function pressed(key: string, before: Typed | null, at: number, page: number): Pressed | undefined {
  const move = moveOf(key, page);
  if (move !== null) return { move, typed: null };
  if (key.length !== 1) return undefined;
  const goesOn = before !== null && at - before.at < PAUSE_MS;
  const letter = LETTERS[key];
  if (letter !== undefined && !goesOn) return { move: letter, typed: null };
  const text = (goesOn ? before.text : "") + key.toLowerCase();
  return { move: { kind: "type", text }, typed: { text, at } };
}

function moveOf(key: string, page: number): Move | null {
  switch (key) {
    case "ArrowDown":
      return { kind: "by", rows: 1 };
    case "ArrowUp":
      return { kind: "by", rows: -1 };
    case "PageDown":
      return { kind: "by", rows: page };
    case "PageUp":
      return { kind: "by", rows: -page };
    case "Home":
      return { kind: "first" };
    case "End":
      return { kind: "last" };
    case "ArrowRight":
      return { kind: "into" };
    case "ArrowLeft":
      return { kind: "out" };
    case "Enter":
    case " ":
      return { kind: "turn" };
    case "*":
      return { kind: "siblings", open: true };
    case "/":
      return { kind: "siblings", open: false };
    default:
      return null;
  }
}

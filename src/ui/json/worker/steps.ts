// From a node to its path, and back.
import { Cursor } from "../core/cursor.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import { childAt, endOf, lineageOf, parentOf, positionOf } from "../core/nodes.ts";
import type { Step } from "../core/path.ts";
import { stringValue } from "../core/text.ts";
import type { KeyRepeats } from "./repeats.ts";

/** The steps from the root to a node. */
export function stepsOf(index: FlatIndex, node: number, repeats: KeyRepeats): Step[] {
  const cursor = new Cursor(index);
  return lineageOf(index, node)
    .slice(1)
    .map((at): Step => {
      cursor.to(at);
      if (cursor.keyStart < 0) return { kind: "index", index: positionOf(index, at) };
      const key = stringValue(index.bytes, cursor.keyStart, cursor.keyEnd);
      return { kind: "key", key, nth: repeats.of(index, parentOf(index, at), at).nth };
    });
}

/** Follows the steps as far as there are such nodes; up to the first `into`. */
export function nodeAtSteps(
  index: FlatIndex,
  steps: readonly Step[],
): { readonly node: number; readonly taken: number } {
  let node = 0;
  for (const [taken, step] of steps.entries()) {
    const child = childByStep(index, node, step);
    if (child < 0) return { node, taken };
    node = child;
  }
  return { node, taken: steps.length };
}

function childByStep(index: FlatIndex, parent: number, step: Step): number {
  switch (step.kind) {
    case "into":
      return -1;
    case "index":
      return childAt(index, parent, step.index);
    case "key": {
      const cursor = new Cursor(index);
      const end = endOf(index, parent);
      let nth = 0;
      for (let child = parent + 1; child < end; child = endOf(index, child)) {
        cursor.to(child);
        if (cursor.keyStart < 0) return -1;
        if (stringValue(index.bytes, cursor.keyStart, cursor.keyEnd) === step.key && ++nth === step.nth) return child;
      }
      return -1;
    }
  }
}

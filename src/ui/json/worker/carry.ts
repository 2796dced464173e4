// What was open, from a document to the one that takes its place: by path, since the new one may have more or less in it.
import { Bits } from "../core/bits.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import { Fold } from "../core/fold.ts";
import type { Step } from "../core/path.ts";
import { nodeAtSteps, stepsOf } from "./steps.ts";
import type { Outline, Place } from "./outline.ts";

/** Single ones that are carried over; more than anybody opens by hand. */
const CARRIED = 300;

export interface Carried {
  readonly depth: number;
  readonly turned: readonly (readonly Step[])[];
}

export function carryFrom(fold: Fold, { index, repeats }: Outline): Carried {
  return { depth: fold.base, turned: fold.turnedNodes(CARRIED).map((node) => stepsOf(index, node, repeats)) };
}

export function carryTo(index: FlatIndex, { depth, turned }: Carried): Fold {
  const bits = new Bits(index.nodeCount);
  for (const steps of turned) {
    const { node, taken } = nodeAtSteps(index, steps);
    if (taken === steps.length) bits.add(node);
  }
  return new Fold(depth, null, bits);
}

/** As far as the path goes; strings on the way are opened. */
export function placeAtSteps(outline: Outline, steps: readonly Step[]): Place {
  const { node, taken } = nodeAtSteps(outline.index, steps);
  const place = { outline, node };
  if (steps[taken]?.kind !== "into") return place;
  if (outline.graftOf(node) === null) outline.turnString(node);
  const inside = outline.graftOf(node);
  return inside === null ? place : placeAtSteps(inside, steps.slice(taken + 1));
}

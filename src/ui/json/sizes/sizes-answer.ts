// Answers what takes the bytes of a row's branch.
import { hasChildren, parentOf } from "../core/nodes.ts";
import { jsonPath } from "../core/path.ts";
import { inTurns, type Turns } from "../worker/background.ts";
import { idOf, stepsTo, type Place } from "../worker/outline.ts";
import type { SizesAnswer } from "../worker/protocol.ts";
import { sizesByBranch, sizesByKey, type SizeNode } from "./size-tree.ts";

/** Of a leaf: of what holds it. */
export async function measure({ outline, node }: Place, by: "branch" | "key", turns: Turns): Promise<SizesAnswer> {
  const { index } = outline;
  const measured = hasChildren(index, node) ? node : Math.max(0, parentOf(index, node));
  const found: SizeNode[] = [];
  const work = (by === "branch" ? sizesByBranch : sizesByKey)(index, measured, (tree) => found.push(tree));
  await inTurns(work, turns, () => false);
  const [tree] = found;
  if (tree === undefined) throw new Error("This branch could not be measured.");
  const place = { outline, node: measured };
  const parent = parentOf(index, measured);
  return {
    tree,
    by,
    jsonPath: jsonPath(stepsTo(place)),
    parentId: parent < 0 ? null : idOf({ outline, node: parent }),
    idOf: idOf(place).replace(/\d+$/, ""),
  };
}

// What the views of an opened profile share.
import type { Measure } from "#pegasus/pprof/stack-profile.ts";
import type { Background } from "./background.ts";
import type { Entry } from "./entries.ts";
import { formatChange, formatShare } from "./measures.ts";
import type { Counted, Opened } from "./protocol.ts";

export interface Model {
  readonly cluster: string;
  readonly background: Background;
  readonly opened: Opened;
  readonly measure: Measure;
  /** Two profiles: the first is before, the second after. */
  readonly compares: boolean;
  /** Which profiles and what of them, as the worker is asked. */
  readonly counted: Counted;
  /** By profile; null: its facts are not kept. */
  readonly entries: readonly (Entry | null)[];
}

/** The change of a part of two profiles as points of percent of each; null: there is nothing to compare. */
export function changeIn(parts: readonly number[], all: readonly number[]): number | null {
  const [before, after] = parts;
  const [allBefore = 0, allAfter = 0] = all;
  if (before === undefined || after === undefined) return null;
  return (allAfter > 0 ? after / allAfter : 0) - (allBefore > 0 ? before / allBefore : 0);
}

/** `12.3%`, or of two profiles `12.3% → 4.5%, -7.8%`. */
export function shareWords(parts: readonly number[], all: readonly number[]): string {
  const shares = parts.map((part, index) => formatShare(part, all[index] ?? 0)).join(" → ");
  const change = changeIn(parts, all);
  return change === null ? shares : `${shares}, ${formatChange(change)}`;
}

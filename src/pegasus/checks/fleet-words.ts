// What to say of servers that did not answer a question put to all.
import type { Fleet } from "./facts.ts";
import { few } from "./words.ts";

/** With a leading blank; empty when all have answered. */
export function partial({ answers, silent }: Fleet<unknown>): string {
  if (silent.length === 0) return "";
  const asked = answers.size + silent.length;
  return ` ${answers.size} of ${asked} servers answered; not: ${few(silent.map(({ server }) => server))}.`;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

// "97 of 100 nodes answered; these did not: …". Pure.
import { formatCount, plural } from "../format.ts";

export interface Silent {
  readonly server: string;
  readonly message: string;
}

const NAMED = 3;

/** `answered`: how many did. */
export function partialWords(one: string, answered: number, silent: readonly Silent[]): string {
  const all = answered + silent.length;
  const named = silent.slice(0, NAMED).map(({ server }) => server);
  const more = silent.length - named.length;
  const names = more === 0 ? named.join(", ") : `${named.join(", ")} and ${formatCount(more)} more`;
  const these = silent.length === 1 ? "this one did not" : "these did not";
  return `${formatCount(answered)} of ${plural(all, one)} answered; ${these}: ${names}`;
}

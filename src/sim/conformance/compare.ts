// Compares what a simulated server did with what a real one was recorded to have done. Whatever no rule excuses is a mismatch.
import type { Outcome } from "./client.ts";
import { BodyComparison, isNear, type Comparison } from "./compare-bodies.ts";
import { shown, type Mismatch } from "./mismatch.ts";
import type { RecordedOutcome } from "./recorded.ts";

export function compareOutcomes(comparison: Comparison): Mismatch[] {
  const { recorded, around } = comparison;
  const found = compareWith(comparison, recorded);
  if (found.every(({ kind }) => kind !== "outcome" && kind !== "head")) return found;
  // Another kind of answer, or one or none: then the whole must be what it was a moment before or after.
  const near = around.filter(isNear).map(({ outcome }) => outcome);
  return near.some((moment) => compareWith({ ...comparison, around: [] }, moment).length === 0) ? [] : found;
}

function compareWith(comparison: Omit<Comparison, "recorded">, recorded: RecordedOutcome): Mismatch[] {
  const { simulated, addresses } = comparison;
  if (recorded.kind === "none" || simulated.kind === "none") {
    const [was, is] = [summary(recorded), summary(simulated)];
    return was === is ? [] : [{ kind: "outcome", field: "", recorded: was, simulated: is }];
  }
  const head = differing(
    "head",
    headOf(addresses.fromRecorded(recorded.head)),
    headOf(addresses.fromSimulated(simulated.head)),
  );
  if (head.length > 0)
    return [...head, { kind: "text", field: "", recorded: shown(recorded.body), simulated: shown(simulated.body) }];
  return [
    ...new BodyComparison(comparison, recorded.status).compare(recorded.body, simulated.body),
    ...differing("after", addresses.fromRecorded(recorded.after), addresses.fromSimulated(simulated.after.toString())),
  ];
}

function summary(outcome: RecordedOutcome | Outcome): string {
  return outcome.kind === "none"
    ? outcome.how
    : `an answer: ${outcome.head.split("\r\n", 1)[0] ?? ""}, ${shown(outcome.body)}`;
}

/** Lengths follow from values. */
function headOf(head: string): string {
  return head.replace(/Content-Length: (?!0\r)\d+/, "Content-Length: n");
}

function differing(kind: Mismatch["kind"], recorded: string, simulated: string): Mismatch[] {
  return recorded === simulated ? [] : [{ kind, field: "", recorded, simulated }];
}

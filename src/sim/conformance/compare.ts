// Compares what a simulated server did with what a real one was recorded to have done. Whatever no rule excuses is a mismatch.
import type { Addresses } from "./addresses.ts";
import type { Outcome } from "./client.ts";
import { formOf, type BodyForm } from "./dialect.ts";
import { isMap, readDocument, readMetrics, type Document, type DocumentMap } from "./document.ts";
import type { RecordedOutcome } from "./recorded.ts";
import { looksAlike, ruleFor, type Leaf } from "./rules.ts";

export interface Mismatch {
  readonly kind: "outcome" | "head" | "dialect" | "keys" | "order" | "type" | "value" | "text" | "after";
  /** Dotted path within the body; empty for all of it. */
  readonly field: string;
  readonly recorded: string;
  readonly simulated: string;
}

/** `call`: the path of the request in normal form, such as `/meta/apps`. */
export function compareOutcomes(
  call: string,
  recorded: RecordedOutcome,
  simulated: Outcome,
  addresses: Addresses,
): Mismatch[] {
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
    ...compareBodies(call, recorded.body, simulated.body, addresses),
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

function compareBodies(call: string, was: string | Buffer, is: Buffer, addresses: Addresses): Mismatch[] {
  const recorded = typeof was === "string" ? addresses.fromRecorded(was) : was.toString("latin1");
  const simulated = typeof was === "string" ? addresses.fromSimulated(is.toString("utf8")) : is.toString("latin1");
  if (recorded === simulated) return [];
  const form = formOf(recorded);
  if (form === "text") return compareLeaves(call, [], recorded, simulated, "text");
  const simulatedForm = formOf(simulated);
  if (simulatedForm !== form)
    return [
      { kind: "dialect", field: "", recorded: `${form}: ${shown(was)}`, simulated: `${simulatedForm}: ${shown(is)}` },
    ];
  return compareValues(call, [], documentOf(recorded, form), documentOf(simulated, form));
}

function documentOf(text: string, form: BodyForm): Document {
  return form === "four spaces" ? readMetrics(text) : readDocument(text);
}

function compareValues(call: string, keys: readonly string[], recorded: Document, simulated: Document): Mismatch[] {
  if (!isMap(recorded) && !isMap(simulated)) return compareLeaves(call, keys, recorded, simulated, "value");
  if (isMap(recorded) && isMap(simulated) && recorded.list === simulated.list)
    return compareMaps(call, keys, recorded, simulated);
  return [{ kind: "type", field: keys.join("."), recorded: typeOf(recorded), simulated: typeOf(simulated) }];
}

function compareMaps(call: string, keys: readonly string[], recorded: DocumentMap, simulated: DocumentMap): Mismatch[] {
  const field = keys.join(".");
  const was = recorded.entries.map(([key]) => key);
  const is = simulated.entries.map(([key]) => key);
  const found: Mismatch[] = [];
  const [known, have] = [new Map(recorded.entries), new Map(simulated.entries)];
  if (known.size !== was.length || have.size !== is.length)
    return [
      {
        kind: "keys",
        field,
        recorded: `${was.length} keys of ${known.size} names`,
        simulated: `${is.length} of ${have.size}`,
      },
    ];
  const missing = was.filter((key) => !have.has(key));
  const surplus = is.filter((key) => !known.has(key));
  if (missing.length + surplus.length > 0 && ruleFor(call, keys, "keys") === undefined)
    found.push({ kind: "keys", field, recorded: some("lacks", missing), simulated: some("has in addition", surplus) });
  else if (ruleFor(call, keys, "order") === undefined && was.join("\n") !== is.join("\n") && missing.length === 0)
    found.push({ kind: "order", field, recorded: some("has", was), simulated: some("has", is) });
  for (const [key, value] of recorded.entries) {
    const other = have.get(key);
    if (other !== undefined) found.push(...compareValues(call, [...keys, key], value, other));
  }
  return found;
}

function compareLeaves(
  call: string,
  keys: readonly string[],
  recorded: Leaf,
  simulated: Leaf,
  kind: "value" | "text",
): Mismatch[] {
  if (recorded === simulated) return [];
  const rule = ruleFor(call, keys, "values");
  if (rule !== undefined && (rule.holds ?? looksAlike)(recorded, simulated)) return [];
  const type = typeof recorded === typeof simulated ? kind : "type";
  return [
    { kind: type, field: keys.join("."), recorded: shown(String(recorded)), simulated: shown(String(simulated)) },
  ];
}

function typeOf(value: Document): string {
  return isMap(value) ? (value.list ? "a list" : "an object") : `${typeof value} ${String(value)}`;
}

const SHOWN = 200;

function shown(body: string | Buffer): string {
  const text = typeof body === "string" ? body : body.toString("utf8", 0, 4 * SHOWN);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function some(verb: string, keys: readonly string[]): string {
  return keys.length === 0 ? "" : `${verb} ${keys.length}: ${shown(keys.join(", "))}`;
}

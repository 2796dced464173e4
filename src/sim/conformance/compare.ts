// Compares what a simulated server did with what a real one was recorded to have done. Whatever no rule excuses is a mismatch.
import type { Addresses } from "./addresses.ts";
import type { Outcome } from "./client.ts";
import { formOf, isWrittenAs, type BodyForm } from "./dialect.ts";
import { isMap, readDocument, readMetrics, type Document, type DocumentMap } from "./document.ts";
import type { RecordedOutcome } from "./recorded.ts";
import { looksAlike, MOMENTS, rulesOf, type Leaf, type Rules } from "./rules.ts";

export interface Mismatch {
  readonly kind: "outcome" | "head" | "dialect" | "keys" | "order" | "type" | "value" | "text" | "after";
  /** Dotted path within the body; empty for all of it. */
  readonly field: string;
  readonly recorded: string;
  readonly simulated: string;
}

/** What the same server was recorded to have done with the same request at another time. */
export interface Moment {
  readonly outcome: RecordedOutcome;
  /** ms between the two. */
  readonly apart: number;
  /** Whether it is the one just before or just after. */
  readonly isNext: boolean;
}

export interface Comparison {
  readonly recording: string;
  /** The path of the request in normal form, such as `/meta/apps`. */
  readonly call: string;
  readonly recorded: RecordedOutcome;
  readonly simulated: Outcome;
  readonly addresses: Addresses;
  readonly around: readonly Moment[];
}

export function compareOutcomes(comparison: Comparison): Mismatch[] {
  const { recorded, around } = comparison;
  const found = compareWith(comparison, recorded);
  if (found.every(({ kind }) => kind !== "outcome" && kind !== "head")) return found;
  // Another kind of answer, or one or none: then the whole must be what it was a moment before or after.
  const near = around.filter(isNear).map(({ outcome }) => outcome);
  return near.some((moment) => compareWith({ ...comparison, around: [] }, moment).length === 0) ? [] : found;
}

function isNear({ isNext, apart }: Moment): boolean {
  return isNext && apart <= MOMENTS.apart;
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

class BodyComparison {
  private readonly rules: Rules;
  private readonly addresses: Addresses;
  private recorded: Document = null;
  private readonly around: readonly (Moment & { readonly document: () => Document })[];

  constructor({ recording, call, addresses, around }: Omit<Comparison, "recorded">, status: number) {
    this.rules = rulesOf(recording, call);
    this.addresses = addresses;
    this.around = around.flatMap((moment) => {
      const { outcome } = moment;
      if (outcome.kind === "none" || outcome.status !== status) return [];
      return [{ ...moment, document: once(() => this.documentIn(outcome.body)) }];
    });
  }

  compare(was: string | Buffer, is: Buffer): Mismatch[] {
    const recorded = this.recordedText(was);
    const simulated =
      typeof was === "string" ? this.addresses.fromSimulated(is.toString("utf8")) : is.toString("latin1");
    if (recorded === simulated) return [];
    const form = formOf(recorded);
    if (form === "text") return this.leaves([], recorded, simulated, "text");
    const simulatedForm = formOf(simulated);
    if (simulatedForm !== form || !isWrittenAs(form, simulated))
      return [
        { kind: "dialect", field: "", recorded: `${form}: ${shown(was)}`, simulated: `${simulatedForm}: ${shown(is)}` },
      ];
    this.recorded = documentOf(recorded, form);
    return this.values([], this.recorded, documentOf(simulated, form));
  }

  private recordedText(body: string | Buffer): string {
    return typeof body === "string" ? this.addresses.fromRecorded(body) : body.toString("latin1");
  }

  private values(keys: readonly string[], recorded: Document, simulated: Document): Mismatch[] {
    if (!isMap(recorded) && !isMap(simulated)) return this.leaves(keys, recorded, simulated, "value");
    if (isMap(recorded) && isMap(simulated) && recorded.list === simulated.list)
      return this.maps(keys, recorded, simulated);
    return [{ kind: "type", field: keys.join("."), recorded: typeOf(recorded), simulated: typeOf(simulated) }];
  }

  private maps(keys: readonly string[], recorded: DocumentMap, simulated: DocumentMap): Mismatch[] {
    const field = keys.join(".");
    const [was, is] = [keysOf(recorded), keysOf(simulated)];
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
    const found: Mismatch[] = [];
    const missing = was.filter((key) => !have.has(key));
    const surplus = is.filter((key) => !known.has(key));
    if (missing.length + surplus.length > 0) {
      const rest = (list: readonly string[]): string[] => list.filter((key) => !this.rules.mayDiffer(keys, key));
      const odd = rest(missing).length + rest(surplus).length > 0;
      if (odd && !this.hadKeys(keys, is))
        found.push({
          kind: "keys",
          field,
          recorded: some("lacks", rest(missing)),
          simulated: some("has in addition", rest(surplus)),
        });
    } else if (this.rules.find(keys, "order") === undefined && was.join("\n") !== is.join("\n"))
      found.push({ kind: "order", field, recorded: some("has", was), simulated: some("has", is) });
    for (const [key, value] of recorded.entries) {
      const other = have.get(key);
      if (other !== undefined) found.push(...this.values([...keys, key], value, other));
    }
    return found;
  }

  private leaves(keys: readonly string[], recorded: Leaf, simulated: Leaf, kind: "value" | "text"): Mismatch[] {
    if (recorded === simulated) return [];
    const rules = this.rules.all(keys, "values");
    const alike = (leaf: Leaf): boolean =>
      leaf === simulated || rules.some(({ holds }) => (holds ?? looksAlike)(leaf, simulated));
    if (alike(recorded)) return [];
    const others = this.at(keys, "pace").flatMap((document) => leavesAt(document, keys));
    if (others.some(alike) || isBetween(simulated, [recorded, ...others])) return [];
    const path = this.rules.pathOf(keys, "who");
    const siblings =
      path === undefined
        ? []
        : [this.recorded, ...this.at(keys, "who")].flatMap((document) => leavesAt(document, path));
    if (siblings.some(looksAlikeTo(simulated))) return [];
    const type = typeof recorded === typeof simulated ? kind : "type";
    return [
      { kind: type, field: keys.join("."), recorded: shown(String(recorded)), simulated: shown(String(simulated)) },
    ];
  }

  private hadKeys(keys: readonly string[], simulated: readonly string[]): boolean {
    return this.at(keys, "pace").some((document) => {
      const there = at(document, keys);
      return there !== undefined && isMap(there) && keysOf(there).join("\n") === simulated.join("\n");
    });
  }

  /** What was recorded of this request just before and just after, and as far around it as a rule of this kind allows. */
  private at(keys: readonly string[], differs: "pace" | "who"): Document[] {
    const { within = 0 } = this.rules.find(keys, differs) ?? {};
    return this.around.filter((moment) => isNear(moment) || moment.apart <= within).map(({ document }) => document());
  }

  private documentIn(body: string | Buffer): Document {
    const text = this.recordedText(body);
    const form = formOf(text);
    return form === "text" ? text : documentOf(text, form);
  }
}

/** A big answer is read again only if something in it differs. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function documentOf(text: string, form: BodyForm): Document {
  return form === "four spaces" ? readMetrics(text) : readDocument(text);
}

function keysOf(map: DocumentMap): string[] {
  return map.entries.map(([key]) => key);
}

function at(document: Document, keys: readonly string[]): Document | undefined {
  return keys.reduce<Document | undefined>(
    (found, key) =>
      found !== undefined && isMap(found) ? found.entries.find(([name]) => name === key)?.[1] : undefined,
    document,
  );
}

/** `null` in `path` stands for any key. */
function leavesAt(document: Document, path: readonly (string | null)[]): Leaf[] {
  const found = path.reduce<readonly Document[]>(
    (places, key) =>
      places.flatMap((place) =>
        isMap(place) ? place.entries.flatMap(([name, value]) => (key === null || name === key ? [value] : [])) : [],
      ),
    [document],
  );
  return found.flatMap((value) => (isMap(value) ? [] : [value]));
}

function looksAlikeTo(simulated: Leaf): (recorded: Leaf) => boolean {
  return (recorded) =>
    looksAlike(recorded, simulated) && (!/^\d+\/\d+$/.test(String(simulated)) || recorded === simulated);
}

/** Whether a count is none that was recorded, but lies between two that were: it happened step by step. */
function isBetween(simulated: Leaf, recorded: readonly Leaf[]): boolean {
  const numbers = recorded.map(countOf);
  const number = countOf(simulated);
  return number >= Math.min(...numbers) && number <= Math.max(...numbers);
}

function countOf(leaf: Leaf): number {
  return typeof leaf === "number" || (typeof leaf === "string" && /^-?\d+$/.test(leaf)) ? Number(leaf) : Number.NaN;
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

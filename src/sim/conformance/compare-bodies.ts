// Compares the body of a simulated answer with the recorded one, field by field.
import type { Addresses } from "./addresses.ts";
import type { Outcome } from "./client.ts";
import { formOf, isWrittenAs, type BodyForm } from "./dialect.ts";
import {
  isMap,
  keysOf,
  leavesAt,
  placeAt,
  readDocument,
  readMetrics,
  type Document,
  type DocumentMap,
  type Leaf,
} from "./document.ts";
import { shown, some, type Mismatch } from "./mismatch.ts";
import type { RecordedOutcome } from "./recorded.ts";
import { rulesOf, type Rules } from "./rule-lookup.ts";
import { looksAlike, MOMENTS } from "./rules.ts";

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
  /** Recorded bodies that were read before: many answers look at the same ones around them. */
  readonly read: Map<RecordedOutcome, Document>;
}

export function isNear({ isNext, apart }: Moment): boolean {
  return isNext && apart <= MOMENTS.apart;
}

export class BodyComparison {
  private readonly rules: Rules;
  private readonly addresses: Addresses;
  private recorded: Document = null;
  private readonly around: readonly (Moment & { readonly document: () => Document })[];

  constructor({ recording, call, addresses, around, read }: Omit<Comparison, "recorded">, status: number) {
    this.rules = rulesOf(recording, call);
    this.addresses = addresses;
    this.around = around.flatMap((moment) => {
      const { outcome } = moment;
      if (outcome.kind === "none" || outcome.status !== status) return [];
      const document = (): Document => {
        const known = read.get(outcome) ?? this.documentIn(outcome.body);
        read.set(outcome, known);
        return known;
      };
      return [{ ...moment, document }];
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
    const pairs = aligned(recorded, simulated);
    return pairs === undefined ? this.shuffled(keys, recorded, simulated) : this.pairs(keys, pairs);
  }

  private pairs(keys: readonly string[], pairs: readonly Pair[]): Mismatch[] {
    const found: Mismatch[] = [];
    // Most leaves are the same: a path is made only for those that are not.
    for (const [key, value, other] of pairs) {
      if (value === other) continue;
      const mismatches = this.values([...keys, key], value, other);
      if (mismatches.length > 0) found.push(...mismatches);
    }
    return found;
  }

  /** The keys are others, or come in another order. */
  private shuffled(keys: readonly string[], recorded: DocumentMap, simulated: DocumentMap): Mismatch[] {
    const same = sameKeys(recorded, simulated);
    if (same !== undefined && this.rules.find(keys, "order") !== undefined) return this.pairs(keys, same);
    const field = keys.join(".");
    const [was, is] = [keysOf(recorded), keysOf(simulated)];
    const [known, have] = [new Map(recorded.entries), new Map(simulated.entries)];
    if (known.size !== was.length || have.size !== is.length) {
      const counts = [`${was.length} keys of ${known.size} names`, `${is.length} of ${have.size}`] as const;
      return [{ kind: "keys", field, recorded: counts[0], simulated: counts[1] }];
    }
    const missing = was.filter((key) => !have.has(key));
    const surplus = is.filter((key) => !known.has(key));
    const both = recorded.entries.flatMap(([key, value]): Pair[] => {
      const other = have.get(key);
      return other === undefined ? [] : [[key, value, other]];
    });
    return [...this.keys(keys, { was, is, missing, surplus }), ...this.pairs(keys, both)];
  }

  private keys(keys: readonly string[], { was, is, missing, surplus }: KeyDifference): Mismatch[] {
    const field = keys.join(".");
    if (missing.length + surplus.length === 0) {
      if (this.rules.find(keys, "order") !== undefined) return [];
      return [{ kind: "order", field, recorded: some("has", was), simulated: some("has", is) }];
    }
    const rest = (list: readonly string[]): string[] => list.filter((key) => !this.rules.mayDiffer(keys, key));
    const [lacking, odd] = [rest(missing), rest(surplus)];
    if (lacking.length + odd.length === 0 || this.hadKeys(keys, is)) return [];
    return [{ kind: "keys", field, recorded: some("lacks", lacking), simulated: some("has in addition", odd) }];
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
      const there = placeAt(document, keys);
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

function documentOf(text: string, form: BodyForm): Document {
  return form === "four spaces" ? readMetrics(text) : readDocument(text);
}

type Pair = readonly [key: string, recorded: Document, simulated: Document];

interface KeyDifference {
  readonly was: readonly string[];
  readonly is: readonly string[];
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
}

/** Undefined unless both have the same keys in the same order. */
function aligned(recorded: DocumentMap, simulated: DocumentMap): Pair[] | undefined {
  if (recorded.entries.length !== simulated.entries.length) return undefined;
  const pairs: Pair[] = [];
  for (const [index, [key, value]] of recorded.entries.entries()) {
    const other = simulated.entries[index];
    if (other === undefined || other[0] !== key) return undefined;
    pairs.push([key, value, other[1]]);
  }
  return pairs;
}

/** Undefined unless both have the same keys, each once, in whatever order: so it is with megabytes of metrics, where it has to be fast. */
function sameKeys(recorded: DocumentMap, simulated: DocumentMap): Pair[] | undefined {
  if (recorded.entries.length !== simulated.entries.length) return undefined;
  const left = new Map(simulated.entries);
  if (left.size !== simulated.entries.length) return undefined;
  const pairs: Pair[] = [];
  for (const [key, value] of recorded.entries) {
    const other = left.get(key);
    if (other === undefined || !left.delete(key)) return undefined;
    pairs.push([key, value, other]);
  }
  return pairs;
}

function looksAlikeTo(simulated: Leaf): (recorded: Leaf) => boolean {
  return (recorded) =>
    looksAlike(recorded, simulated) && (!/^\d+\/\d+$/.test(String(simulated)) || recorded === simulated);
}

/** Whether a count is none that was recorded, but lies between two that were: it happened step by step. */
function isBetween(simulated: Leaf, recorded: readonly Leaf[]): boolean {
  if (recorded.some((leaf) => typeof leaf !== typeof simulated)) return false;
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

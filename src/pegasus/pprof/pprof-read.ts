// Reads pprof's protocol buffer, as this dashboard writes it, Go programs do, and `pprof -proto` (proto/profile.proto). Not compressed.
import { AnswerError } from "../answers/codec.ts";
import type { Mapping } from "./maps.ts";
import { fieldsOf, integersIn, signed, type FieldValue } from "./protobuf.ts";
import type { Measure, Site, StackProfile } from "./stack-profile.ts";

/** Labels by which programs tell threads. */
const THREAD_LABELS = ["thread", "thread_name", "thread name", "thread_id", "thread id", "tid"];
const MAX_STACKS = 500_000;
/** Of all stacks together: what was inlined can make many frames of few bytes. */
const MAX_FRAMES = 10_000_000;

interface Location {
  readonly address: bigint;
  /** The innermost first: what was inlined comes before what it was inlined into. */
  readonly functions: readonly bigint[];
}

interface Read {
  readonly texts: string[];
  readonly types: (readonly [type: bigint, unit: bigint])[];
  readonly samples: Uint8Array[];
  readonly mappings: Uint8Array[];
  readonly locations: Map<bigint, Location>;
  /** The number of its name. */
  readonly functions: Map<bigint, bigint>;
  period: readonly [type: bigint, unit: bigint] | null;
  every: bigint;
  standard: bigint;
}

/** @throws {AnswerError} */
export function readPprof(bytes: Uint8Array): StackProfile {
  const read = readMessage(bytes);
  const { types, samples, texts } = read;
  if (types.length === 0 || types.length > 32) throw new AnswerError("this is no profile of pprof: it counts nothing");
  if (samples.length > MAX_STACKS) {
    throw new AnswerError(`the profile has ${samples.length} stacks, and this reads up to ${MAX_STACKS}`);
  }
  const text = (index: bigint): string => {
    const found = texts[Number(index)];
    if (found === undefined) throw new AnswerError(`there is no text of the number ${index}`);
    return found;
  };
  const measureOf = ([type, unit]: readonly [bigint, bigint]): Measure => ({ type: text(type), unit: text(unit) });
  const measures = types.map(measureOf);
  const wished = measures.findIndex(({ type }) => type === texts[Number(read.standard)]);
  return {
    kind: "pprof",
    measures,
    standard: wished < 0 ? measures.length - 1 : wished,
    ...stacksOf(read, text),
    period: read.period === null ? null : { ...measureOf(read.period), every: signed(read.every) },
    mappings: read.mappings.map((message) => mappingOf(message, text)),
    damage: null,
  };
}

function readMessage(bytes: Uint8Array): Read {
  const read: Read = {
    texts: [],
    types: [],
    samples: [],
    mappings: [],
    locations: new Map(),
    functions: new Map(),
    period: null,
    every: 0n,
    standard: 0n,
  };
  const decoder = new TextDecoder();
  for (const [field, value] of fieldsOf(bytes)) {
    if (typeof value === "bigint") {
      if (field === 12) read.every = value;
      if (field === 14) read.standard = value;
      continue;
    }
    if (field === 1) read.types.push(pairOf(value));
    else if (field === 2) read.samples.push(value);
    else if (field === 3) read.mappings.push(value);
    else if (field === 4) read.locations.set(...locationOf(value));
    else if (field === 5) read.functions.set(...pairOf(value));
    else if (field === 6) read.texts.push(decoder.decode(value));
    else if (field === 11) read.period = pairOf(value);
  }
  return read;
}

function integer(value: FieldValue): bigint {
  if (typeof value === "bigint") return value;
  throw new AnswerError("there is a text where a number should be");
}

/** The first two fields of a message, both numbers. */
function pairOf(message: Uint8Array): [bigint, bigint] {
  const pair: [bigint, bigint] = [0n, 0n];
  for (const [field, value] of fieldsOf(message)) if (field === 1 || field === 2) pair[field - 1] = integer(value);
  return pair;
}

function locationOf(message: Uint8Array): [bigint, Location] {
  let [id, address] = [0n, 0n];
  const functions: bigint[] = [];
  for (const [field, value] of fieldsOf(message)) {
    if (field === 1) id = integer(value);
    else if (field === 3) address = integer(value);
    else if (field === 4 && typeof value !== "bigint") functions.push(pairOf(value)[0]);
  }
  return [id, { address, functions }];
}

function mappingOf(message: Uint8Array, text: (index: bigint) => string): Mapping {
  let [start, end, offset, path] = [0n, 0n, 0n, 0n];
  for (const [field, value] of fieldsOf(message)) {
    if (field === 2) start = integer(value);
    else if (field === 3) end = integer(value);
    else if (field === 4) offset = integer(value);
    else if (field === 5) path = integer(value);
  }
  return { start, end, offset, path: text(path), permissions: "r-xp" };
}

type Stacks = Pick<StackProfile, "sites" | "frames" | "ends" | "values" | "threads">;

function stacksOf({ samples, types, locations, functions, texts }: Read, text: (index: bigint) => string): Stacks {
  const sites: Site[] = [];
  const sitesOf = new Map<bigint, readonly number[]>();
  /** What was inlined there stands there too. */
  const placesAt = (id: bigint): readonly number[] => {
    const known = sitesOf.get(id);
    if (known !== undefined) return known;
    const location = locations.get(id);
    if (location === undefined) throw new AnswerError(`there is no location of the number ${id}`);
    const { address } = location;
    const names = location.functions.map((one) => text(functions.get(one) ?? 0n));
    const made = (names.length === 0 ? [null] : names).map(
      (name) => sites.push({ address, name: name === "" ? null : name }) - 1,
    );
    sitesOf.set(id, made);
    return made;
  };
  const frames: number[] = [];
  const ends: number[] = [];
  const values = types.map(() => new Float64Array(samples.length));
  const threads = new Map<string, number>();
  const of = new Int32Array(samples.length).fill(-1);
  for (const [stack, message] of samples.entries()) {
    let measure = 0;
    for (const [field, value] of fieldsOf(message)) {
      if (field === 1) {
        for (const id of integersIn(value)) for (const place of placesAt(id)) frames.push(place);
        if (frames.length > MAX_FRAMES)
          throw new AnswerError(`its stacks have more than ${MAX_FRAMES} frames together`);
      } else if (field === 2) {
        for (const one of integersIn(value)) {
          const ofMeasure = values[measure++];
          if (ofMeasure !== undefined) ofMeasure[stack] = signed(one);
        }
      } else if (field === 3 && typeof value !== "bigint") {
        const thread = threadOf(value, texts);
        if (thread === null) continue;
        const number = threads.get(thread) ?? threads.size;
        threads.set(thread, number);
        of[stack] = number;
      }
    }
    ends.push(frames.length);
  }
  return {
    sites,
    frames: Uint32Array.from(frames),
    ends,
    values,
    threads: threads.size === 0 ? null : { names: [...threads.keys()], of },
  };
}

/** Null: the label is about something else. */
function threadOf(label: Uint8Array, texts: readonly string[]): string | null {
  let [key, name, number] = [0n, 0n, 0n];
  for (const [field, value] of fieldsOf(label)) {
    if (field === 1) key = integer(value);
    else if (field === 2) name = integer(value);
    else if (field === 3) number = integer(value);
  }
  if (!THREAD_LABELS.includes((texts[Number(key)] ?? "").toLowerCase())) return null;
  return name === 0n ? String(number) : (texts[Number(name)] ?? null);
}

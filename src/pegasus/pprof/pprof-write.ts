// A profile as pprof's protocol buffer, for `go tool pprof`, speedscope and others (github.com/google/pprof, proto/profile.proto).
// What is written is not compressed; the file format wants it gzipped.
import type { Mapping } from "./maps.ts";
import { MessageWriter } from "./protobuf.ts";
import type { Measure, StackProfile } from "./stack-profile.ts";

export interface PprofFacts {
  /** When it was taken, ms since epoch; null: not known. */
  readonly at: number | null;
  /** For how long it looked, s; null: it is of a moment, or not known. */
  readonly seconds: number | null;
  /** Lines for people: which server, build … */
  readonly comments: readonly string[];
}

/** Field numbers of profile.proto. */
const PROFILE = {
  sampleType: 1,
  sample: 2,
  mapping: 3,
  location: 4,
  function: 5,
  strings: 6,
  timeNanos: 9,
  durationNanos: 10,
  periodType: 11,
  period: 12,
  comment: 13,
  defaultSampleType: 14,
} as const;
const MS = 1_000_000n;
const SECOND = 1_000_000_000n;

/** Each text has a number; 0 is the empty one. */
class Texts {
  private readonly numbers = new Map([["", 0]]);

  numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }

  all(): Iterable<string> {
    return this.numbers.keys();
  }
}

/** `names`: by site, what its function is called. */
export function writePprof(
  profile: StackProfile,
  names: readonly string[],
  { at, seconds, comments }: PprofFacts,
): Uint8Array<ArrayBuffer> {
  const { measures, standard, period } = profile;
  const texts = new Texts();
  const file = new MessageWriter();
  for (const measure of measures) file.message(PROFILE.sampleType, valueType(measure, texts));
  writeSamples(file, profile, texts);
  const mappings = profile.mappings.filter(({ path, permissions }) => path !== "" && permissions.includes("x"));
  for (const [index, mapping] of mappings.entries()) file.message(PROFILE.mapping, ofMapping(mapping, index, texts));
  writePlaces(file, profile, names, mappings, texts);
  if (at !== null) file.integer(PROFILE.timeNanos, BigInt(Math.round(at)) * MS);
  if (seconds !== null) file.integer(PROFILE.durationNanos, BigInt(Math.round(seconds)) * SECOND);
  if (period !== null) {
    file.message(PROFILE.periodType, valueType(period, texts));
    file.integer(PROFILE.period, Math.round(period.every));
  }
  file.packed(
    PROFILE.comment,
    comments.map((comment) => texts.numberOf(comment)),
  );
  file.integer(PROFILE.defaultSampleType, texts.numberOf(measures[standard]?.type ?? ""));
  for (const text of texts.all()) file.text(PROFILE.strings, text);
  return file.finish();
}

function valueType({ type, unit }: Measure, texts: Texts): MessageWriter {
  return new MessageWriter().integer(1, texts.numberOf(type)).integer(2, texts.numberOf(unit));
}

function writeSamples(file: MessageWriter, { frames, ends, values, threads }: StackProfile, texts: Texts): void {
  const label = texts.numberOf(threads === null ? "" : "thread");
  for (let stack = 0, start = 0; stack < ends.length; stack++) {
    const end = ends[stack] ?? start;
    const sample = new MessageWriter()
      // Numbers of locations begin with 1.
      .packed(
        1,
        Array.from(frames.subarray(start, end), (site) => site + 1),
      )
      .packed(
        2,
        values.map((ofMeasure) => Math.round(ofMeasure[stack] ?? 0)),
      );
    const thread = threads?.names[threads.of[stack] ?? -1];
    if (thread !== undefined) {
      sample.message(3, new MessageWriter().integer(1, label).integer(2, texts.numberOf(thread)));
    }
    file.message(PROFILE.sample, sample);
    start = end;
  }
}

function ofMapping({ start, end, offset, path }: Mapping, index: number, texts: Texts): MessageWriter {
  return (
    new MessageWriter()
      .integer(1, index + 1)
      .integer(2, start)
      .integer(3, end)
      .integer(4, offset)
      .integer(5, texts.numberOf(path))
      // There are names already: nobody need look for the binary.
      .integer(7, 1)
  );
}

function writePlaces(
  file: MessageWriter,
  { sites }: StackProfile,
  names: readonly string[],
  mappings: readonly Mapping[],
  texts: Texts,
): void {
  const functions = new Map<string, number>();
  for (const [index, { address }] of sites.entries()) {
    const name = names[index] ?? "";
    const id = functions.get(name) ?? functions.size + 1;
    functions.set(name, id);
    const mapping = mappings.findIndex(({ start, end }) => address >= start && address < end) + 1;
    const line = new MessageWriter().integer(1, id);
    file.message(
      PROFILE.location,
      new MessageWriter()
        .integer(1, index + 1)
        .integer(2, mapping)
        .integer(3, address)
        .message(4, line),
    );
  }
  for (const [name, id] of functions) {
    const text = texts.numberOf(name);
    file.message(PROFILE.function, new MessageWriter().integer(1, id).integer(2, text).integer(3, text));
  }
}

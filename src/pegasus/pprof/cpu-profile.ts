// The CPU profile of gperftools, which `GET /pprof/profile` answers: a binary file of machine words and, after them, the
// text of /proc/self/maps (gperftools, docs/cpuprofile-fileformat.html; recordings/pprof).
import { AnswerError, type ByteCodec } from "../answers/codec.ts";
import { AddressTable } from "./address-table.ts";

export interface CpuSample {
  /** How often this stack was seen. */
  readonly count: number;
  /** Program counters, the innermost first. All but the first are return addresses: the call stands just before them. */
  readonly stack: readonly bigint[];
}

/** Words are 4 or 8 bytes long and in the byte order of the machine that wrote them. */
export interface WordFormat {
  readonly bytes: 4 | 8;
  readonly bigEndian: boolean;
}

export interface CpuProfile {
  readonly words: WordFormat;
  /** Microseconds from one sample to the next; a sample is that much CPU time. */
  readonly periodUs: number;
  readonly samples: readonly CpuSample[];
  /** The text of /proc/self/maps; see `readMaps`. */
  readonly maps: string;
  /** A sentence on why not all of the file could be read; null: it is whole. */
  readonly damage: string | null;
}

export const X86_64: WordFormat = { bytes: 8, bigEndian: false };

/** What 60 s on a busy machine make is a tenth of it; more would only freeze whoever reads it. */
const MAX_BYTES = 64 * 1024 * 1024;
/** gperftools writes up to 254 frames. */
const MAX_DEPTH = 65_536;
/** A minute of a busy process has some ten thousand different ones. */
const MAX_STACKS = 500_000;
const FORMATS: readonly WordFormat[] = [
  X86_64,
  { bytes: 4, bigEndian: false },
  { bytes: 8, bigEndian: true },
  { bytes: 4, bigEndian: true },
];

/** @throws {AnswerError} when the bytes are no profile. What breaks off or goes wrong later is told by `damage`. */
export function readCpuProfile(bytes: Uint8Array): CpuProfile {
  const { words, periodUs, counts, ends, frames, addresses, maps, damage } = readCpuStacks(bytes);
  const samples = counts.map((count, index): CpuSample => {
    const stack: bigint[] = [];
    const end = ends[index] ?? 0;
    for (let frame = ends[index - 1] ?? 0; frame < end; frame++) stack.push(addresses[frames[frame] ?? 0] ?? 0n);
    return { count, stack };
  });
  return { words, periodUs, samples, maps, damage };
}

/** The same laid flat, as is quick to make and to go through where there are a hundred thousand stacks. */
export interface CpuStacks extends Omit<CpuProfile, "samples"> {
  /** By stack. */
  readonly counts: readonly number[];
  /** By stack: the index into `frames` behind its last one. */
  readonly ends: readonly number[];
  /** Indices into `addresses`, stack after stack, the innermost first. */
  readonly frames: Uint32Array;
  /** Each once. */
  readonly addresses: readonly bigint[];
}

/** @throws {AnswerError} as `readCpuProfile` */
export function readCpuStacks(bytes: Uint8Array): CpuStacks {
  if (bytes.length > MAX_BYTES) {
    throw new AnswerError(
      `the profile has ${bytes.length} bytes, and this reads up to ${MAX_BYTES}; take a shorter one`,
    );
  }
  for (const words of FORMATS) {
    const header = readHeader(bytes, words);
    if (header !== null) return { words, periodUs: header.periodUs, ...readSamples(bytes, words, header.end) };
  }
  // A server that could not profile says so with 200 (trap 12).
  const text = /^[\x20-\x7e]{1,200}/.exec(new TextDecoder().decode(bytes.subarray(0, 200)))?.[0];
  throw new AnswerError(
    text === undefined ? "this is no CPU profile of gperftools" : `the server sent no profile, but: ${text}`,
  );
}

interface Header {
  readonly periodUs: number;
  /** Index of the first word after it. */
  readonly end: number;
}

/** `0`, number of header words that follow (3 or more), version 0, period, 0. Only one word format makes sense of it. */
function readHeader(bytes: Uint8Array, format: WordFormat): Header | null {
  const { word } = new Words(bytes, format);
  const slots = word(1) ?? -1;
  if (word(0) !== 0 || slots < 3 || slots > 1000 || word(2) !== 0 || word(slots + 1) === null) return null;
  const period = word(3) ?? 0;
  return period > 0 && Number.isSafeInteger(period) ? { periodUs: period, end: slots + 2 } : null;
}

/** Words by their index, null behind the last. */
class Words {
  readonly count: number;
  private readonly view: DataView;
  private readonly size: 4 | 8;
  private readonly little: boolean;

  constructor(bytes: Uint8Array, { bytes: size, bigEndian }: WordFormat) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.size = size;
    this.little = !bigEndian;
    this.count = Math.floor(bytes.length / size);
  }

  /** As a number, which beyond 2^53 is near the truth: enough for what must be small. */
  readonly word = (index: number): number | null =>
    index >= this.count ? null : this.high(index) * 2 ** 32 + this.low(index);

  /** The upper and the lower 32 bits of a word that is there. */
  high(index: number): number {
    return this.size === 4 ? 0 : this.view.getUint32(index * 8 + (this.little ? 4 : 0), this.little);
  }

  low(index: number): number {
    const at = this.size === 4 ? index * 4 : index * 8 + (this.little ? 0 : 4);
    return this.view.getUint32(at, this.little);
  }
}

function readSamples(bytes: Uint8Array, format: WordFormat, start: number): Omit<CpuStacks, "words" | "periodUs"> {
  const words = new Words(bytes, format);
  const table = new AddressTable();
  const counts: number[] = [];
  const ends: number[] = [];
  // What is no frame is a count or a depth: there are fewer frames than words.
  const frames = new Uint32Array(words.count);
  let end = 0;
  const whole = (maps: string, damage: string | null): Omit<CpuStacks, "words" | "periodUs"> => {
    return { counts, ends, frames: frames.subarray(0, end), addresses: table.addresses(), maps, damage };
  };
  const stop = (why: string): Omit<CpuStacks, "words" | "periodUs"> =>
    whole("", `The profile ${why}: only its first ${counts.length} stacks could be read.`);
  for (let at = start; ;) {
    const count = words.word(at);
    const depth = words.word(at + 1);
    const first = words.word(at + 2);
    if (count === null || depth === null || first === null) return stop("breaks off");
    if (count === 0 && depth === 1 && first === 0) {
      return whole(new TextDecoder().decode(bytes.subarray((at + 3) * format.bytes)), null);
    }
    if (counts.length >= MAX_STACKS) return stop("has more stacks than this reads");
    if (count > Number.MAX_SAFE_INTEGER) return stop("has a count that cannot be true");
    if (depth === 0 || depth > MAX_DEPTH) return stop("has a stack that cannot be so deep");
    if (at + 2 + depth > words.count) return stop("breaks off");
    for (let word = at + 2; word < at + 2 + depth; word++) {
      frames[end++] = table.indexOf(words.high(word), words.low(word));
    }
    counts.push(count);
    ends.push(end);
    at += 2 + depth;
  }
}

export function writeCpuProfile({ words, periodUs, samples, maps }: Omit<CpuProfile, "damage">): Uint8Array {
  const text = new TextEncoder().encode(maps);
  const total = 5 + samples.reduce((sum, { stack }) => sum + 2 + stack.length, 0) + 3;
  const bytes = new Uint8Array(total * words.bytes + text.length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const put = (word: bigint): void => {
    if (words.bytes === 8) view.setBigUint64(at, word, !words.bigEndian);
    else view.setUint32(at, Number(BigInt.asUintN(32, word)), !words.bigEndian);
    at += words.bytes;
  };
  for (const word of [0, 3, 0, periodUs, 0]) put(BigInt(word));
  for (const { count, stack } of samples) {
    put(BigInt(count));
    put(BigInt(stack.length));
    for (const address of stack) put(address);
  }
  for (const word of [0n, 1n, 0n]) put(word);
  bytes.set(text, at);
  return bytes;
}

export const cpuProfile: ByteCodec<CpuProfile> = { decode: readCpuProfile, encode: writeCpuProfile };

// The text of `GET /pprof/heap` and `GET /pprof/growth`: allocations by stack, then the text of /proc/self/maps
// (gperftools, src/heap-profile-stats.h and src/tcmalloc.cc; recordings/pprof).
import { AnswerError, type Codec } from "../answers/codec.ts";

export interface Allocations {
  readonly objects: number;
  readonly bytes: number;
}

export interface HeapStack {
  /** Not freed yet. */
  readonly inUse: Allocations;
  /** Ever made, as far as the profiler saw; a sample and `growth` repeat `inUse` here. */
  readonly allocated: Allocations;
  /** The innermost first, return addresses all of them. */
  readonly stack: readonly bigint[];
}

export interface HeapProfile {
  /**
   * What stands after the `@` of the first line: `heap_v2/524288` (a sample: one in so many bytes, to be scaled), `heapprofile`
   * (`?seconds=`: all allocations while it ran), `growth` (the address space).
   */
  readonly type: string;
  readonly total: { readonly inUse: Allocations; readonly allocated: Allocations };
  readonly stacks: readonly HeapStack[];
  /** The text of /proc/self/maps; see `readMaps`. Null where the answer has no such part. */
  readonly maps: string | null;
}

const MAX_CHARACTERS = 64 * 1024 * 1024;
const HEAD = /^heap profile: +(\d+): +(\d+) \[ *(\d+): +(\d+)\] @ ([\x20-\x7e]*)$/;
const LINE = /^ *(\d+): +(\d+) \[ *(\d+): +(\d+)\] @((?: 0x[0-9a-f]{1,16})*)$/;
const MAPS = "\nMAPPED_LIBRARIES:\n";

/** @throws {AnswerError} */
export function readHeapProfile(text: string): HeapProfile {
  if (text.length > MAX_CHARACTERS) {
    throw new AnswerError(`the profile has ${text.length} characters, and this reads up to ${MAX_CHARACTERS}`);
  }
  const mapsAt = text.indexOf(MAPS);
  const lines = (mapsAt < 0 ? text : text.slice(0, mapsAt)).split("\n");
  const head = HEAD.exec(lines[0] ?? "");
  if (head === null) throw new AnswerError("line 1: expected the totals of a heap profile");
  if (lines.at(-1) === "") lines.pop();
  const known = new Map<string, bigint>();
  return {
    type: head[5] ?? "",
    total: countsIn(head),
    stacks: lines.slice(1).map((line, index) => {
      const found = LINE.exec(line);
      if (found === null) throw new AnswerError(`line ${index + 2}: expected the counts and addresses of a stack`);
      return { ...countsIn(found), stack: addressesIn(found[5] ?? "", known) };
    }),
    maps: mapsAt < 0 ? null : text.slice(mapsAt + MAPS.length),
  };
}

function countsIn(found: RegExpExecArray): { inUse: Allocations; allocated: Allocations } {
  const [objects, bytes, madeObjects, madeBytes] = found.slice(1, 5).map(Number);
  return {
    inUse: { objects: objects ?? 0, bytes: bytes ?? 0 },
    allocated: { objects: madeObjects ?? 0, bytes: madeBytes ?? 0 },
  };
}

function addressesIn(text: string, known: Map<string, bigint>): bigint[] {
  return text
    .split(" ")
    .slice(1)
    .map((word) => {
      const address = known.get(word) ?? BigInt(word);
      known.set(word, address);
      return address;
    });
}

export function writeHeapProfile({ type, total, stacks, maps }: HeapProfile): string {
  const lines = [
    `heap profile: ${countsText(total)} @ ${type}`,
    ...stacks.map((stack) => [`${countsText(stack)} @`, ...stack.stack.map((at) => `0x${at.toString(16)}`)].join(" ")),
  ];
  return lines.map((line) => `${line}\n`).join("") + (maps === null ? "" : MAPS + maps);
}

function countsText({ inUse, allocated }: Pick<HeapStack, "inUse" | "allocated">): string {
  const pair = ({ objects, bytes }: Allocations): string =>
    `${String(objects).padStart(6)}: ${String(bytes).padStart(8)}`;
  return `${pair(inUse)} [${pair(allocated)}]`;
}

export const heapProfile: Codec<HeapProfile> = { decode: readHeapProfile, encode: writeHeapProfile };

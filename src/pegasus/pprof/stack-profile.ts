// A profile of any kind as what flame graphs and tables are made of: values by stack, laid flat.
import type { CpuStacks } from "./cpu-profile.ts";
import type { HeapProfile } from "./heap-profile.ts";
import { estimated, sampleRate } from "./heap-scale.ts";
import { readMaps, type Mapping } from "./maps.ts";

/** What is counted, as pprof's `sample_type` says it: `cpu` in `nanoseconds`, `inuse_space` in `bytes`, `samples` in `count` … */
export interface Measure {
  readonly type: string;
  readonly unit: string;
}

export type ProfileKind = "cpu" | "heap sample" | "heap" | "growth" | "pprof";

/** A place in the code where samples were. */
export interface Site {
  /** Of the innermost frame where the process was, of its callers one byte before where they go on (as `callSite`). */
  readonly address: bigint;
  /** What the file itself calls the function; null: it tells addresses alone. */
  readonly name: string | null;
}

export interface StackProfile {
  readonly kind: ProfileKind;
  readonly measures: readonly Measure[];
  /** Index of the measure that one looks at first. */
  readonly standard: number;
  readonly sites: readonly Site[];
  /** Indices into `sites`, stack after stack, the innermost first. */
  readonly frames: Uint32Array;
  /** By stack: the index into `frames` behind its last one. */
  readonly ends: ArrayLike<number>;
  /** By measure, by stack. */
  readonly values: readonly Float64Array[];
  /** Names, and by stack which one; null: it is not told which thread a stack is of, as gperftools never does. */
  readonly threads: { readonly names: readonly string[]; readonly of: ArrayLike<number> } | null;
  /** From one sample to the next, of this measure; null: all are counted, or it is not told. */
  readonly period: (Measure & { readonly every: number }) | null;
  readonly mappings: readonly Mapping[];
  /** A sentence on why not all of the file could be read; null: it is whole. */
  readonly damage: string | null;
}

const NS_PER_US = 1000;

export function ofCpu({ counts, ends, frames, addresses, periodUs, maps, damage }: CpuStacks): StackProfile {
  const samples = Float64Array.from(counts);
  const { sites, frames: moved } = callSites(addresses, frames, ends);
  return {
    kind: "cpu",
    measures: [
      { type: "samples", unit: "count" },
      { type: "cpu", unit: "nanoseconds" },
    ],
    standard: 1,
    sites,
    frames: moved,
    ends,
    values: [samples, samples.map((count) => count * periodUs * NS_PER_US)],
    threads: null,
    period: { type: "cpu", unit: "nanoseconds", every: periodUs * NS_PER_US },
    mappings: readMaps(maps),
    damage,
  };
}

const OBJECTS = { type: "inuse_objects", unit: "count" } as const;
const SPACE = { type: "inuse_space", unit: "bytes" } as const;
const MADE_OBJECTS = { type: "alloc_objects", unit: "count" } as const;
const MADE_SPACE = { type: "alloc_space", unit: "bytes" } as const;

/** What a sample stands for is estimated, as pprof does it. */
export function ofHeap(profile: HeapProfile): StackProfile {
  const { type, stacks, maps } = profile;
  const rate = sampleRate(profile);
  const kind = type === "growth" ? "growth" : rate === null ? "heap" : "heap sample";
  const inUse = stacks.map((stack) => estimated(stack.inUse, rate));
  // A sample and growth say the same twice.
  const made = kind === "heap" ? stacks.map(({ allocated }) => allocated) : [];
  const all = kind === "heap" ? [inUse, made] : [inUse];
  const { table, frames, ends } = laidFlat(stacks.map(({ stack }) => stack));
  return {
    kind,
    measures: kind === "heap" ? [OBJECTS, SPACE, MADE_OBJECTS, MADE_SPACE] : [OBJECTS, SPACE],
    standard: 1,
    ...callSites(table, frames, ends),
    ends,
    values: all.flatMap((counts) => [
      Float64Array.from(counts, ({ objects }) => objects),
      Float64Array.from(counts, ({ bytes }) => bytes),
    ]),
    threads: null,
    period: rate === null ? null : { type: "space", unit: "bytes", every: rate },
    mappings: readMaps(maps ?? ""),
    damage: null,
  };
}

function laidFlat(stacks: readonly (readonly bigint[])[]) {
  const numbers = new Map<bigint, number>();
  const frames = new Uint32Array(stacks.reduce((sum, { length }) => sum + length, 0));
  const ends: number[] = [];
  let end = 0;
  for (const stack of stacks) {
    for (const address of stack) {
      const number = numbers.get(address) ?? numbers.size;
      numbers.set(address, number);
      frames[end++] = number;
    }
    ends.push(end);
  }
  return { table: [...numbers.keys()], frames, ends };
}

/** All but the innermost are return addresses: the call stands one byte before them at the latest (as google-pprof has it). */
function callSites(
  addresses: readonly bigint[],
  frames: Uint32Array,
  ends: readonly number[],
): Pick<StackProfile, "sites" | "frames"> {
  const sites: Site[] = [];
  const numbers = new Map<bigint, number>();
  const numberOf = (address: bigint): number => {
    const known = numbers.get(address);
    if (known !== undefined) return known;
    numbers.set(address, sites.length);
    return sites.push({ address, name: null }) - 1;
  };
  const NONE = 2 ** 32 - 1;
  const innermost = new Uint32Array(addresses.length).fill(NONE);
  const calling = new Uint32Array(addresses.length).fill(NONE);
  const moved = new Uint32Array(frames.length);
  let start = 0;
  for (const end of ends) {
    for (let frame = start; frame < end; frame++) {
      const index = frames[frame] ?? 0;
      const known = frame === start ? innermost : calling;
      if (known[index] === NONE) {
        const address = addresses[index] ?? 0n;
        known[index] = numberOf(frame === start || address === 0n ? address : address - 1n);
      }
      moved[frame] = known[index] ?? 0;
    }
    start = end;
  }
  return { sites, frames: moved };
}

// The heap profiles of one process (reference 2.25; formats as in recordings/pprof): a sample of what it keeps, everything that it asks
// for in some seconds, and what its address space grew by.
import type { Allocations, HeapProfile, HeapStack } from "#pegasus/pprof/heap-profile.ts";
import { keyOf, seeded } from "../random.ts";
import { ALLOCATIONS, type Keep } from "./allocations.ts";
import { callers, type CallPath } from "./call-tree.ts";
import type { Image } from "./image.ts";
import type { Kept } from "./memory-kept.ts";

/** The environment variable TCMALLOC_SAMPLE_PARAMETER: one allocation in so many bytes is remembered. */
const SAMPLE_BYTES = 524_288;
/** Pieces of one kind are of some sizes around the usual one. */
const SIZES = [0.5, 1, 2.5];

interface Piece {
  readonly path: CallPath;
  readonly size: number;
  readonly objects: number;
  readonly keep: Keep;
}

/** What `kept` bytes are made of, as whole objects. */
function piecesOf(kept: Kept): Piece[] {
  return keeps().flatMap((keep) => {
    const { paths, size } = ALLOCATIONS[keep];
    const total = paths.reduce((sum, { weight }) => sum + weight, 0);
    return paths.flatMap((path) =>
      SIZES.map((factor, index): Piece => {
        const own = Math.floor(size * factor) + (keyOf(keep, index) % 8) * 8;
        const part = ((kept[keep] ?? 0) * path.weight) / total / SIZES.length;
        return { path, size: own, objects: Math.floor(part / own), keep };
      }),
    );
  });
}

function keeps(): Keep[] {
  const names: Record<Keep, true> = {
    blockCache: true,
    memtables: true,
    filters: true,
    messages: true,
    mutations: true,
    metrics: true,
    state: true,
  };
  return Object.keys(names).filter((name): name is Keep => name in names);
}

function profileOf(type: string, stacks: readonly HeapStack[], maps: string): HeapProfile {
  const sum = (of: (stack: HeapStack) => Allocations): Allocations => ({
    objects: stacks.reduce((objects, stack) => objects + of(stack).objects, 0),
    bytes: stacks.reduce((bytes, stack) => bytes + of(stack).bytes, 0),
  });
  const total = { inUse: sum(({ inUse }) => inUse), allocated: sum(({ allocated }) => allocated) };
  return { type, total, stacks: stacks.toSorted((a, b) => b.inUse.bytes - a.inUse.bytes), maps };
}

/** A sample of live objects: the larger, the surer it is to be in it. */
export function heapSample(image: Image, kept: Kept, seed: number): HeapProfile {
  const random = seeded(seed);
  const stacks = piecesOf(kept).flatMap(({ path, size, objects }, index): HeapStack[] => {
    const seen = Math.floor(objects * (1 - Math.exp(-size / SAMPLE_BYTES)) + random());
    if (seen === 0) return [];
    const count = { objects: seen, bytes: seen * size };
    return [{ inUse: count, allocated: count, stack: image.stackOf(path.frames, index % SIZES.length) }];
  });
  return profileOf(`heap_v2/${SAMPLE_BYTES}`, stacks, image.maps);
}

/** Part of what was asked for that is still in use at the end; memtables stay. */
const STILL_USED = 0.04;

/** All that is asked for in `seconds`, by what is asked for in one. */
export function heapProfileOf(image: Image, used: Kept, seconds: number): HeapProfile {
  const asked = Object.fromEntries(Object.entries(used).map(([keep, bytes]) => [keep, bytes * seconds]));
  const stacks = piecesOf(asked).flatMap(({ path, size, objects, keep }, index): HeapStack[] => {
    if (objects === 0) return [];
    const left = keep === "memtables" ? objects : Math.floor(objects * STILL_USED);
    return [
      {
        inUse: { objects: left, bytes: left * size },
        allocated: { objects, bytes: objects * size },
        stack: image.stackOf(path.frames, index % SIZES.length),
      },
    ];
  });
  return profileOf("heapprofile", stacks, image.maps);
}

const GROWING = callers(
  "tcmalloc::PageHeap::GrowHeap @ libtcmalloc_and_profiler.so.4.5.9",
  "TCMalloc_SystemAlloc @ libtcmalloc_and_profiler.so.4.5.9",
).toReversed();

const MB = 2 ** 20;
/** The address space grows by a step of this at least, and by so many times as much at most. */
const [STEP, MOST_STEPS] = [MB, 12];

/** Each time that the allocator asked the system for more. */
export function growthOf(image: Image, kept: Kept, seed: number): HeapProfile {
  const stacks = keeps().flatMap((keep) => {
    const { paths } = ALLOCATIONS[keep];
    const total = paths.reduce((sum, { weight }) => sum + weight, 0);
    return paths.flatMap(({ frames, weight }, index) => {
      const stack = image.stackOf([...GROWING, ...frames], 0);
      return steps(((kept[keep] ?? 0) * weight) / total, keyOf(seed, keep, index)).map((bytes): HeapStack => {
        const count = { objects: 1, bytes };
        return { inUse: count, allocated: count, stack };
      });
    });
  });
  return profileOf("growth", stacks, image.maps);
}

/** The sizes of the pieces in which so many bytes were got. */
function steps(bytes: number, seed: number): number[] {
  const random = seeded(seed);
  const sizes: number[] = [];
  for (let left = bytes; left > STEP / 2;) {
    const size = Math.min(Math.ceil(left / STEP), 1 + Math.floor(random() * MOST_STEPS)) * STEP;
    sizes.push(size);
    left -= size;
  }
  return sizes;
}

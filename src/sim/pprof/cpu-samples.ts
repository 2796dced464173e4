// The CPU profile of one process: as many samples as it was busy, in the stacks of what it was busy with.
import { X86_64, type CpuProfile, type CpuSample } from "#pegasus/pprof/cpu-profile.ts";
import { seeded } from "../random.ts";
import type { Busy } from "./busy.ts";
import type { CallPath } from "./call-tree.ts";
import { CPU_WORK } from "./cpu-work.ts";
import { PLACES, type Image } from "./image.ts";

/** gperftools takes 100 samples a second of each busy processor. */
const PERIOD_US = 10_000;
const PER_SECOND = 1e6 / PERIOD_US;

/** `busy` over `seconds`; `seed` gives the profile its chance. */
export function cpuProfileOf(image: Image, busy: Busy, seconds: number, seed: number): Omit<CpuProfile, "damage"> {
  const random = seeded(seed);
  const samples: CpuSample[] = [];
  for (const [work, paths] of Object.entries(CPU_WORK)) {
    const processors = Object.entries(busy).find(([name]) => name === work)?.[1] ?? 0;
    const count = Math.floor(processors * PER_SECOND * seconds + random());
    samples.push(...sampled(image, paths, count, random));
  }
  return { words: X86_64, periodUs: PERIOD_US, samples, maps: image.maps };
}

function sampled(image: Image, paths: readonly CallPath[], count: number, random: () => number): CpuSample[] {
  const total = paths.reduce((sum, { weight }) => sum + weight, 0);
  const counts = paths.map(() => Array.from({ length: PLACES }, () => 0));
  for (let draw = 0; draw < count; draw++) {
    const places = counts[drawn(paths, random() * total)];
    const place = Math.floor(random() * PLACES);
    if (places !== undefined) places[place] = (places[place] ?? 0) + 1;
  }
  return paths.flatMap(({ frames }, path) =>
    (counts[path] ?? []).flatMap((seen, place) =>
      seen === 0 ? [] : [{ count: seen, stack: image.stackOf(frames, place) }],
    ),
  );
}

function drawn(paths: readonly CallPath[], place: number): number {
  let before = 0;
  return paths.findIndex(({ weight }) => {
    before += weight;
    return place < before;
  });
}

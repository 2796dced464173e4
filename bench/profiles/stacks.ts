// A CPU profile of as many distinct stacks as wished: a tree of calls as programs have it, wide at its ends, walked at random.
import { writeCpuProfile, X86_64, type CpuSample } from "#pegasus/pprof/cpu-profile.ts";

const FUNCTIONS = 5000;
const BASE = 0x40_0000;
const FUNCTION_BYTES = 256;
const SHALLOWEST = 20;
const DEEPEST = 40;
const MAPS = `00400000-00900000 r-xp 00000000 00:00 1                          /opt/bench/server\n`;

/** Xorshift: the same stacks each time. 0 to 1. */
function chance(): () => number {
  let state = 2_463_534_242;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export function manyStacks(count: number): Uint8Array {
  const random = chance();
  const seen = new Set<string>();
  const samples: CpuSample[] = [];
  while (samples.length < count) {
    const depth = SHALLOWEST + Math.floor(random() * (DEEPEST - SHALLOWEST));
    const path: number[] = [0];
    for (let level = 1; level < depth; level++) {
      // Whom a function calls is known by it; it calls one of six, the first most often.
      const callee = Math.floor(random() ** 2 * 6);
      path.push(((path[level - 1] ?? 0) * 7 + callee * 131 + level * 17) % FUNCTIONS);
    }
    const key = path.join();
    if (seen.has(key)) continue;
    seen.add(key);
    const stack = path.map((callee) => BigInt(BASE + callee * FUNCTION_BYTES + 8)).toReversed();
    samples.push({ count: 1 + Math.floor(random() * 3), stack });
  }
  return writeCpuProfile({ words: X86_64, periodUs: 10_000, samples, maps: MAPS });
}

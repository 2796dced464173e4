// Chance that can be repeated: the same seed gives the same cluster.

/** A stream of numbers in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    return scramble(state);
  };
}

function scramble(state: number): number {
  let value = Math.imul(state ^ (state >>> 15), state | 1);
  value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
  return ((value ^ (value >>> 14)) >>> 0) / 0x1_0000_0000;
}

/** A 32-bit key out of a text and numbers, to give each thing its own chance (FNV-1a). */
export function keyOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    const text = `${part}|`;
    // By code points, without an iterator: it is asked for tens of thousands of things at a time.
    for (let at = 0; at < text.length; at++) {
      const point = text.codePointAt(at) ?? 0;
      if (point > 0xffff) at++;
      hash = Math.imul(hash ^ point, 0x01000193);
    }
  }
  return hash >>> 0;
}

/** One number in [0, 1) of its own for each key. */
export function chance(key: number): number {
  return scramble((key ^ 0x9e3779b9) >>> 0);
}

/**
 * Noise in [0, 1) that moves smoothly: a value of its own each `period`, and a soft way between them.
 * `time` and `period` in the same unit.
 */
export function smoothNoise(key: number, time: number, period: number): number {
  const step = Math.floor(time / period);
  const along = time / period - step;
  const from = chance((key + Math.imul(step | 0, 0x85ebca6b)) >>> 0);
  const to = chance((key + Math.imul((step + 1) | 0, 0x85ebca6b)) >>> 0);
  const soft = along * along * (3 - 2 * along);
  return from + (to - from) * soft;
}

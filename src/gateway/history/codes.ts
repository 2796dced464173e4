// Values as whole numbers: a 32-bit float without its last three bits, so that six digits are kept and neighbours differ by little.

/** No value: a gap. No float has this code. */
export const GAP = -(2 ** 30);
const LOST_BITS = 3;

const floats = new Float32Array(1);
const bits = new Int32Array(floats.buffer);

export function codeOf(value: number | null): number {
  if (value === null || !Number.isFinite(value)) return GAP;
  floats[0] = value === 0 ? 0 : value; // minus zero has bits of its own
  const all = bits[0] ?? 0;
  return (all + (1 << (LOST_BITS - 1))) >> LOST_BITS;
}

export function valueOf(code: number): number | null {
  if (code === GAP) return null;
  bits[0] = code << LOST_BITS;
  return floats[0] ?? null;
}

/** As it is told: the six digits that it has. */
export function told(value: number | null): number | null {
  return value === null || Number.isInteger(value) ? value : Number(value.toPrecision(6));
}

// The values of one series over one period, packed: differences of codes, and runs of what stays the same or is missing.
import { ByteReader, ByteWriter } from "./bytes.ts";
import { GAP } from "./codes.ts";

/** One value a slot (`lowest` and `highest` are then the same), or three: what is thinned keeps its extremes. */
export interface Column {
  readonly mean: Int32Array;
  readonly lowest: Int32Array;
  readonly highest: Int32Array;
}

const SAME = 0;
const MISSING = 1;
const FIRST_DIFFERENCE = 2;

export function packChunk({ mean, lowest, highest }: Column): Uint8Array {
  const writer = new ByteWriter();
  const plain = lowest === mean && highest === mean;
  writer.number(mean.length * 2 + (plain ? 0 : 1));
  packRow(writer, mean, null);
  if (!plain) {
    packRow(writer, lowest, mean);
    packRow(writer, highest, mean);
  }
  return writer.done();
}

/** @throws {RangeError} where the bytes are damaged */
export function unpackChunk(bytes: Uint8Array): Column {
  const reader = new ByteReader(bytes);
  const head = reader.number();
  const slots = Math.floor(head / 2);
  if (slots > MOST_SLOTS) throw new RangeError("The kept values are damaged.");
  const mean = unpackRow(reader, slots, null);
  if (head % 2 === 0) return { mean, lowest: mean, highest: mean };
  return { mean, lowest: unpackRow(reader, slots, mean), highest: unpackRow(reader, slots, mean) };
}

const MOST_SLOTS = 100_000;

/** Against `beside`, where it is given: an extreme is seldom far from its mean. */
function packRow(writer: ByteWriter, codes: Int32Array, beside: Int32Array | null): void {
  const offset = (slot: number): number => {
    const code = codes[slot] ?? GAP;
    return code === GAP || beside === null ? code : code - (beside[slot] ?? 0);
  };
  let last = 0;
  for (let slot = 0; slot < codes.length;) {
    const value = offset(slot);
    let end = slot + 1;
    if (value === GAP || value === last) {
      while (end < codes.length && offset(end) === value) end++;
      writer.number(value === GAP ? MISSING : SAME);
      writer.number(end - slot);
    } else {
      const difference = value - last;
      writer.number((difference < 0 ? -2 * difference - 1 : 2 * difference) + FIRST_DIFFERENCE);
      last = value;
    }
    slot = end;
  }
}

function unpackRow(reader: ByteReader, slots: number, beside: Int32Array | null): Int32Array {
  const codes = new Int32Array(slots).fill(GAP);
  let last = 0;
  for (let slot = 0; slot < slots;) {
    const token = reader.number();
    if (token === MISSING) {
      slot += reader.number();
      continue;
    }
    let run = 1;
    if (token === SAME) run = reader.number();
    else {
      const folded = token - FIRST_DIFFERENCE;
      last += folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    }
    for (const end = Math.min(slots, slot + run); slot < end; slot++) codes[slot] = last + (beside?.[slot] ?? 0);
  }
  return codes;
}

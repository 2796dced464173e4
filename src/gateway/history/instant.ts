// One instant's values as a row of the journal, which a restart reads.
import type { Instant } from "./blocks.ts";
import { ByteReader, ByteWriter } from "./bytes.ts";
import { GAP } from "./codes.ts";

/** Series ascend: their differences are small numbers. Gaps are not written. */
export function packInstant({ series, codes }: Pick<Instant, "series" | "codes">): Uint8Array {
  const writer = new ByteWriter();
  let last = 0;
  for (const [index, id] of series.entries()) {
    const code = codes[index] ?? GAP;
    if (code === GAP) continue;
    writer.number(id - last);
    writer.number(code < 0 ? -2 * code - 1 : 2 * code);
    last = id;
  }
  return writer.done();
}

/** @throws {RangeError} where the bytes are damaged */
export function unpackInstant(bytes: Uint8Array): Pick<Instant, "series" | "codes"> {
  const reader = new ByteReader(bytes);
  const series: number[] = [];
  const codes: number[] = [];
  let last = 0;
  while (!reader.ended) {
    last += reader.number();
    series.push(last);
    const folded = reader.number();
    codes.push(folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2);
  }
  return { series, codes };
}

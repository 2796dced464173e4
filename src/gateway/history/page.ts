// A row of the store: the chunks of up to 32 series that follow each other. A row a series would cost more than what is in it.
import { ByteReader, ByteWriter } from "./bytes.ts";

const SERIES_A_PAGE = 32;

export function pageOf(series: number): number {
  return Math.floor(series / SERIES_A_PAGE);
}

/** `chunks` by series, all of one page. */
export function packPage(chunks: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const writer = new ByteWriter();
  for (const [series, chunk] of chunks) {
    writer.number(series % SERIES_A_PAGE);
    writer.number(chunk.length);
    writer.append(chunk);
  }
  return writer.done();
}

/** @throws {RangeError} where the bytes are damaged */
export function unpackPage(page: number, bytes: Uint8Array): Map<number, Uint8Array> {
  const reader = new ByteReader(bytes);
  const chunks = new Map<number, Uint8Array>();
  while (!reader.ended) {
    const series = page * SERIES_A_PAGE + reader.number();
    chunks.set(series, reader.take(reader.number()));
  }
  return chunks;
}

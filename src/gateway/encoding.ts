// Which encoding an answer gets toward the browser. Brotli before gzip: /metrics shrinks half as much again.
import { promisify } from "node:util";
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from "node:zlib";
import type { Transform } from "node:stream";
import { parseAccept } from "hono/utils/accept";

export type Encoding = "br" | "gzip";

/** Smaller bodies go as they are. */
export const LEAST_ENCODED_BYTES = 1024;
/** On a level with gzip in time; the standard one (11) takes seconds for a megabyte. */
const QUALITY = 4;

const brotlied = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** What to send to who says `accepted` (the header): null, as it is. Brotli wherever it is taken: browsers name gzip first, out of habit. */
export function encodingFor(accepted: string | null, bytes: number): Encoding | null {
  if (accepted === null || accepted === "" || bytes < LEAST_ENCODED_BYTES) return null;
  const taken = new Set(parseAccept(accepted).flatMap(({ type, q }) => (q > 0 ? [type.toLowerCase()] : [])));
  return taken.has("br") ? "br" : taken.has("gzip") ? "gzip" : null;
}

/** Off the main thread. */
export async function encoded(body: Uint8Array, encoding: Encoding): Promise<Buffer> {
  return encoding === "gzip" ? gzipped(body) : brotlied(body, brotliOptions(body.length));
}

/** Of `bytes` that come one after the other; also off the main thread. */
export function encoder(encoding: Encoding, bytes: number): Transform {
  return encoding === "gzip" ? createGzip() : createBrotliCompress(brotliOptions(bytes));
}

function brotliOptions(bytes: number) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  return { params: { [BROTLI_PARAM_QUALITY]: QUALITY, [BROTLI_PARAM_SIZE_HINT]: bytes } };
}

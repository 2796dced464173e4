// Compression toward the browser. Brotli before gzip: /metrics shrinks half as much again.
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { MiddlewareHandler } from "hono";
import { compress } from "hono/compress";
import { parseAccept } from "hono/utils/accept";
import { isFinished } from "./finished.ts";

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
  if (encoding === "gzip") return gzipped(body);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  return brotlied(body, { params: { [BROTLI_PARAM_QUALITY]: QUALITY, [BROTLI_PARAM_SIZE_HINT]: body.length } });
}

const streaming = compress();

/** For answers that are not finished: those of the gateway's own routes, lines as they come among them. */
export function compression(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (isFinished(c.res)) return;
    await streaming(c, async () => undefined);
  };
}

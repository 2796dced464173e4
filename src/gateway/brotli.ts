// Brotli toward browsers that take it: hono's own `compress` knows gzip alone, and /metrics shrinks half as much again.
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { MiddlewareHandler } from "hono";
import { accepts } from "hono/accepts";

const compressed = promisify(brotliCompress);
const LEAST_BYTES = 1024;
/** On a level with gzip in time; the standard one (11) takes seconds for a megabyte. */
const QUALITY = 4;

/** Wherever it is taken at all: browsers name gzip first, out of habit. */
function match(accepted: readonly { readonly type: string; readonly q: number }[]): string {
  return accepted.some(({ type, q }) => type.toLowerCase() === "br" && q > 0) ? "br" : "";
}

/** For answers whose length is known; what streams is left to others. */
export function brotli(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { headers, status, body } = c.res;
    const length = Number(headers.get("content-length") ?? "0");
    if (body === null || length < LEAST_BYTES || headers.has("content-encoding") || c.req.method === "HEAD") return;
    if (!/^(text\/|application\/json)/.test(headers.get("content-type") ?? "")) return;
    if (accepts(c, { header: "Accept-Encoding", supports: ["br"], default: "", match }) === "") return;
    const small = await compressed(await c.res.arrayBuffer(), {
      params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: length },
    });
    c.res = new Response(new Uint8Array(small), { status, headers });
    c.res.headers.set("content-encoding", "br");
    c.res.headers.set("content-length", String(small.length));
    c.res.headers.append("vary", "Accept-Encoding");
  };
}

// Compression of answers that are not finished: those of the gateway's own routes. Lines that come one by one go out one by one.
import { Readable, pipeline } from "node:stream";
import type { MiddlewareHandler } from "hono";
import { encoded, encodingFor, lineEncoder } from "./encoding.ts";
import { finishedOf } from "./finished.ts";
import { NDJSON } from "./ndjson.ts";

export function compression(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { res } = c;
    const type = res.headers.get("content-type") ?? "";
    if (finishedOf(res) !== undefined || res.body === null || !/^(text|application)\//.test(type)) return;
    const accepted = c.req.header("accept-encoding") ?? null;
    const headers = new Headers(res.headers);
    headers.append("vary", "accept-encoding");
    c.res = undefined; // or its headers would be taken over as they were
    if (type === NDJSON) {
      const encoding = encodingFor(accepted, Infinity);
      if (encoding !== null) headers.set("content-encoding", encoding);
      const body = encoding === null ? res.body : throughLines(res.body, lineEncoder(encoding));
      c.res = new Response(body, { status: res.status, headers });
      return;
    }
    const whole = new Uint8Array(await res.arrayBuffer());
    const encoding = encodingFor(accepted, whole.length);
    if (encoding !== null) headers.set("content-encoding", encoding);
    const body = encoding === null ? whole : new Uint8Array(await encoded(whole, encoding));
    headers.set("content-length", String(body.length));
    c.res = new Response(body, { status: res.status, headers });
  };
}

/** Whoever ends one end of it ends the other. */
function throughLines(
  lines: ReadableStream<Uint8Array>,
  through: ReturnType<typeof lineEncoder>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  pipeline(Readable.from(lines), through, () => undefined);
  // A stream of bytes, which is what a Response reads.
  return Readable.toWeb(through) as ReadableStream<Uint8Array<ArrayBuffer>>;
}

// Compression of answers that are not finished: those of the gateway's own routes, lines as they come among them.
import type { MiddlewareHandler } from "hono";
import { compress } from "hono/compress";
import { finishedOf } from "./finished.ts";

const streaming = compress();

export function compression(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (finishedOf(c.res) !== undefined) return;
    await streaming(c, async () => undefined);
  };
}

// What a request's body says, judged by its schema.
import type { Context } from "hono";
import type * as z from "zod/mini";
import { GatewayFailure } from "./failure.ts";

/** @throws {GatewayFailure} bad-request, saying which part is wrong */
export async function bodyAs<T>(c: Context, schema: z.ZodMiniType<T>): Promise<T> {
  const read = schema.safeParse(await jsonOf(c));
  if (read.success) return read.data;
  throw new GatewayFailure("bad-request", whyNot(read.error.issues));
}

async function jsonOf(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    throw new GatewayFailure("bad-request", "The body is not JSON.");
  }
}

function whyNot(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues
    .map(({ path, message }) => `${path.length === 0 ? "The body" : path.map(String).join(".")}: ${message}`)
    .join("; ");
}

// Answers that this dashboard shows as they are, without a schema of their own yet.
import * as z from "zod/mini";
import type { JsonValue } from "../json.ts";
import type { Dialect } from "../json-write.ts";
import { codec, type Codec } from "./codec.ts";

/** Any JSON document of a dialect. */
export function openJson(dialect: Dialect): Codec<JsonValue> {
  return codec<JsonValue>(
    z.custom<JsonValue>(() => true),
    dialect,
  );
}

/** A body that is text (or bytes) to everybody. */
export const plainText: Codec<string> = { decode: (text) => text, encode: (text) => text };

// A codec turns a server's text into our types and back. Schemas are field by field, objects stay open (unknown keys are
// kept), and the dialect gives back the bytes.
import * as z from "zod/mini";
import { readJson, type JsonValue } from "../json.ts";
import { writeJson, type Dialect } from "../json-write.ts";

export interface Codec<T> {
  /** @throws {AnswerError} when the text is not JSON, or not of this shape. */
  decode(text: string): T;
  encode(value: T): string;
}

/** The same for an answer that is no text. */
export interface ByteCodec<T> {
  /** @throws {AnswerError} */
  decode(bytes: Uint8Array): T;
  encode(value: T): Uint8Array;
}

/** The answer could be read as HTTP, but not as what this endpoint should say. */
export class AnswerError extends Error {
  override readonly name = "AnswerError";
}

type TwoWay<T> = z.ZodMiniType<T>;

/** `quickly`: a reader of the same for texts of this answer that it knows how to read; undefined: it does not. */
export function codec<T>(
  schema: TwoWay<T>,
  dialect: Dialect,
  quickly: (text: string) => JsonValue | undefined = () => undefined,
): Codec<T> {
  return {
    decode(text) {
      const value = quickly(text) ?? read(text);
      const result = z.safeDecode(schema, value);
      if (result.success) return result.data;
      const issue = result.error.issues[0];
      const where = issue === undefined || issue.path.length === 0 ? "the document" : issue.path.join(".");
      throw new AnswerError(`${where}: ${issue?.message ?? "unexpected shape"}`);
    },
    // What a schema encodes to is what JSON can say: every leaf schema of this folder starts from a JSON type.
    encode: (value) => writeJson(z.encode(schema, value) as JsonValue, dialect),
  };
}

function read(text: string): JsonValue {
  try {
    return readJson(text);
  } catch (error) {
    throw new AnswerError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

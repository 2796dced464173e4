// How servers read the JSON body of a write (reference 2.20; common/json_helper.h:254-304, 335-445, 758-767).
import { parseJson, type JsonNode } from "../json.ts";

export interface BodyField {
  readonly name: string;
  readonly type: "string" | "int32";
  readonly meaning: string;
  readonly example: string | number;
  /** What the value names in the cluster. */
  readonly names?: "app";
  /** All that is allowed. */
  readonly values?: readonly string[];
  readonly min?: number;
  /** It may be empty. */
  readonly optional?: true;
}

/** A missing text is empty; a missing integer is null here, and on real servers whatever stood in that memory (trap 42). */
export type Body<Names extends string> = ReadonlyMap<Names, string | number | null>;

const INT32 = { min: -(2n ** 31n), max: 2n ** 31n - 1n };

/**
 * The fields of a body. It is accepted when every known field could be read, or when every member is known; of duplicate keys the
 * first counts. Null: `invalid request structure`.
 */
export function readBody<Names extends string>(
  text: string,
  fields: readonly (BodyField & { readonly name: Names })[],
): Body<Names> | null {
  const document = parse(text);
  if (document?.kind !== "object") return null;
  const values = new Map<Names, string | number | null>(
    fields.map(({ name, type }) => [name, type === "string" ? "" : null]),
  );
  const read = new Set<string>();
  let unknown = false;
  for (const { key, value } of document.members) {
    const field = fields.find(({ name }) => name === key);
    if (field === undefined) unknown = true;
    if (field === undefined || read.has(key)) continue;
    const found = valueOf(value, field.type);
    if (found === null) return null;
    read.add(key);
    values.set(field.name, found);
  }
  return read.size === fields.length || !unknown ? values : null;
}

function parse(text: string): JsonNode | null {
  try {
    return parseJson(text.replace(/^\uFEFF/, ""));
  } catch {
    return null;
  }
}

function valueOf(node: JsonNode, type: BodyField["type"]): string | number | null {
  if (type === "string") return node.kind === "string" ? node.value : null;
  if (node.kind !== "number" || !/^-?\d+$/.test(node.text)) return null;
  const value = BigInt(node.text);
  return value < INT32.min || value > INT32.max ? null : Number(value);
}

/** A body that a server takes, from the examples of its fields. */
export function bodyExample(fields: readonly BodyField[]): string {
  return JSON.stringify(Object.fromEntries(fields.map(({ name, example }) => [name, example])));
}

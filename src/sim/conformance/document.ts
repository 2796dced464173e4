// A JSON answer as something to be compared: maps with their keys in the order of the text, and leaves.
import { numberValue, parseJson, type JsonNode } from "#pegasus/json.ts";

/** A leaf of a JSON document; a whole body that is no JSON is one, too. */
export type Leaf = string | number | bigint | boolean | null;
export type Document = Leaf | DocumentMap;
/** A list is a map, too: by position, or by what names its items. */
export interface DocumentMap {
  readonly list: boolean;
  readonly entries: readonly (readonly [key: string, value: Document])[];
}

export function isMap(value: Document): value is DocumentMap {
  return typeof value === "object" && value !== null;
}

/** Keeps the order of keys that look like numbers, which JSON.parse would not. @throws {JsonError} */
export function readDocument(text: string): Document {
  return fromNode(parseJson(text));
}

function fromNode(node: JsonNode): Document {
  switch (node.kind) {
    case "object":
      return { list: false, entries: node.members.map(({ key, value }) => [key, fromNode(value)]) };
    case "array":
      return { list: true, entries: node.items.map((item, index) => [String(index), fromNode(item)]) };
    case "number":
      return numberValue(node.text);
    case "null":
      return null;
    case "string":
    case "boolean":
      return node.value;
  }
}

/**
 * `/metrics` comes in megabytes, and its keys never look like numbers: JSON.parse does. Entities are named by their id, metrics by their
 * name, where the answer tells them.
 */
export function readMetrics(text: string): Document {
  return fromValue(JSON.parse(text));
}

function fromValue(value: unknown): Document {
  if (Array.isArray(value)) return { list: true, entries: named(value) };
  if (typeof value === "object" && value !== null) {
    const entries: (readonly [string, Document])[] = [];
    for (const [key, item] of Object.entries(value)) entries.push([key, fromValue(item)]);
    return { list: false, entries };
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null)
    return value;
  throw new Error(`JSON has no ${typeof value}`);
}

/** An item without id and name is named by its fields, and counted: such lists come in no order either. */
function named(items: readonly unknown[]): (readonly [key: string, item: Document])[] {
  const nameless = new Map<string, number>();
  return items.map((item) => {
    const name = nameOf(item);
    if (name !== undefined) return [name, fromValue(item)];
    const fields = typeof item === "object" && item !== null ? Object.keys(item).join(",") : typeof item;
    const count = (nameless.get(fields) ?? 0) + 1;
    nameless.set(fields, count);
    return [`{${fields}} ${count}`, fromValue(item)];
  });
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  if ("id" in item && typeof item.id === "string") return item.id;
  return "name" in item && typeof item.name === "string" ? item.name : undefined;
}

export function keysOf(map: DocumentMap): string[] {
  return map.entries.map(([key]) => key);
}

export function placeAt(document: Document, keys: readonly string[]): Document | undefined {
  return keys.reduce<Document | undefined>(
    (found, key) =>
      found !== undefined && isMap(found) ? found.entries.find(([name]) => name === key)?.[1] : undefined,
    document,
  );
}

/** `null` in `path` stands for any key. */
export function leavesAt(document: Document, path: readonly (string | null)[]): Leaf[] {
  const found = path.reduce<readonly Document[]>(
    (places, key) =>
      places.flatMap((place) =>
        isMap(place) ? place.entries.flatMap(([name, value]) => (key === null || name === key ? [value] : [])) : [],
      ),
    [document],
  );
  return found.flatMap((value) => (isMap(value) ? [] : [value]));
}

// What a row says of its value in one line.
import type { JsonNode } from "#pegasus/json.ts";
import { childCount, type Container } from "./document.ts";

/** Longer strings are cut in their row; the whole is below the tree when the row is chosen. */
const STRING_SHOWN = 300;
const PREVIEW_SHOWN = 90;

/** A leaf as JSON: a number with all its digits, a string in quotes. */
export function leafText(node: Exclude<JsonNode, Container>): string {
  switch (node.kind) {
    case "string":
      return quote(node.value, STRING_SHOWN);
    case "number":
      return node.text;
    case "boolean":
      return String(node.value);
    case "null":
      return "null";
  }
}

function quote(text: string, most: number): string {
  return text.length <= most ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, most)).slice(0, -1)}…`;
}

/** `8 keys`, `1 item`. */
export function sizeText(container: Container): string {
  const count = childCount(container);
  const noun = container.kind === "object" ? "key" : "item";
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The first leaves of a closed container, to tell it from its siblings: `app_id: "1", status: "AVAILABLE", …`. */
export function previewText(container: Container): string {
  const parts: string[] = [];
  let length = 0;
  const entries: Iterable<readonly [string | null, JsonNode]> =
    container.kind === "object"
      ? container.members.map(({ key, value }) => [key, value] as const)
      : container.items.map((item) => [null, item] as const);
  for (const [key, node] of entries) {
    const text = (key === null ? "" : `${key}: `) + briefText(node);
    length += text.length + 2;
    if (length > PREVIEW_SHOWN) return [...parts, "…"].join(", ");
    parts.push(text);
  }
  return parts.join(", ");
}

function briefText(node: JsonNode): string {
  switch (node.kind) {
    case "object":
      return childCount(node) === 0 ? "{}" : "{…}";
    case "array":
      return childCount(node) === 0 ? "[]" : "[…]";
    case "string":
      return quote(node.value, 40);
    case "number":
    case "boolean":
    case "null":
      return leafText(node);
  }
}

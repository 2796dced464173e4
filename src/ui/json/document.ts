// What a text is to the viewer: a JSON tree, or text with the reason why it is no JSON.
import { JsonError, parseJson, type JsonNode } from "#pegasus/json.ts";

export type Container = Extract<JsonNode, { kind: "object" | "array" }>;

export type Document =
  | { readonly kind: "json"; readonly text: string; readonly root: JsonNode; readonly inside: Inside }
  /** `error` where the text sets out to be JSON and fails, null where it is plain text from its first character. */
  | { readonly kind: "text"; readonly text: string; readonly error: JsonError | null };

/** What can be opened in a node: itself, or the JSON that a string holds (`balance_operation_count`); null for a leaf. */
export type Inside = (node: JsonNode) => Container | null;

export function readDocument(text: string): Document {
  try {
    return { kind: "json", text, root: parseJson(text), inside: rememberInside() };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return { kind: "text", text, error: /^\s*[{["]/.test(text) ? error : null };
  }
}

export function childCount(container: Container): number {
  return container.kind === "object" ? container.members.length : container.items.length;
}

/** Strings are read at most once: a document of ten thousand partitions holds ten thousand of `[a,b]`, which is not JSON. */
function rememberInside(): Inside {
  const known = new WeakMap<JsonNode, Container | null>();
  return (node) => {
    if (node.kind === "object" || node.kind === "array") return childCount(node) === 0 ? null : node;
    if (node.kind !== "string" || !/^\s*[{[]/.test(node.value)) return null;
    const seen = known.get(node);
    if (seen !== undefined) return seen;
    const found = jsonInString(node.value);
    known.set(node, found);
    return found;
  };
}

function jsonInString(text: string): Container | null {
  try {
    const node = parseJson(text);
    return (node.kind === "object" || node.kind === "array") && childCount(node) > 0 ? node : null;
  } catch {
    return null; // text that begins like JSON, as Pegasus's `[a:1,b:2]`
  }
}

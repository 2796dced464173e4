// One value of a document by its path, as a JSONPath of names and indexes: `$.Version`, `$['a b'][0]`. Exact, as it was written. Pure.
import { JsonError, parseJson, type JsonNode } from "#pegasus/json.ts";

type Step = string | number;

/** Null: it is no such path. */
export function readPath(text: string): readonly Step[] | null {
  const steps: Step[] = [];
  let rest = text.trim().replace(/^\$/, "");
  // A name alone is a path, too.
  if (/^[^.[]/.test(rest)) rest = `.${rest}`;
  while (rest !== "") {
    const match = /^(?:\.([^.[\]]+)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\])/.exec(rest);
    if (match === null) return null;
    const [whole, name, index, single, double] = match;
    const quoted = single ?? double;
    if (index !== undefined) steps.push(Number(index));
    else steps.push(name ?? quoted?.replaceAll(/\\(.)/g, "$1") ?? "");
    rest = rest.slice(whole.length);
  }
  return steps;
}

/** The value's text: strings bare, numbers as written, branches by what is in them. Null: the document has no such value. */
export function valueAt(text: string, path: readonly Step[]): string | null {
  let node: JsonNode | undefined;
  try {
    node = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    // Plain text is one value, its own root.
    return path.length === 0 ? text.trim() : null;
  }
  for (const step of path) node = stepInto(node, step);
  return node === undefined ? null : wordsFor(node);
}

function stepInto(node: JsonNode | undefined, step: Step): JsonNode | undefined {
  if (node?.kind === "object") return node.members.findLast(({ key }) => key === String(step))?.value;
  if (node?.kind === "array") return typeof step === "number" ? node.items[step] : undefined;
  return undefined;
}

function wordsFor(node: JsonNode): string {
  switch (node.kind) {
    case "string":
      return node.value;
    case "number":
      return node.text;
    case "boolean":
      return String(node.value);
    case "null":
      return "null";
    case "object":
      return `{${node.members.length}}`;
    case "array":
      return `[${node.items.length}]`;
  }
}

interface Document {
  readonly text: string;
}

/** Reads one path of many documents, each once: they are told apart as objects. Null: `path` is none. */
export function readerAt(path: string): ((document: Document) => string | null) | null {
  const steps = path.trim() === "" ? null : readPath(path);
  if (steps === null) return null;
  const values = new WeakMap<Document, { readonly value: string | null }>();
  return (document) => {
    const found = values.get(document) ?? { value: valueAt(document.text, steps) };
    values.set(document, found);
    return found.value;
  };
}

/** Paths of the document's first values, the nearer ones first, to choose from. */
export function pathsIn(text: string, most: number): string[] {
  let root: JsonNode;
  try {
    root = parseJson(text);
  } catch {
    return [];
  }
  const found: string[] = [];
  const queue: { readonly node: JsonNode; readonly path: string }[] = [{ node: root, path: "$" }];
  for (const { node, path } of queue) {
    if (found.length >= most || queue.length > MOST_LOOKED_AT) break;
    if (node.kind === "object")
      queue.push(...node.members.map(({ key, value }) => ({ node: value, path: path + written(key) })));
    else if (node.kind === "array")
      queue.push(...node.items.map((item, index) => ({ node: item, path: `${path}[${index}]` })));
    else found.push(path);
  }
  return found;
}

const MOST_LOOKED_AT = 20_000;

function written(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `['${key.replaceAll(/['\\]/g, String.raw`\$&`)}']`;
}

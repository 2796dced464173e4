// From the text of a configuration file to its values, or to one sentence that says where it is wrong.
import { LineCounter, isMap, isNode, isScalar, parseDocument, type Document } from "yaml";
import * as z from "zod";
import { dashboardFile, type DashboardFile } from "./dashboard-file.ts";

/** A sentence that begins with `FILE:LINE:COLUMN`. */
export class BadFile extends Error {
  override readonly name = "BadFile";
}

type Path = readonly PropertyKey[];

/** A file that needs more than this is no configuration. */
const LARGEST_CHARACTERS = 1024 * 1024;

/** @throws {BadFile} @param name how people call the file */
export function readDashboardFile(name: string, text: string): DashboardFile {
  if (text.length > LARGEST_CHARACTERS) throw new BadFile(`${name} is larger than a configuration can be.`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${Math.max(1, line)}:${Math.max(1, col)}`;
  };
  const broken = document.errors[0] ?? document.warnings[0];
  if (broken !== undefined) throw new BadFile(`${at(broken.pos[0])}: this is not YAML: ${sentence(broken.message)}`);
  const read = dashboardFile.safeParse(valuesOf(document, name) ?? {}, { error: words });
  if (read.success) return read.data;
  const [first = { path: [], message: "is wrong", key: false }, ...others] = read.error.issues.flatMap(single);
  const more = others.length === 0 ? "" : ` (And ${others.length} more.)`;
  throw new BadFile(`${at(offsetOf(document, first))}: ${pathText(first.path)} ${sentence(first.message)}${more}`);
}

function valuesOf(document: Document.Parsed, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new BadFile(`${name}: this is not YAML: ${sentence(error instanceof Error ? error.message : String(error))}`);
  }
}

interface Mistake {
  readonly path: Path;
  readonly message: string;
  /** Whether the key itself is wrong, and not its value. */
  readonly key: boolean;
}

/** Of several unknown keys each is a mistake of its own, at its own place. */
function single(issue: z.core.$ZodIssue): Mistake[] {
  const { path, message } = issue;
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...path, key], message, key: true }));
  if (issue.code === "invalid_key")
    return [{ path, message: `is a key that ${issue.issues[0]?.message ?? message}`, key: true }];
  return [{ path, message, key: false }];
}

/** Where the value or key stands; for what is not there, its surroundings. */
function offsetOf(document: Document.Parsed, { path, key }: Mistake): number {
  for (let length = path.length; length >= 0; length--) {
    const place = path.slice(0, length);
    const node = key && length === path.length ? keyNode(document, place) : nodeAt(document, place);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function nodeAt(document: Document.Parsed, path: Path): unknown {
  return path.length === 0 ? document.contents : document.getIn(path, true);
}

function keyNode(document: Document.Parsed, path: Path): unknown {
  const holder = nodeAt(document, path.slice(0, -1));
  const wanted = String(path.at(-1));
  return isMap(holder) ? holder.items.find(({ key }) => isScalar(key) && String(key.value) === wanted)?.key : undefined;
}

function pathText(path: Path): string {
  const joined = path.reduce<string>(
    (before, part) => (typeof part === "number" ? `${before}[${part}]` : `${before}.${String(part)}`),
    "",
  );
  return joined === "" ? "the file" : joined.replace(/^\./, "");
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map of keys",
  record: "a map of keys",
};

/** What is wrong with a value, to be read after its path. */
const words: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined && (issue.code === "invalid_type" || issue.code === "invalid_value"))
    return "is missing";
  if (issue.code === "invalid_type")
    return `must be ${KINDS[issue.expected] ?? issue.expected}, not ${described(issue.input)}`;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "unrecognized_keys") {
    const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
    return `is not a key that is known here; those are ${known.join(", ")}`;
  }
  if (issue.code === "too_small")
    return issue.origin === "array" ? "must not be empty" : `must be ${issue.minimum} or more`;
  return issue.code === "too_big" ? `must be ${issue.maximum} or less` : undefined;
};

function described(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  // Numbers and booleans are no secrets; a text could be one that stands in the wrong place.
  return typeof value === "object" ? "a map" : typeof value === "string" ? "text" : JSON.stringify(value);
}

// The one lossless JSON reader. Numbers keep their exact text, key order and duplicate keys stay, so that nothing a server
// said is rounded or lost on the way to the eye (reference 8.22 to 8.24: timestamp_ns is always beyond 2^53).

/** A plain value: integers beyond 2^53 are bigint, everything else is as JSON.parse would give it. */
export type JsonValue = string | number | bigint | boolean | null | JsonValue[] | { [key: string]: JsonValue };

interface JsonMember {
  readonly key: string;
  readonly value: JsonNode;
}

/** A document as it was written: `number` keeps its literal text, `object` its members in order, duplicates included. */
export type JsonNode =
  | { readonly kind: "object"; readonly members: readonly JsonMember[] }
  | { readonly kind: "array"; readonly items: readonly JsonNode[] }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" };

/** Where and why a text is not JSON. `offset` counts UTF-16 units from 0, `line` and `column` from 1. */
export class JsonError extends Error {
  override readonly name = "JsonError";
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  constructor(reason: string, text: string, offset: number) {
    const before = text.slice(0, offset);
    const line = before.split("\n").length;
    const column = offset - before.lastIndexOf("\n");
    super(`${reason} at line ${line}, column ${column}`);
    this.offset = offset;
    this.line = line;
    this.column = column;
  }
}

/** Deeper documents are refused: no Pegasus answer nests beyond ten levels, and a hostile one must not exhaust the stack. */
const MAX_DEPTH = 1000;

interface Builder<T> {
  object(keys: string[], values: T[]): T;
  array(items: T[]): T;
  string(value: string): T;
  number(text: string): T;
  literal(value: boolean | null): T;
}

const NODES: Builder<JsonNode> = {
  object: (keys, values) => ({
    kind: "object",
    members: values.map((value, index) => ({ key: keys[index] ?? "", value })),
  }),
  array: (items) => ({ kind: "array", items }),
  string: (value) => ({ kind: "string", value }),
  number: (text) => ({ kind: "number", text }),
  literal: (value) => (value === null ? { kind: "null" } : { kind: "boolean", value }),
};

const VALUES: Builder<JsonValue> = {
  object: (keys, values) => {
    const result: Record<string, JsonValue> = {};
    for (const [index, value] of values.entries()) define(result, keys[index] ?? "", value);
    return result;
  },
  array: (items) => items,
  string: (value) => value,
  number: numberValue,
  literal: (value) => value,
};

/** `__proto__` is an ordinary key in JSON; plain assignment would change the object's prototype. */
function define(target: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key === "__proto__")
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else target[key] = value;
}

/** The number that a JSON literal names: a bigint where it is an integer that a double cannot hold. */
export function numberValue(text: string): number | bigint {
  const value = Number(text);
  if (!Number.isSafeInteger(value) && /^-?\d+$/.test(text)) return BigInt(text);
  return value;
}

/** Reads a document into a lossless tree. @throws {JsonError} */
export function parseJson(text: string): JsonNode {
  return new Reader(text, NODES).document();
}

/** Reads a document into plain values, the last of duplicate keys winning as in JSON.parse. @throws {JsonError} */
export function readJson(text: string): JsonValue {
  return new Reader(text, VALUES).document();
}

const PLAIN_STRING = /[^"\\\u0000-\u001f]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

class Reader<T> {
  private at = 0;
  private readonly text: string;
  private readonly build: Builder<T>;
  constructor(text: string, build: Builder<T>) {
    this.text = text;
    this.build = build;
  }

  document(): T {
    const value = this.value(0);
    this.blank();
    if (this.at < this.text.length) this.fail("Unexpected text after the document");
    return value;
  }

  private fail(reason: string): never {
    throw new JsonError(reason, this.text, this.at);
  }

  private blank(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.at++;
    }
  }

  private value(depth: number): T {
    if (depth > MAX_DEPTH) this.fail(`More than ${MAX_DEPTH} levels deep`);
    this.blank();
    const first = this.text[this.at];
    if (first === "{") return this.object(depth);
    if (first === "[") return this.array(depth);
    if (first === '"') return this.build.string(this.string());
    if (first === undefined) this.fail("The text ends where a value should be");
    for (const [word, value] of [
      ["true", true],
      ["false", false],
      ["null", null],
    ] as const) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return this.build.literal(value);
      }
    }
    NUMBER.lastIndex = this.at;
    const number = NUMBER.exec(this.text)?.[0];
    if (number === undefined) this.fail(`Unexpected ${JSON.stringify(first)}`);
    this.at += number.length;
    return this.build.number(number);
  }

  private object(depth: number): T {
    const keys: string[] = [];
    const values: T[] = [];
    this.at++;
    this.blank();
    if (this.text[this.at] === "}") {
      this.at++;
      return this.build.object(keys, values);
    }
    for (;;) {
      this.blank();
      if (this.text[this.at] !== '"') this.fail("Expected a key in double quotes");
      keys.push(this.string());
      this.blank();
      if (this.text[this.at] !== ":") this.fail("Expected ':' after a key");
      this.at++;
      values.push(this.value(depth + 1));
      if (this.separator("}")) return this.build.object(keys, values);
    }
  }

  private array(depth: number): T {
    const items: T[] = [];
    this.at++;
    this.blank();
    if (this.text[this.at] === "]") {
      this.at++;
      return this.build.array(items);
    }
    for (;;) {
      items.push(this.value(depth + 1));
      if (this.separator("]")) return this.build.array(items);
    }
  }

  /** Passes a comma (false) or the closing bracket (true). */
  private separator(close: "}" | "]"): boolean {
    this.blank();
    const found = this.text[this.at];
    if (found === undefined) this.fail(`The text ends where ',' or '${close}' should be`);
    if (found !== "," && found !== close) this.fail(`Expected ',' or '${close}'`);
    this.at++;
    return found === close;
  }

  private string(): string {
    this.at++;
    let result = "";
    for (;;) {
      PLAIN_STRING.lastIndex = this.at;
      const plain = PLAIN_STRING.exec(this.text)?.[0] ?? "";
      this.at += plain.length;
      result += plain;
      const next = this.text[this.at];
      if (next === undefined) this.fail("The text ends inside a string");
      if (next === '"') {
        this.at++;
        return result;
      }
      if (next !== "\\") this.fail("A control character stands bare in a string");
      result += this.escape();
    }
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? "";
    const simple = ESCAPES[letter];
    if (simple !== undefined) {
      this.at += 2;
      return simple;
    }
    const hex = this.text.slice(this.at + 2, this.at + 6);
    if (letter !== "u" || !/^[0-9a-fA-F]{4}$/.test(hex)) this.fail("Unknown escape in a string");
    this.at += 6;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }
}

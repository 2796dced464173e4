// JSON texts for tests: any document in any spelling, and what an independent reader makes of it.
import * as fc from "fast-check";
import { parseJson, type JsonNode } from "#pegasus/json.ts";
import type { Bytes } from "./bytes.ts";
import { scanAll } from "./scan.ts";

export function bytesOf(text: string): Bytes {
  const encoded = new TextEncoder().encode(text);
  const bytes = new Uint8Array(encoded.length + 8);
  bytes.set(encoded);
  return bytes;
}

export function scanText(text: string) {
  const bytes = bytesOf(text);
  return scanAll(bytes, bytes.length - 8);
}

/** A node as an independent reader sees it. */
export interface Expected {
  readonly key: string | null;
  readonly node: JsonNode;
  readonly depth: number;
  readonly parent: number;
  readonly position: number;
  readonly children: number;
  /** The first node after it and all it holds. */
  readonly end: number;
}

/** The nodes of a text in its order, by `#pegasus/json.ts`. */
export function expectedNodes(text: string): Expected[] {
  const nodes: { -readonly [Field in keyof Expected]: Expected[Field] }[] = [];
  const visit = (node: JsonNode, key: string | null, depth: number, parent: number, position: number): void => {
    const at = nodes.length;
    const held: readonly (readonly [string | null, JsonNode])[] =
      node.kind === "object"
        ? node.members.map((member) => [member.key, member.value] as const)
        : node.kind === "array"
          ? node.items.map((item) => [null, item] as const)
          : [];
    const entry = { key, node, depth, parent, position, children: held.length, end: at + 1 };
    nodes.push(entry);
    for (const [index, [heldKey, value]] of held.entries()) visit(value, heldKey, depth + 1, at, index);
    entry.end = nodes.length;
  };
  visit(parseJson(text), null, 0, -1, 0);
  return nodes;
}

const blank = fc.stringMatching(/^[ \t\n\r]{0,3}$/);
const number = fc.oneof(
  fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,5})?([eE][+-]?[0-9]{1,3})?$/),
  fc.constantFrom("-0", "1e400", "9007199254740993", "0.0000001E-7"),
);
const string = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => JSON.stringify(text)),
  // Long enough for the quote to be looked for, with escapes about where that begins.
  fc
    .tuple(fc.integer({ min: 55, max: 70 }), fc.stringMatching(/^[\\"é]{0,6}$/))
    .map(([length, rest]) => JSON.stringify("x".repeat(length) + rest)),
  fc.constantFrom(
    `""`,
    `"\\u0041\\/\\ud83d\\ude00"`,
    `"\\ud800"`,
    `"€ \\" \\\\"`,
    `"[a,b]"`,
    `"{\\"a\\":1}"`,
    `"\\n\\\\n\\\\\\u006e\\u0141"`,
  ),
);
const leaf = fc.oneof(number, string, fc.constantFrom("true", "false", "null"));

function spaced(parts: fc.Arbitrary<string[]>, open: string, close: string): fc.Arbitrary<string> {
  return fc.tuple(parts, blank, blank).map(([items, before, after]) => {
    const inside = items.map((item) => `${before}${item}${after}`).join(",");
    return `${open}${items.length === 0 ? before : inside}${close}`;
  });
}

/** Any JSON text: odd blanks, duplicate keys, escapes, exact numbers, up to some hundred values. */
export const anyJson: fc.Arbitrary<string> = fc
  .tuple(
    blank,
    fc.letrec<{ value: string }>((tie) => {
      const value = tie("value");
      const key = fc.oneof(string, fc.constantFrom(`"a"`, `"b"`, `"__proto__"`));
      const member = fc.tuple(key, blank, blank, value).map(([name, a, b, held]) => `${name}${a}:${b}${held}`);
      return {
        value: fc.oneof(
          { maxDepth: 5, depthSize: "small", withCrossShrink: true },
          leaf,
          spaced(fc.array(value, { maxLength: 6 }), "[", "]"),
          spaced(fc.array(member, { maxLength: 6 }), "{", "}"),
          fc.nat({ max: 200 }).map((length) => `[${Array.from({ length }, (_, index) => index).join(",")}]`),
        ),
      };
    }).value,
    blank,
  )
  .map(([before, value, after]) => `${before}${value}${after}`);

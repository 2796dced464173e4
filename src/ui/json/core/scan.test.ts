// What the scanner takes for JSON and what not: the kinds of cases of the public JSONTestSuite, written as our own table.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Cursor } from "./cursor.ts";
import { byteEndOf, lineageOf, positionOf } from "./nodes.ts";
import { printedText } from "./print.ts";
import { bytesOf, scanText } from "./samples.ts";
import { looksLikeJson, scanAll } from "./scan.ts";
import { placeOf, shownText, stringValue } from "./text.ts";
import type { Fault } from "./tokens.ts";

const UTF8_HEART = [0xe2, 0x99, 0xa5];

function bytes(...parts: (string | readonly number[])[]): number[] {
  return parts.flatMap((part) => (typeof part === "string" ? [...new TextEncoder().encode(part)] : part));
}

function scanBytes(content: readonly number[]) {
  const padded = new Uint8Array(content.length + 8);
  padded.set(content);
  return { ...scanAll(padded, content.length), padded };
}

// y_: must be accepted.
it.each([
  "[]",
  "{}",
  " [] ",
  "[1 ]",
  "[[]]",
  '[""]',
  "[1,null,null,2]",
  "[1\n]",
  " [1]",
  "[2] ",
  "[false]",
  "[null]",
  "[true]",
  '["a"]',
  "42",
  "-0.1",
  "null",
  '"asd"',
  "true",
  '""',
  "[123e65]",
  "[0e+1]",
  "[0e1]",
  "[ 4]",
  "[-0.000000000000000000001]",
  "[20e1]",
  "[-0]",
  "[-123]",
  "[-1]",
  "[1E22]",
  "[1E-2]",
  "[1E+2]",
  "[123e45]",
  "[123.456e78]",
  "[1e-2]",
  "[1e+2]",
  "[123]",
  "[123.456789]",
  '{"asd":"sdf"}',
  '{"a":"b","a":"c"}',
  '{"a":"b","a":"b"}',
  '{"":0}',
  '{"foo\\u0000bar": 42}',
  '{"min":-1.0e+28,"max":1.0e+28}',
  '{"title":"\\u041f\\u043e\\u043b" }',
  '{\n"a": "b"\n}',
  '["\\u0060\\u012a\\u12AB"]',
  '["\\uD801\\udc37"]',
  '["\\"\\\\\\/\\b\\f\\n\\r\\t"]',
  '["\\\\u0000"]',
  '["\\""]',
  '["a/*b*/c/*d//e"]',
  '["\\\\a"]',
  '["\\\\n"]',
  '["\\u0012"]',
  '["\\uFFFF"]',
  '["\\uDBFF\\uDFFF"]',
  '["\u2028\u2029"]',
  '["π"]',
  '["\uffff"]',
  '["\u{1ffff}"]',
  '["€𝄞"]',
  '["asd "]',
  '" "',
  '["\\u0000"]',
  '["new\\u00A0line"]',
  '["\u007f"]',
  '["⍂㈴⍂"]',
  "\t[\r\n1]\n",
  '{"a":[{"b":[[],{}]}]}',
  `["${"x".repeat(1000)}"]`,
])("y: %j is JSON", (text) => {
  const { scanner, index } = scanText(text);
  expect(scanner.problem).toBeNull();
  expect(printedText(index, 0, "compact").replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
});

// n_: must be rejected; here with where and why, and how many values there were before.
it.each<[text: string, fault: Fault, at: number, nodes: number]>([
  ["", "end", 0, 0],
  [" ", "end", 1, 0],
  ["[", "end", 1, 1],
  ["[1", "end", 2, 2],
  ["[1,", "end", 3, 2],
  ["[,1]", "value", 1, 1],
  ["[1,,2]", "value", 3, 2],
  ["[1,]", "value", 3, 2],
  ["[1 true]", "separator", 3, 2],
  ['["a" 1]', "separator", 5, 2],
  ["[1]]", "trailing", 3, 2],
  ["[1],", "trailing", 3, 2],
  ["[1}", "separator", 2, 2],
  ['{"a":1]', "separator", 6, 2],
  ["{]", "key", 1, 1],
  ["[}", "value", 1, 1],
  ["[:1]", "value", 1, 1],
  ["[*]", "value", 1, 1],
  ['["a":1]', "separator", 4, 2],
  ['["",]', "value", 4, 2],
  ["[3[4]]", "separator", 2, 2],
  ['["x', "end", 3, 1],
  ['["x"', "end", 4, 2],
  ['["\\', "end", 3, 1],
  ["{1:1}", "key", 1, 1],
  ["{a:1}", "key", 1, 1],
  ["{'a':0}", "key", 1, 1],
  ['{"a"}', "colon", 4, 1],
  ['{"a" "b"}', "colon", 5, 1],
  ['{"a":}', "value", 5, 1],
  ['{"a":1,}', "key", 7, 2],
  ['{"a":1,,"b":2}', "key", 7, 2],
  ['{"a":1 "b"}', "separator", 7, 2],
  ['{"a":', "end", 5, 1],
  ['{"a"', "end", 4, 1],
  ['{,"a":1}', "key", 1, 1],
  ['{"a":1}x', "trailing", 7, 2],
  ['{"a":1}{', "trailing", 7, 2],
  ['{"a":/*c*/1}', "value", 5, 1],
  ["[1]//", "trailing", 3, 2],
  ["<null>", "value", 0, 0],
  ["[<null>]", "value", 1, 1],
  ["'a'", "value", 0, 0],
  ["]", "value", 0, 0],
  ["}", "value", 0, 0],
  ["1]", "trailing", 1, 1],
  ["[\u000c]", "value", 1, 1],
  ["\u2060[]", "value", 0, 0],
  ["[\u00a01]", "value", 1, 1],
  ["\u0000", "value", 0, 0],
  ["[1\u0000]", "separator", 2, 2],
  ["[1 000]", "separator", 3, 2],
  ['"a" "b"', "trailing", 4, 1],
])("n: %j is no JSON: %s at byte %i, after %i values", (text, fault, at, nodes) => {
  const { scanner, index } = scanText(text);
  expect([scanner.problem, scanner.failed, index.nodeCount]).toEqual([{ fault, at }, true, nodes]);
});

// n_ too, but what is meant is clear: said to be no JSON, and shown to its end.
it.each<[text: string, fault: Fault, at: number, value: string]>([
  ["[NaN]", "word", 1, "NaN"],
  ["[nan]", "word", 1, "nan"],
  ["[Infinity]", "word", 1, "Infinity"],
  ["[-Infinity]", "word", 1, "-Infinity"],
  ["[-inf]", "word", 1, "-inf"],
  ["[True]", "word", 1, "True"],
  ["[nul]", "word", 1, "nul"],
  ["[truex]", "word", 1, "truex"],
  ["[undefined]", "word", 1, "undefined"],
  ["[+1]", "number", 1, "+1"],
  ["[-]", "word", 1, "-"],
  ["[.5]", "number", 1, ".5"],
  ["[01]", "number", 1, "01"],
  ["[-012]", "number", 1, "-012"],
  ["[1.]", "number", 1, "1."],
  ["[1.e1]", "number", 1, "1.e1"],
  ["[1e]", "number", 1, "1e"],
  ["[1e+]", "number", 1, "1e+"],
  ["[0x1F]", "number", 1, "0x1F"],
  ["[1_000]", "number", 1, "1_000"],
  ["[1.2.3]", "number", 1, "1.2.3"],
  ["[1+2]", "number", 1, "1+2"],
  ['["\\x41"]', "escape", 2, '"\\x41"'],
  ['["\\u12"]', "escape", 2, '"\\u12"'],
  ['["a\tb"]', "control", 3, '"a␉b"'],
  ['["a\nb"]', "control", 3, '"a␊b"'],
  ['["\\a"]', "escape", 2, '"\\a"'],
  ['["\\uD800\\u1x"]', "escape", 8, '"\\uD800\\u1x"'],
  ['["\u0000"]', "control", 2, '"␀"'],
])("n: %j has a fault (%s at %i) and is shown all the same: %s", (text, fault, at, value) => {
  const { scanner, index } = scanText(text);
  expect([scanner.problem, scanner.failed]).toEqual([{ fault, at }, false]);
  const cursor = new Cursor(index);
  cursor.to(1);
  expect(shownText(index.bytes, cursor.valueStart, cursor.tokenEnd, 100)).toEqual({ text: value, cut: false });
});

// i_: a reader may take them or not. Ours takes what loses nothing, and says what is odd.
it.each<[what: string, content: number[], fault: Fault | null, at: number, shown: string]>([
  ["a huge exponent", bytes("[1e9999]"), null, 0, "1e9999"],
  ["a very long integer", bytes(`[-${"9".repeat(40)}]`), null, 0, `-${"9".repeat(40)}`],
  ["a lonely first surrogate", bytes(`["\\uDADA"]`), null, 0, `"\\uDADA"`],
  ["a lonely second surrogate", bytes(`["\\uDFAA"]`), null, 0, `"\\uDFAA"`],
  ["surrogates the wrong way round", bytes(`["\\uDd1e\\uD834"]`), null, 0, `"\\uDd1e\\uD834"`],
  ["a byte order mark", bytes([0xef, 0xbb, 0xbf], "[{}]"), "byte-order-mark", 0, "{}"],
  ["a byte that begins nothing", bytes(`["`, [0xff], `"]`), "utf8", 2, `"\\xff"`],
  ["Latin-1", bytes(`["`, [0xe9], `"]`), "utf8", 2, `"\\xe9"`],
  ["a sequence cut short", bytes(`["`, [0xe2, 0x99], `x"]`), "utf8", 2, `"\\xe2\\x99x"`],
  ["an overlong slash", bytes(`["`, [0xc0, 0xaf], `"]`), "utf8", 2, `"\\xc0\\xaf"`],
  ["an overlong of three", bytes(`["`, [0xe0, 0x80, 0x80], `"]`), "utf8", 2, `"\\xe0\\x80\\x80"`],
  ["an encoded surrogate", bytes(`["`, [0xed, 0xa0, 0x80], `"]`), "utf8", 2, `"\\xed\\xa0\\x80"`],
  ["beyond Unicode", bytes(`["`, [0xf4, 0xbf, 0xbf, 0xbf], `"]`), "utf8", 2, `"\\xf4\\xbf\\xbf\\xbf"`],
  ["good beside bad", bytes(`["`, UTF8_HEART, [0x80], UTF8_HEART, `"]`), "utf8", 5, `"♥\\x80♥"`],
])("i: %s", (_, content, fault, at, shown) => {
  const { scanner, index, padded } = scanBytes(content);
  expect([scanner.problem, scanner.failed]).toEqual([fault === null ? null : { fault, at }, false]);
  const cursor = new Cursor(index);
  cursor.to(1);
  expect(shownText(padded, cursor.valueStart, cursor.tokenEnd, 100).text).toBe(shown);
});

it("two encodings that JSON does not have are no JSON", () => {
  const utf16 = bytes("[1]").flatMap((byte) => [byte, 0]);
  expect(scanBytes(utf16).scanner.failed).toBe(true);
  expect(scanBytes([0xff, 0xfe, ...utf16]).scanner.failed).toBe(true);
});

it.each([100_000, 1_000_000])("%i opening brackets end in a sentence", (count) => {
  const { scanner, index } = scanText("[".repeat(count));
  expect([scanner.problem?.fault, index.nodeCount]).toEqual(["depth", 65_000]);
});

it("random bytes, and JSON with random bytes in it, never crash or hang", () => {
  const broken = fc
    .tuple(
      fc.constantFrom(`{"a":[1,"b",{"c":null}]}`, `["x\\u0041",-1.5e3,[[]]]`),
      fc.array(fc.tuple(fc.nat(), fc.nat(255))),
    )
    .map(([text, changes]) => {
      const content = bytes(text);
      for (const [at, byte] of changes) content[at % content.length] = byte;
      return content;
    });
  const random = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((array) => [...array]),
    broken,
  );
  fc.assert(
    fc.property(random, (content) => {
      const { index, padded, scanner } = scanBytes(content);
      const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(content));
      expect(scanner.problem === null).toBe(isJson(text) && !text.includes("\ufffd"));
      looksLikeJson(padded, content.length);
      const cursor = new Cursor(index);
      const other = new Cursor(index);
      for (let node = 0; node < index.nodeCount; node++) {
        cursor.to(node);
        lineageOf(index, node);
        positionOf(index, node);
        shownText(padded, cursor.valueStart, byteEndOf(index, node, other), 50);
        stringValue(padded, cursor.valueStart, cursor.tokenEnd);
      }
      if (index.nodeCount > 0) printedText(index, 0, "pretty");
      if (scanner.problem !== null) placeOf(padded, scanner.problem.at);
    }),
    { numRuns: 2000 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

it.each<[text: string, at: number, line: number, column: number]>([
  ["[1,]", 3, 1, 4],
  ['{\n  "a": nan\n}', 9, 2, 8],
  ['["€𝄞",]', 11, 1, 8],
  ["\n\n", 2, 3, 1],
])("in %j byte %i is line %i, column %i", (text, at, line, column) => {
  expect(placeOf(bytesOf(text), at)).toEqual({ line, column });
});

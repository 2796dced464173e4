import { expect, it } from "vitest";
import { JsonError, numberValue, parseJson, readJson } from "./json.ts";

it.each([
  ["null", null],
  [" [ ] ", []],
  ["{}", {}],
  ['\t{\r\n"a" : [ true , false , null ] }\n', { a: [true, false, null] }],
  ['"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\ud83d\\ude00"', '"\\/\b\f\n\r\tAé😀'],
  ["[0,-0,1.5,-2e3,1E+2,1e-7]", [0, -0, 1.5, -2000, 100, 1e-7]],
  ['{"a":1,"a":2}', { a: 2 }],
  ['"\u007f\u2028"', "\u007f\u2028"],
])("reads %j as JSON.parse does", (text, value) => {
  expect(readJson(text)).toEqual(value);
  expect(readJson(text)).toEqual(JSON.parse(text));
});

it.each([
  ["9007199254740991", 9_007_199_254_740_991],
  ["9007199254740992", 9_007_199_254_740_992n],
  ["9007199254740993", 9_007_199_254_740_993n],
  ["-9007199254740993", -9_007_199_254_740_993n],
  ["1773388800123456789", 1_773_388_800_123_456_789n],
  ["18446744073709551615", 18_446_744_073_709_551_615n],
  ["9007199254740993.5", 9_007_199_254_740_994],
  ["1e300", 1e300],
  ["1e400", Number.POSITIVE_INFINITY],
])("takes the literal %s for %s", (text, value) => {
  expect(numberValue(text)).toBe(value);
  expect(readJson(text)).toBe(value);
});

it("keeps the order of keys, keys that come twice, and the text of numbers", () => {
  expect(parseJson('{"b":1.50,"10":-0,"2":1e5,"b":12345678901234567890}')).toEqual({
    kind: "object",
    members: [
      { key: "b", value: { kind: "number", text: "1.50" } },
      { key: "10", value: { kind: "number", text: "-0" } },
      { key: "2", value: { kind: "number", text: "1e5" } },
      { key: "b", value: { kind: "number", text: "12345678901234567890" } },
    ],
  });
});

it("tells the kinds of nodes apart", () => {
  expect(parseJson('["",true,null,[],{}]')).toEqual({
    kind: "array",
    items: [
      { kind: "string", value: "" },
      { kind: "boolean", value: true },
      { kind: "null" },
      { kind: "array", items: [] },
      { kind: "object", members: [] },
    ],
  });
});

it("takes __proto__ for a key like any other", () => {
  const value = readJson('{"__proto__":{"polluted":true},"constructor":1}');
  expect(Object.keys(Object(value))).toEqual(["__proto__", "constructor"]);
  expect(Object(value).polluted).toBeUndefined();
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

it.each([
  ["", "The text ends where a value should be at line 1, column 1", 0],
  ["  ", "The text ends where a value should be at line 1, column 3", 2],
  ["{", "Expected a key in double quotes at line 1, column 2", 1],
  ['{"a"}', "Expected ':' after a key at line 1, column 5", 4],
  ['{"a":1', "The text ends where ',' or '}' should be at line 1, column 7", 6],
  ['{"a":1,}', "Expected a key in double quotes at line 1, column 8", 7],
  ["{a:1}", "Expected a key in double quotes at line 1, column 2", 1],
  ["[1 2]", "Expected ',' or ']' at line 1, column 4", 3],
  ["[1,]", 'Unexpected "]" at line 1, column 4', 3],
  ["[", "The text ends where a value should be at line 1, column 2", 1],
  ["[1", "The text ends where ',' or ']' should be at line 1, column 3", 2],
  ["{} x", "Unexpected text after the document at line 1, column 4", 3],
  ["tru", 'Unexpected "t" at line 1, column 1', 0],
  ["NaN", 'Unexpected "N" at line 1, column 1', 0],
  ["-", 'Unexpected "-" at line 1, column 1', 0],
  ["+1", 'Unexpected "+" at line 1, column 1', 0],
  [".5", 'Unexpected "." at line 1, column 1', 0],
  ["01", "Unexpected text after the document at line 1, column 2", 1],
  ["1.", "Unexpected text after the document at line 1, column 2", 1],
  ["'a'", 'Unexpected "\'" at line 1, column 1', 0],
  ['"a', "The text ends inside a string at line 1, column 3", 2],
  ['"a\nb"', "A control character stands bare in a string at line 1, column 3", 2],
  ['"\\x"', "Unknown escape in a string at line 1, column 2", 1],
  ['"\\u12g4"', "Unknown escape in a string at line 1, column 2", 1],
  ['"\\u12"', "Unknown escape in a string at line 1, column 2", 1],
  ['{\n  "a": 1,\n  "b": ?\n}', 'Unexpected "?" at line 3, column 8', 19],
  ["\ufeff{}", 'Unexpected "\ufeff" at line 1, column 1', 0],
  ["service not found", 'Unexpected "s" at line 1, column 1', 0],
])("refuses %j and says where", (text, message, offset) => {
  const error = failure(() => readJson(text));
  expect(error.message).toBe(message);
  expect(error.offset).toBe(offset);
  expect(failure(() => parseJson(text)).message).toBe(message);
});

it("refuses a document that nests too deep instead of overflowing the stack", () => {
  expect(readJson("[".repeat(1000) + "]".repeat(1000))).toHaveLength(1);
  expect(() => readJson("[".repeat(100_000))).toThrow("More than 1000 levels deep");
  expect(() => parseJson('{"a":'.repeat(100_000))).toThrow(JsonError);
});

it("reads a string of megabytes without trouble", () => {
  const long = "x".repeat(5_000_000);
  expect(readJson(`["${long}"]`)).toEqual([long]);
});

function failure(run: () => unknown): JsonError {
  try {
    run();
  } catch (error) {
    if (error instanceof JsonError) return error;
  }
  throw new Error("expected a JsonError");
}

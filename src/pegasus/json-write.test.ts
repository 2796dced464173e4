import { expect, it } from "vitest";
import { readJson, type JsonValue } from "./json.ts";
import { writeJson, type Dialect } from "./json-write.ts";

const VALUE: JsonValue = { b: "x", a: [1, true, null], empty: {}, none: [] };

it.each<[Dialect, string]>([
  ["table", '{"b":"x","a":[1,true,null],"empty":{},"none":[]}\n'],
  ["nlohmann", '{"a":[1,true,null],"b":"x","empty":{},"none":[]}'],
  ["nlohmann-pretty", '{\n  "a": [\n    1,\n    true,\n    null\n  ],\n  "b": "x",\n  "empty": {},\n  "none": []\n}'],
  [
    "metrics",
    '{\n    "b": "x",\n    "a": [\n        1,\n        true,\n        null\n    ],\n    "empty": {},\n    "none": []\n}',
  ],
])("writes the dialect %s", (dialect, text) => {
  expect(writeJson(VALUE, dialect)).toBe(text);
});

it.each<[Dialect, string]>([
  ["table", '"\\"\\\\/\\b\\f\\n\\r\\t\\u001F\u007fé"\n'],
  ["nlohmann", '"\\"\\\\/\\b\\f\\n\\r\\t\\u001f\u007fé"'],
  ["metrics", '"\\"\\\\/\\b\\f\\n\\r\\t\\u001F\u007fé"'],
])("escapes in %s what has to be escaped and nothing else", (dialect, text) => {
  const value = '"\\/\b\f\n\r\t\u001f\u007fé';
  expect(writeJson(value, dialect)).toBe(text);
  expect(readJson(text)).toBe(value);
});

it("writes integers beyond 2^53 digit by digit", () => {
  expect(writeJson({ timestamp_ns: 1_773_388_800_123_456_789n }, "nlohmann")).toBe(
    '{"timestamp_ns":1773388800123456789}',
  );
});

it("sorts by bytes, not by UTF-16 units, and numbers as texts", () => {
  const value: JsonValue = { "10": 0, "2": 0, "😀": 0, "\uffff": 0, a: 0, ab: 0, B: 0 };
  const keys = Object.keys(Object(readJson(writeJson(value, "nlohmann"))));
  expect(writeJson(value, "nlohmann")).toBe('{"10":0,"2":0,"B":0,"a":0,"ab":0,"\uffff":0,"😀":0}');
  expect(keys).toHaveLength(7);
});

it("leaves out members that are undefined", () => {
  // What a codec with optional fields hands over; JSON has no undefined, so the type does not either.
  const value = { a: undefined, b: "c" } as unknown as JsonValue;
  expect(writeJson(value, "table")).toBe('{"b":"c"}\n');
});

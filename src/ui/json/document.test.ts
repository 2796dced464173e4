import { expect, it } from "vitest";
import { readDocument } from "./document.ts";

it.each([
  `service not found for "metrics"`,
  "",
  "ERR_OBJECT_NOT_FOUND: 'x' is not found",
  "num_symbols: 3\n",
  "--- heap profile\n{",
])("%j is text, and nobody calls it broken JSON", (text) => {
  expect(readDocument(text)).toEqual({ kind: "text", text, error: null });
});

it.each<[text: string, line: number, column: number]>([
  [`{"a":1,}`, 1, 8],
  [`{\n  "a": nan\n}`, 2, 8],
  [`[1,2`, 1, 5],
  [`{"a":1}{`, 1, 8],
])("%j is broken JSON at line %i, column %i", (text, line, column) => {
  const document = readDocument(text);
  expect(document).toMatchObject({ kind: "text", error: { line, column } });
});

it.each(["{}", "null", "7", `"x"`, " [1]\n"])("%j is JSON", (text) => {
  expect(readDocument(text).kind).toBe("json");
});

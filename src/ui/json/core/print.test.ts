import * as fc from "fast-check";
import { expect, it } from "vitest";
import { parseJson } from "#pegasus/json.ts";
import { printedText } from "./print.ts";
import { anyJson, scanText } from "./samples.ts";

/** The tokens of a text, by a pattern that knows nothing of the scanner. */
function tokens(text: string): string[] {
  return text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
}

it("whatever is printed has the text's own tokens, in their order", () => {
  fc.assert(
    fc.property(anyJson, (text) => {
      const { index } = scanText(text);
      expect(printedText(index, 0, "compact")).toBe(tokens(text).join(""));
      expect(tokens(printedText(index, 0, "pretty"))).toEqual(tokens(text));
    }),
  );
});

it("a branch is printed without its key and what is around it", () => {
  fc.assert(
    fc.property(anyJson, fc.nat(), (text, pick) => {
      const { index } = scanText(text);
      const node = pick % index.nodeCount;
      const printed = printedText(index, node, "compact");
      expect(tokens(text).join("")).toContain(printed);
      expect(() => parseJson(printed)).not.toThrow();
    }),
  );
});

it("pretty is indented by two, and empty containers stay on their line", () => {
  const { index } = scanText(`{"a":[1,{ }],"b":[ ],"c":{"d":"x"}}`);
  expect(printedText(index, 0, "pretty")).toBe(
    `{\n  "a": [\n    1,\n    {}\n  ],\n  "b": [],\n  "c": {\n    "d": "x"\n  }\n}`,
  );
  expect(printedText(index, 1, "pretty")).toBe("[\n  1,\n  {}\n]");
});

it("prints what is longer than a part, and deeper than a stack", () => {
  const long = JSON.stringify(Array.from({ length: 60_000 }, (_, item) => ({ item, text: "x".repeat(item % 20) })));
  expect(printedText(scanText(long).index, 0, "compact")).toBe(long);
  const deep = "[".repeat(20_000) + "]".repeat(20_000);
  expect(printedText(scanText(deep).index, 0, "compact")).toBe(deep);
});

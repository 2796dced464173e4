import { expect, it } from "vitest";
import { parseJson, type JsonNode } from "#pegasus/json.ts";
import type { Container } from "./document.ts";
import { leafText, previewText, sizeText } from "./preview.ts";

function isContainer(node: JsonNode): node is Container {
  return node.kind === "object" || node.kind === "array";
}

it.each(["9007199254740993", "-0.0", "1e400", "true", "null", `"a\\nb"`])("%s is shown as it was received", (text) => {
  const node = parseJson(text);
  expect(isContainer(node) ? "" : leafText(node)).toBe(text);
});

it("a long string is cut, and says so", () => {
  const shown = leafText({ kind: "string", value: "x".repeat(5000) });
  expect(shown.length).toBeLessThan(400);
  expect(shown.endsWith("x…")).toBe(true);
});

it.each<[text: string, size: string, preview: string]>([
  [`{"a":1}`, "1 key", "a: 1"],
  [`[1,"b",{},[],{"c":2},[3]]`, "6 items", `1, "b", {}, [], {…}, […]`],
  [`{"name":"${"n".repeat(100)}","b":1}`, "2 keys", `name: "${"n".repeat(40)}…, b: 1`],
])("%s is summed up as %s: %s", (text, size, preview) => {
  const node = parseJson(text);
  expect(isContainer(node) && [sizeText(node), previewText(node)]).toEqual([size, preview]);
});

it("a preview stays short however much there is", () => {
  const node = parseJson(`[${Array.from({ length: 10_000 }, (_, index) => index).join(",")}]`);
  expect(isContainer(node) && previewText(node).length).toBeLessThan(100);
});

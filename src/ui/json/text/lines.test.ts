import * as fc from "fast-check";
import { expect, it } from "vitest";
import { printedText } from "../core/print.ts";
import { anyJson, bytesOf, scanText } from "../core/samples.ts";
import { PrettyLines } from "./pretty-lines.ts";
import { RawLines } from "./raw-lines.ts";

function rawLines(text: string): RawLines {
  const bytes = bytesOf(text);
  const lines = new RawLines(bytes, bytes.length - 8);
  for (const _ of lines.read());
  return lines;
}

it("pretty lines, from anywhere, are what is printed", () => {
  fc.assert(
    fc.property(anyJson, fc.nat(), fc.nat({ max: 30 }), (text, from, length) => {
      const { index } = scanText(text);
      const printed = printedText(index, 0, "pretty").split("\n");
      const pretty = new PrettyLines(index);
      expect(pretty.count).toBe(printed.length);
      const start = from % printed.length;
      const lines = pretty.at(start, start + length);
      expect(lines.map((line) => line.text)).toEqual(printed.slice(start, start + length));
      expect(lines[0]?.number ?? start + 1).toBe(start + 1);
    }),
  );
});

it("raw lines, from anywhere, are the text", () => {
  const text = fc.array(fc.stringMatching(/^[a-zé€ ]{0,30}$/), { maxLength: 300 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, fc.nat(), (raw, from) => {
      const split = raw.split("\n");
      if (split.at(-1) === "" && split.length > 1) split.pop();
      const lines = rawLines(raw);
      expect(lines.count).toBe(split.length);
      const start = from % split.length;
      expect(lines.at(start, start + 100)).toEqual(
        split.slice(start, start + 100).map((line, index) => ({ number: start + index + 1, text: line })),
      );
    }),
  );
});

it("a long line goes on below without a number, and no character is cut", () => {
  const lines = rawLines(`short\n${"€".repeat(1000)}\nend`);
  const all = lines.at(0, lines.count);
  expect(all.map(({ number }) => number)).toEqual([1, 2, null, null, null, null, null, null, null, 3]);
  expect(
    all
      .slice(1, -1)
      .map((line) => line.text)
      .join(""),
  ).toBe("€".repeat(1000));
});

it("tells the line of a byte", () => {
  const text = Array.from({ length: 500 }, (_, line) => `line ${line}`).join("\n");
  const lines = rawLines(text);
  for (const line of [0, 1, 63, 64, 65, 499]) expect(lines.lineOf(text.indexOf(`line ${line}`))).toBe(line);
  expect(lines.lineOf(text.length + 100)).toBe(499);
});

it("an empty text has one empty line", () => {
  expect(rawLines("").at(0, 10)).toEqual([{ number: 1, text: "" }]);
});

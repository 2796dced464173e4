// The simulator makes its answers: no recorded one is in it. Only tests, and what plays recordings, may look at any.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const SIM = new URL("../", import.meta.url).pathname;

/** All that the simulator consists of, tests and this folder apart. */
const SOURCES = readdirSync(SIM, { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.[a-z]+$/.test(file) && !file.endsWith(".test.ts") && !file.startsWith("conformance/"),
);

it("consists of programs: no data file lies among them", () => {
  expect(SOURCES.length).toBeGreaterThan(50);
  expect(SOURCES.filter((file) => !file.endsWith(".ts"))).toEqual([]);
});

it("imports neither samples nor recordings", () => {
  const guilty = SOURCES.filter((file) => /["'`][^"'`\n]*(samples\/|recordings\/|conformance\/)/.test(source(file)));
  expect(guilty).toEqual([]);
});

/** Longer than any sentence that a server says of itself. */
const LONG = 300;
/** JSON, escaped or not, or a profile. */
const ANSWER = /\\?": ?|^.heap profile:/;

it("has no text in it that is as long as an answer and looks like one", () => {
  const literal = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
  const guilty = SOURCES.filter((file) =>
    (source(file).match(literal) ?? []).some((text) => text.length > LONG && ANSWER.test(text)),
  );
  expect(guilty).toEqual([]);
});

function source(file: string): string {
  return readFileSync(join(SIM, file), "utf8");
}

import { expect, it } from "vitest";
import { plainAnswer, type Answer } from "./exchange.ts";
import { Decoded } from "./decoded.ts";

const MiB = 2 ** 20;

function counting(): {
  codec: { decode: (text: string) => string; encode: (text: string) => string };
  count: () => number;
} {
  let calls = 0;
  const decode = (text: string): string => {
    calls++;
    if (text === "bad") throw new Error("unreadable");
    return text.slice(0, 1);
  };
  return { codec: { decode, encode: (text) => text }, count: () => calls };
}
const large = (letter: string): Answer => plainAnswer(200, "OK", letter.repeat(30 * MiB));

it("decodes an answer once, readable or not", () => {
  const { codec, count } = counting();
  const decoded = new Decoded();
  const [good, bad] = [plainAnswer(200, "OK", "good"), plainAnswer(200, "OK", "bad")];
  for (let round = 0; round < 3; round++) {
    expect(decoded.read(codec, good)).toBe("g");
    expect(decoded.read(codec, bad)).toBeUndefined();
  }
  expect(count()).toBe(2);
});

it("forgets what was used longest ago when it becomes too much", () => {
  const { codec, count } = counting();
  const decoded = new Decoded();
  const [a, b, c] = [large("a"), large("b"), large("c")];
  for (const answer of [a, b, a, c]) decoded.read(codec, answer);
  expect(count()).toBe(3);
  decoded.read(codec, a);
  expect(count()).toBe(3);
  decoded.read(codec, b);
  expect(count()).toBe(4);
});

it("has nothing to say of bytes", () => {
  const { codec } = counting();
  expect(new Decoded().read(codec, { ...plainAnswer(200, "OK", ""), body: Buffer.from([1]) })).toBeUndefined();
});

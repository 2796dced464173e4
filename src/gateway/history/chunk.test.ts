import * as fc from "fast-check";
import { expect, it } from "vitest";
import { packChunk, unpackChunk } from "./chunk.ts";
import { GAP, codeOf, told, valueOf } from "./codes.ts";
import { packPage, unpackPage } from "./page.ts";

function codes(values: readonly (number | null)[]): Int32Array {
  return Int32Array.from(values, codeOf);
}

const value = fc.oneof(
  fc.constant(null),
  fc.constant(0),
  fc.integer({ min: -1000, max: 1_000_000_000 }),
  fc.double({ min: 1e-3, max: 1e12, noNaN: true }),
);

it("keeps six digits of any value, and gaps as gaps", () => {
  fc.assert(
    fc.property(value, (one) => {
      const back = valueOf(codeOf(one));
      if (one === null) expect(back).toBeNull();
      else expect(Math.abs((back ?? Infinity) - one)).toBeLessThanOrEqual(Math.abs(one) * 6e-7);
    }),
  );
});

it.each([0, 1, 7, 1000, 65_536, 999_999, 0.5, -3])("keeps %d exactly", (one) => {
  expect(told(valueOf(codeOf(one)))).toBe(one);
});

it.each([NaN, Infinity, -Infinity])("takes %d for a gap", (one) => {
  expect(codeOf(one)).toBe(GAP);
});

it("unpacks what was packed, plain or with extremes", () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 400 }), fc.boolean(), (values, plain) => {
      const mean = codes(values);
      const lowest = plain ? mean : codes(values.map((one) => (one === null ? null : one / 2)));
      const highest = plain ? mean : codes(values.map((one) => (one === null ? null : one * 3)));
      expect(unpackChunk(packChunk({ mean, lowest, highest }))).toEqual({ mean, lowest, highest });
    }),
  );
});

it("packs what stays the same into a few bytes", () => {
  const mean = codes(Array.from({ length: 360 }, (_, slot) => (slot < 100 ? 42 : slot < 200 ? null : 43)));
  expect(packChunk({ mean, lowest: mean, highest: mean }).length).toBeLessThan(20);
});

it("refuses bytes that were cut off or are none of its own", () => {
  const mean = codes([1, 2, 3, 400]);
  const packed = packChunk({ mean, lowest: mean, highest: mean });
  expect(() => unpackChunk(packed.subarray(0, packed.length - 1))).toThrow(RangeError);
  expect(() => unpackChunk(new Uint8Array(8).fill(0xff))).toThrow(RangeError);
  expect(() => unpackPage(0, Uint8Array.of(1, 200, 1))).toThrow(RangeError);
});

it("finds the chunks of a page by their series", () => {
  const chunks = new Map([
    [64, Uint8Array.of(1, 2, 3)],
    [70, new Uint8Array(0)],
    [95, new Uint8Array(300).fill(9)],
  ]);
  expect(unpackPage(2, packPage(chunks))).toEqual(chunks);
});

import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Bits } from "./bits.ts";

const operation = fc.oneof(
  fc.record({ add: fc.nat({ max: 3000 }) }),
  fc.record({ remove: fc.nat({ max: 3000 }) }),
  fc.record({ from: fc.nat({ max: 3000 }), length: fc.nat({ max: 700 }) }),
  fc.constant({ look: true } as const),
);

it("behaves as a set of numbers in order", () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
      const bits = new Bits(100);
      bits.reserve(4000);
      const set = new Set<number>();
      for (const done of operations) {
        if ("add" in done) {
          bits.add(done.add);
          set.add(done.add);
        } else if ("remove" in done) {
          bits.delete(done.remove);
          set.delete(done.remove);
        } else if ("from" in done) {
          bits.addRange(done.from, done.from + done.length);
          for (let bit = done.from; bit < done.from + done.length; bit++) set.add(bit);
        } else {
          const sorted = [...set].toSorted((a, b) => a - b);
          expect(bits.size).toBe(sorted.length);
          const found = sorted.map((bit, rank) => [
            bits.select(rank),
            bits.rank(bit),
            bits.next(bit),
            bits.previous(bit),
          ]);
          expect(found).toEqual(sorted.map((bit, rank) => [bit, rank, bit, sorted[rank - 1] ?? -1]));
          expect(bits.next(3700)).toBe(-1);
          expect(bits.select(sorted.length)).toBe(-1);
        }
      }
    }),
  );
});

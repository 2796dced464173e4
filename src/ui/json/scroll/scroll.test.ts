import * as fc from "fast-check";
import { expect, it } from "vitest";
import { AT_TOP, heightOf, offsetOf, scrolled, scrolledTo, settled, showing, type Extent } from "./scroll.ts";

const SMALL: Extent = { full: 22_000, view: 600 };
/** Ten million rows. */
const HUGE: Extent = { full: 220_000_000, view: 600 };

it("where an element can be as high as its rows, it is", () => {
  expect(heightOf(SMALL)).toBe(22_000);
  expect(scrolled(AT_TOP, 5000, SMALL)).toEqual({ top: 5000, shift: 0 });
  expect(scrolledTo(1e9, SMALL)).toEqual({ top: 21_400, shift: 0 });
});

it("no element is higher than browsers allow", () => {
  expect(heightOf(HUGE)).toBeLessThan(17_000_000);
});

it("a notch of the wheel moves as many pixels however many rows there are", () => {
  let scroll = scrolledTo(100_000_000, HUGE);
  for (let notch = 0; notch < 50; notch++) scroll = scrolled(scroll, scroll.top + 100, HUGE);
  expect(offsetOf(scroll)).toBe(100_005_000);
  expect(offsetOf(settled(scroll, HUGE))).toBe(100_005_000);
});

it("a quick turn of the wheel is no move of the thumb", () => {
  const scroll = scrolledTo(100_000_000, HUGE);
  expect(offsetOf(scrolled(scroll, scroll.top + 9000, HUGE, true))).toBe(100_009_000);
});

it("the thumb goes to the same part of the whole, and reaches both ends", () => {
  const end = heightOf(HUGE) - HUGE.view;
  expect(offsetOf(scrolled(AT_TOP, end, HUGE))).toBe(HUGE.full - HUGE.view);
  expect(offsetOf(scrolled(scrolledTo(1e8, HUGE), 0, HUGE))).toBe(0);
  expect(offsetOf(scrolled(AT_TOP, end / 2, HUGE))).toBeCloseTo((HUGE.full - HUGE.view) / 2, 0);
});

it("moves only as far as needed to show a row", () => {
  expect(showing({ top: 100, shift: 0 }, 110, 22, SMALL)).toEqual({ top: 100, shift: 0 });
  expect(showing({ top: 100, shift: 0 }, 88, 22, SMALL)).toEqual({ top: 88, shift: 0 });
  expect(showing({ top: 100, shift: 0 }, 693, 22, SMALL)).toEqual({ top: 115, shift: 0 });
  expect(offsetOf(showing(AT_TOP, 199_999_978, 22, HUGE))).toBe(199_999_400);
});

it("whatever is done, one is within the rows, and the element within its height", () => {
  const move = fc.oneof(
    fc.record({ by: fc.integer({ min: -3000, max: 3000 }) }),
    fc.record({ to: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.constant({ settle: true }),
  );
  fc.assert(
    fc.property(fc.constantFrom(SMALL, HUGE, { full: 100, view: 600 }), fc.array(move), (extent, moves) => {
      let scroll = AT_TOP;
      const end = Math.max(0, heightOf(extent) - extent.view);
      for (const step of moves) {
        if ("by" in step) scroll = scrolled(scroll, Math.max(0, Math.min(end, scroll.top + step.by)), extent);
        else if ("to" in step) scroll = scrolledTo(step.to * extent.full, extent);
        else scroll = settled(scroll, extent);
        expect(scroll.top).toBeGreaterThanOrEqual(0);
        expect(scroll.top).toBeLessThanOrEqual(end);
        expect(offsetOf(scroll)).toBeGreaterThanOrEqual(0);
        expect(offsetOf(scroll)).toBeLessThanOrEqual(Math.max(0, extent.full - extent.view));
      }
    }),
  );
});

import { expect, it } from "vitest";
import { axisUnit, writeValue, type Quantity } from "./unit.ts";

const counter = (unit: string): Quantity => ({ kind: "counter", unit });
const gauge = (unit: string): Quantity => ({ kind: "gauge", unit });

it.each<[quantity: Quantity, value: number, written: string, axis: string, tick: number]>([
  [counter("Requests"), 1234, "1.23k ops/s", "ops/s", 1234],
  [counter("CapacityUnits"), 7, "7 capacity units/s", "capacity units/s", 7],
  [counter("Bytes"), 3 * 2 ** 20, "3 MiB/s", "MiB/s", 3],
  [gauge("Bytes"), 5 * 2 ** 30, "5 GiB", "GiB", 5],
  [gauge("MegaBytes"), 2048, "2 GiB", "GiB", 2],
  [gauge("MegaBytes"), 0, "0 B", "B", 0],
  [gauge("BytesPerSec"), 1024, "1 KiB/s", "KiB/s", 1],
  [{ kind: "percentile", unit: "NanoSeconds" }, 1_500_000, "1.50 ms", "ms", 1.5],
  [gauge("MilliSeconds"), 90_000, "90 s", "s", 90],
  [gauge("Ratio"), 0.987, "98.7 %", "%", 98.7],
  [gauge("PartitionSplittings"), 2, "2 partition splittings", "partition splittings", 2],
])("%o of %d is written %s, on an axis of %s", (quantity, value, written, axis, tick) => {
  expect(writeValue(quantity, value)).toBe(written);
  const unit = axisUnit(quantity, value);
  expect(unit.name).toBe(axis);
  expect(value / unit.factor).toBeCloseTo(tick, 9);
});

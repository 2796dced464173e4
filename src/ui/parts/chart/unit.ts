// How values of a metric are written, and in what its axis counts: nanoseconds as ms, bytes as GiB, counters per second. Pure.
import { formatBytes, formatNs, formatShort } from "../../format.ts";

export interface Quantity {
  readonly kind: "counter" | "gauge" | "percentile";
  /** As the catalogue writes units; `Ratio` is 0 to 1. A counter is told as its rate per second. */
  readonly unit: string;
}

/** What an axis counts in: a value is written divided by `factor`. */
export interface AxisUnit {
  readonly name: string;
  readonly factor: number;
}

type Family = "bytes" | "time" | "ratio" | "count";

interface Read {
  readonly family: Family;
  /** What one of the catalogue's unit is in bytes, nanoseconds, or itself. */
  readonly factor: number;
  readonly perSecond: boolean;
}

const MIB = 2 ** 20;
const NS_PER_MS = 1e6;

function read({ kind, unit }: Quantity): Read {
  const perSecond = kind === "counter" || unit === "BytesPerSec";
  switch (unit) {
    case "Bytes":
    case "BytesPerSec":
      return { family: "bytes", factor: 1, perSecond };
    case "MegaBytes":
      return { family: "bytes", factor: MIB, perSecond };
    case "NanoSeconds":
      return { family: "time", factor: 1, perSecond };
    case "MilliSeconds":
      return { family: "time", factor: NS_PER_MS, perSecond };
    case "Ratio":
      return { family: "ratio", factor: 1, perSecond };
    default:
      return { family: "count", factor: 1, perSecond };
  }
}

const STEPS: Readonly<Record<"bytes" | "time", readonly AxisUnit[]>> = {
  bytes: ["B", "KiB", "MiB", "GiB", "TiB", "PiB"].map((name, power) => ({ name, factor: 1024 ** power })),
  time: ["ns", "µs", "ms", "s"].map((name, power) => ({ name, factor: 1000 ** power })),
};

/** `most`: the highest value of the chart, as the metric tells it. */
export function axisUnit(quantity: Quantity, most: number): AxisUnit {
  const { family, factor, perSecond } = read(quantity);
  const tail = perSecond ? "/s" : "";
  switch (family) {
    case "bytes":
    case "time": {
      const steps = STEPS[family];
      const fits = steps.findLast((step) => most * factor >= step.factor) ?? steps[0];
      return fits === undefined
        ? { name: "", factor: 1 }
        : { name: `${fits.name}${tail}`, factor: fits.factor / factor };
    }
    case "ratio":
      return { name: "%", factor: 0.01 };
    case "count":
      return { name: `${words(quantity.unit)}${tail}`, factor: 1 };
  }
}

/** With its unit. */
export function writeValue(quantity: Quantity, value: number): string {
  const { family, factor, perSecond } = read(quantity);
  const tail = perSecond ? "/s" : "";
  switch (family) {
    case "bytes":
      return `${formatBytes(value * factor)}${tail}`;
    case "time":
      return `${formatNs(value * factor)}${tail}`;
    case "ratio":
      return `${formatShort(value * 100)} %`;
    case "count":
      return `${formatShort(value)} ${words(quantity.unit)}${tail}`;
  }
}

/** `CapacityUnits` as `capacity units`; requests as the `ops` that operators count in. */
function words(unit: string): string {
  return unit === "Requests" ? "ops" : unit.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

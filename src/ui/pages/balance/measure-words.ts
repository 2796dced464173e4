// The measures of the matrix in words, and how a figure of each is written in a narrow cell. Pure.
import type { Measure } from "#api/load.ts";
import { formatBytes, formatCount, formatMib, formatShort } from "../../format.ts";

interface Fact {
  readonly label: string;
  readonly meaning: string;
  readonly format: (value: number) => string;
  /** The unit, where the cell has no room for it. */
  readonly short: (value: number) => string;
}

/** `1.23 GiB` as `1.23G`. */
function narrow(text: string): string {
  return text.replace(/ ?([KMGTP]?)i?B$/, "$1");
}

export const MEASURE_FACTS: Readonly<Record<Measure, Fact>> = {
  replicas: { label: "Replicas", meaning: "primaries and secondaries", format: formatCount, short: formatShort },
  primaries: { label: "Primaries", meaning: "which serve reads and writes", format: formatCount, short: formatShort },
  qps: {
    label: "Requests/s",
    meaning: "reads and writes at primaries",
    format: (value) => `${formatShort(value)}/s`,
    short: formatShort,
  },
  bytes: {
    label: "Bytes/s",
    meaning: "read and written at primaries",
    format: (value) => `${formatBytes(value)}/s`,
    short: (value) => narrow(formatBytes(value)),
  },
  storage: {
    label: "Storage",
    meaning: "SST files of all replicas there",
    format: formatMib,
    short: (value) => narrow(formatMib(value)),
  },
};

// A number with its unit, right-aligned figures, the exact value in the title, and a dash with the reason where there is none.
import { formatBytes, formatCount, formatMib, formatNs, formatPercent, formatShort, NONE } from "../format.ts";

export type NumberKind = "count" | "rate" | "bytes" | "mib" | "ns" | "percent";

interface Properties {
  readonly value: number | bigint | null | undefined;
  /** `rate`: per second, the unit stands in the heading. `mib`: MiB. `ns`: nanoseconds. `percent`: a ratio of 0 to 1. */
  readonly as: NumberKind;
  /** Why there is no value. */
  readonly missing?: string;
}

export function Numeral({ value, as, missing = "Not known" }: Properties) {
  if (value === null || value === undefined) {
    return (
      <span className="numeral numeral-missing" title={missing}>
        {NONE}
      </span>
    );
  }
  return (
    <span className="numeral" title={exact(value, as)}>
      {formatNumeral(value, as)}
    </span>
  );
}

export function formatNumeral(value: number | bigint, as: NumberKind): string {
  const number = Number(value);
  switch (as) {
    case "count":
      return formatCount(value);
    case "rate":
      return formatShort(number);
    case "bytes":
      return formatBytes(number);
    case "mib":
      return formatMib(number);
    case "ns":
      return formatNs(number);
    case "percent":
      return formatPercent(number);
  }
}

function exact(value: number | bigint, as: NumberKind): string {
  switch (as) {
    case "count":
      return String(value);
    case "rate":
      return `${String(value)} per second`;
    case "bytes":
      return `${formatCount(value)} bytes`;
    case "mib":
      return `${formatCount(value)} MiB`;
    case "ns":
      return `${formatCount(value)} ns`;
    case "percent":
      return `${(Number(value) * 100).toFixed(2)} %`;
  }
}

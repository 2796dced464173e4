// How amounts of a profile are called and written. Pure.
import type { Measure, ProfileKind } from "#pegasus/pprof/stack-profile.ts";
import { formatBytes, formatCount, formatNs, formatShort } from "../../format.ts";

const NAMES: Readonly<Record<string, string>> = {
  cpu: "CPU time",
  samples: "Samples",
  inuse_space: "Bytes in use",
  inuse_objects: "Objects in use",
  alloc_space: "Bytes allocated",
  alloc_objects: "Objects allocated",
};

export function measureName({ type, unit }: Measure, kind: ProfileKind): string {
  if (kind === "growth") return unit === "bytes" ? "Bytes grown by" : "Times grown";
  return NAMES[type] ?? `${type} (${unit})`;
}

export function formatAmount(amount: number, unit: string): string {
  switch (unit) {
    case "nanoseconds":
      return formatNs(amount);
    case "bytes":
      return formatBytes(amount);
    case "count":
      return formatCount(Math.round(amount));
    default:
      return `${formatShort(amount)} ${unit}`;
  }
}

/** `12.3%`, `0.04%`: finer than whole percent, since a profile is about the difference. */
export function formatShare(part: number, all: number): string {
  if (all <= 0) return "0%";
  const percent = (part / all) * 100;
  const size = Math.abs(percent);
  if (size > 0 && size < 0.01) return percent < 0 ? "-<0.01%" : "<0.01%";
  return `${percent.toFixed(size === 0 || size >= 99.95 ? 0 : size < 1 ? 2 : 1)}%`;
}

/** `+1.2%`, of shares: points of percent. */
export function formatChange(change: number): string {
  const text = formatShare(change, 1);
  return change > 0 ? `+${text}` : change === 0 ? `±${text}` : text;
}

const KINDS: Readonly<Record<ProfileKind, string>> = {
  cpu: "CPU profile",
  "heap sample": "Heap sample",
  heap: "Heap profile",
  growth: "Heap growth",
  pprof: "pprof file",
};

export function kindName(kind: ProfileKind): string {
  return KINDS[kind];
}

// How numbers, sizes and times are written. Pure: the time is an argument, units are in the names.

/** What stands where a number is not known. */
export const NONE = "–";

const GROUPED = new Intl.NumberFormat("en-US");

/** `12,345`; exact, for counts. */
export function formatCount(value: number | bigint): string {
  return GROUPED.format(value);
}

/** Three significant digits and a power of 1000: `0`, `0.25`, `12.3`, `850`, `1.23k`, `45.6M`. For rates and what varies wildly. */
export function formatShort(value: number): string {
  if (!Number.isFinite(value)) return NONE;
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 0.005) return value < 0 ? "-<0.01" : "<0.01";
  const scaled = scale(size, 1000, ["", "k", "M", "G", "T"]);
  return `${value < 0 ? "-" : ""}${scaled.text}${scaled.unit}`;
}

/** `7.1`, `0.0`, `-1.2`: how many deviations something is above the mean. */
export function formatScore(score: number): string {
  if (!Number.isFinite(score)) return NONE;
  return score > -0.05 && score < 0 ? "0.0" : score.toFixed(1);
}

/** `1.23 GiB`; bytes, in powers of 1024. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return NONE;
  const { text, unit } = scale(Math.abs(bytes), 1024, ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]);
  return `${bytes < 0 ? "-" : ""}${text} ${unit}`;
}

/** Pegasus's `_mb` metrics are MiB (trap 47). */
export function formatMib(mib: number): string {
  return formatBytes(mib * 2 ** 20);
}

/** `850 ns`, `12.3 µs`, `4.56 ms`, `1.20 s`; nanoseconds. */
export function formatNs(ns: number): string {
  if (!Number.isFinite(ns)) return NONE;
  const { text, unit } = scale(Math.abs(ns), 1000, ["ns", "µs", "ms", "s"]);
  return `${ns < 0 ? "-" : ""}${text} ${unit}`;
}

/** A ratio of 0 to 1 as whole percent; what is not quite nothing or all says so. */
export function formatPercent(ratio: number): string {
  if (!Number.isFinite(ratio)) return NONE;
  const percent = ratio * 100;
  if (percent > 0 && percent < 1) return "<1%";
  if (percent > 99 && percent < 100) return ">99%";
  return `${Math.round(percent)}%`;
}

function scale(
  size: number,
  step: number,
  units: readonly [string, ...string[]],
): { readonly text: string; readonly unit: string } {
  let index = 0;
  let value = size;
  // 999.5 would be written 1000: it belongs to the next unit.
  while (index < units.length - 1 && value >= step - 0.5) {
    value /= step;
    index++;
  }
  return { text: threeDigits(value), unit: units[index] ?? units[0] };
}

function threeDigits(value: number): string {
  if (value >= 99.95 || Number.isInteger(value)) return String(Math.round(value));
  return value >= 9.995 ? value.toFixed(1) : value.toFixed(2);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in its one or two largest units: `3 s`, `4 min`, `2 h 5 min`, `3 d 4 h`; ms. */
export function formatDuration(ms: number): string {
  const size = Math.max(0, ms);
  if (size < MINUTE) return `${Math.floor(size / SECOND)} s`;
  if (size < HOUR) return `${Math.floor(size / MINUTE)} min`;
  if (size < DAY) return twoUnits(size, HOUR, "h", MINUTE, "min");
  return twoUnits(size, DAY, "d", HOUR, "h");
}

function twoUnits(ms: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)} ${largeUnit}${rest === 0 ? "" : ` ${rest} ${smallUnit}`}`;
}

/** `2026-03-02 14:03:22` in this browser's zone; ms since epoch. */
export function formatTime(at: number): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return NONE;
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${formatClock(at)}`;
}

/** `2026-03-02 14:03`: the same to the minute. */
export function formatMinute(at: number): string {
  return formatTime(at).slice(0, 16);
}

/** `14:03:22` in this browser's zone; ms since epoch. */
export function formatClock(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** A server's own `2026-01-20 11:02:33.000` without the milliseconds, which are always zero (reference 2.9). */
export function formatServerTime(text: string): string {
  return text.replace(/\.000$/, "");
}

/** `1 partition`, `8 partitions`, `2 copies`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

// Durations and sizes as people write them in the configuration: `10s`, `90d`, `2GiB`.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DURATIONS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY };

const KiB = 1024;
const SIZES: Readonly<Record<string, number>> = { KiB, MiB: KiB ** 2, GiB: KiB ** 3, TiB: KiB ** 4 };

/** ms; null when it is no duration above zero. */
export function readDuration(text: string): number | null {
  return read(text, DURATIONS);
}

/** Bytes; null when it is no size above zero. */
export function readSize(text: string): number | null {
  return read(text, SIZES);
}

function read(text: string, units: Readonly<Record<string, number>>): number | null {
  const [, digits = "", unit = ""] = /^(\d{1,6})([A-Za-z]+)$/.exec(text) ?? [];
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  const value = Number(digits) * (factor ?? 0);
  return value > 0 ? value : null;
}

// What a number means to people: a time, a length of time, a size. Told from its key or its unit. Pure.
import { formatBytes, formatNs, formatTime } from "../format.ts";

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const SECOND_NS = 1e9;
const MINUTE_NS = 60 * SECOND_NS;
/** 2001 to 2100, seconds since epoch: what lies outside is no time of day. */
const EPOCH_FROM = 1e9;
const EPOCH_TO = 4.1e9;

/** ns of one, by the end of a key or the name of a metric. */
const TIME_ENDS: readonly (readonly [end: RegExp, ns: number])[] = [
  [/(?:^|_)(?:ns|nanoseconds)$/i, 1],
  [/(?:^|_)(?:us|microseconds)$/i, 1e3],
  [/(?:^|_)(?:ms|milliseconds)$/i, 1e6],
  [/(?:^|_)(?:s|sec|secs|seconds)$/i, SECOND_NS],
];
const BYTE_ENDS: readonly (readonly [end: RegExp, bytes: number])[] = [
  [/(?:^|_)bytes$/i, 1],
  [/(?:^|_)kb$/i, 2 ** 10],
  [/(?:^|_)mb$/i, 2 ** 20],
  [/(?:^|_)gb$/i, 2 ** 30],
];
/** Units as metrics say them (reference 3.9); `MegaBytes` are MiB. */
const UNITS: Readonly<Record<string, { readonly ns?: number; readonly bytes?: number }>> = {
  NanoSeconds: { ns: 1 },
  MicroSeconds: { ns: 1e3 },
  MilliSeconds: { ns: 1e6 },
  Seconds: { ns: SECOND_NS },
  Bytes: { bytes: 1 },
  KiloBytes: { bytes: 2 ** 10 },
  MegaBytes: { bytes: 2 ** 20 },
};

/**
 * `2026-03-02 14:03:22`, `1.20 s`, `64.0 KiB`; null where the number is only a number.
 * @param value as written, without quotes @param unit of the metric it belongs to, if any
 */
export function humanText(key: string, value: string, unit: string | null): string | null {
  if (!NUMBER.test(value)) return null;
  const number = Number(value);
  const known = unit === null ? undefined : UNITS[unit];
  if (known?.ns !== undefined) return span(number * known.ns);
  if (known?.bytes !== undefined) return formatBytes(number * known.bytes);
  if (unit !== null) return null;
  const ns = TIME_ENDS.find(([end]) => end.test(key))?.[1];
  const at = moment(key, number, ns);
  if (at !== null) return at;
  if (ns !== undefined) return span(number * ns);
  const bytes = BYTE_ENDS.find(([end]) => end.test(key))?.[1];
  return bytes === undefined ? null : formatBytes(number * bytes);
}

/** A time of day, where the number is as large as one since epoch. */
function moment(key: string, number: number, ns: number | undefined): string | null {
  if (ns === undefined && !/(?:^|_)(?:time|timestamp|ts|at|date)$|timestamp|expire/i.test(key)) return null;
  for (const scale of ns === undefined ? [1, 1e3, 1e6, 1e9] : [SECOND_NS / ns]) {
    const seconds = number / scale;
    if (seconds >= EPOCH_FROM && seconds < EPOCH_TO) return formatTime(seconds * 1000);
  }
  return null;
}

function span(ns: number): string {
  const size = Math.abs(ns);
  if (size < MINUTE_NS) return formatNs(ns);
  const sign = ns < 0 ? "-" : "";
  const minutes = Math.round(size / MINUTE_NS);
  if (minutes < 120) return `${sign}${minutes} min`;
  const hours = size / (60 * MINUTE_NS);
  return hours < 48 ? `${sign}${hours.toFixed(1)} h` : `${sign}${(hours / 24).toFixed(1)} d`;
}

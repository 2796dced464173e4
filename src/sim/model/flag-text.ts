// Reads flag values out of text as Pegasus does (utils/string_conv.h): integers in base 0, booleans in any case, doubles by strtod.
import type { FlagType } from "#pegasus/answers/config.ts";

const RANGES: Readonly<Partial<Record<FlagType, readonly [low: bigint, high: bigint]>>> = {
  FV_INT32: [-(2n ** 31n), 2n ** 31n - 1n],
  FV_UINT32: [0n, 2n ** 32n - 1n],
  FV_INT64: [-(2n ** 63n), 2n ** 63n - 1n],
  FV_UINT64: [0n, 2n ** 64n - 1n],
};

/** The text that `/config` shows for `text` once it is set, or undefined when the type refuses it. */
export function normalFlagText(type: FlagType, text: string): string | undefined {
  if (type === "FV_STRING") return text;
  if (type === "FV_BOOL") return /^(true|false)$/i.test(text) ? text.toLowerCase() : undefined;
  if (type === "FV_DOUBLE") return readDouble(text)?.toFixed(2);
  const range = RANGES[type];
  const value = readInteger(text);
  if (range === undefined || value === undefined) return undefined;
  return value >= range[0] && value <= range[1] ? String(value) : undefined;
}

/** strtoll with base 0: blanks and a sign before it, `0x` for hexadecimal, a leading `0` for octal. */
function readInteger(text: string): bigint | undefined {
  const found = /^[ \t\n\v\f\r]*([+-]?)(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)$/i.exec(text);
  const digits = found?.[2];
  if (digits === undefined) return undefined;
  const value = /^0[0-7]/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits.toLowerCase());
  return found?.[1] === "-" ? -value : value;
}

function readDouble(text: string): number | undefined {
  const plain = /^[ \t\n\v\f\r]*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
  const value = Number(text);
  return plain && Number.isFinite(value) ? value : undefined;
}

// Reads flag values out of text as Pegasus does (utils/string_conv.h), and says what `/updateConfig` would (2.6; utils/flags.cpp:75-138).
import type { FlagType } from "./answers/config.ts";
import type { FlagLimit } from "./catalog/types.ts";
import { UPDATE } from "./refusals/process.ts";

interface Range {
  readonly least: bigint;
  readonly most: bigint;
}

const INTEGERS: Readonly<Record<"FV_INT32" | "FV_UINT32" | "FV_INT64" | "FV_UINT64", Range>> = {
  FV_INT32: { least: -(2n ** 31n), most: 2n ** 31n - 1n },
  FV_UINT32: { least: 0n, most: 2n ** 32n - 1n },
  FV_INT64: { least: -(2n ** 63n), most: 2n ** 63n - 1n },
  FV_UINT64: { least: 0n, most: 2n ** 64n - 1n },
};

/** The text that `/config` shows for `text` once it is set, or undefined when the type refuses it. */
export function normalFlagText(type: FlagType, text: string): string | undefined {
  switch (type) {
    case "FV_STRING":
      return text;
    case "FV_BOOL":
      return /^(true|false)$/i.test(text) ? text.toLowerCase() : undefined;
    case "FV_DOUBLE":
      return readDouble(text)?.toFixed(2);
    case "FV_INT32":
    case "FV_UINT32":
    case "FV_INT64":
    case "FV_UINT64": {
      const value = readInteger(text);
      const { least, most } = INTEGERS[type];
      return value !== undefined && value >= least && value <= most ? String(value) : undefined;
    }
  }
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

/** What is known of a flag: a server's own item, or an entry of the catalogue. */
export interface KnownFlag {
  readonly name: string;
  readonly type: FlagType;
  readonly mutable: boolean;
  readonly limit?: FlagLimit | undefined;
}

export type FlagCheck =
  /** `shown`: the value as `/config` will say it (`0x10` is 16). */
  | { readonly ok: true; readonly shown: string }
  /** `status`: what `/updateConfig` answers; `reason`: for people. */
  | { readonly ok: false; readonly status: string; readonly reason: string };

/** Without the group validators, which need the other flags of the process: see `groupComplaints`. */
export function checkFlagValue(flag: KnownFlag, text: string): FlagCheck {
  const { name, type, limit } = flag;
  if (!flag.mutable)
    return refuse(UPDATE.immutable(name), "It can only be changed in the server's configuration file.");
  if (type === "FV_STRING") return refuse(UPDATE.text, "Pegasus cannot change text flags while it runs.");
  const shown = normalFlagText(type, text);
  if (shown === undefined) return refuse(UPDATE.invalid(text), `It must be ${typeWords(type)}.`);
  if (limit !== undefined && !allows(limit, shown)) return refuse(UPDATE.validator, `It must be ${limitWords(limit)}.`);
  return { ok: true, shown };
}

function refuse(status: string, reason: string): FlagCheck {
  return { ok: false, status, reason };
}

/** `value` in normal form. */
export function allows(limit: FlagLimit, value: string): boolean {
  switch (limit.kind) {
    case "range":
      return BigInt(value) >= BigInt(limit.min) && (limit.max === undefined || BigInt(value) <= BigInt(limit.max));
    case "power of two": {
      const number = BigInt(value);
      return number === 0n ? limit.orZero : number > 0n && (number & (number - 1n)) === 0n;
    }
    case "prime":
      return BigInt(value) >= BigInt(limit.min) && isPrime(Number(value));
    case "one of":
      return limit.values.includes(value);
    case "not empty":
      return value !== "";
  }
}

function isPrime(value: number): boolean {
  for (let divisor = 2; divisor * divisor <= value; divisor++) if (value % divisor === 0) return false;
  return value > 1;
}

const GROUPED = new Intl.NumberFormat("en-US");

/** What a value of this type may be, to follow "It must be". */
export function typeWords(type: FlagType): string {
  switch (type) {
    case "FV_BOOL":
      return "true or false";
    case "FV_DOUBLE":
      return "a number such as 0.75 or 1e-3";
    case "FV_STRING":
      return "text";
    case "FV_INT32":
    case "FV_UINT32":
    case "FV_INT64":
    case "FV_UINT64": {
      const { least, most } = INTEGERS[type];
      return `a whole number from ${GROUPED.format(least)} to ${GROUPED.format(most)}; 0x10 is read as 16, and 010 as 8`;
    }
  }
}

export function limitWords(limit: FlagLimit): string {
  switch (limit.kind) {
    case "range":
      return limit.max === undefined ? `at least ${limit.min}` : `from ${limit.min} to ${limit.max}`;
    case "power of two":
      return limit.orZero ? "0 or a power of two" : "a power of two";
    case "prime":
      return `a prime number of at least ${limit.min}`;
    case "one of":
      return limit.values.join(" or ");
    case "not empty":
      return "set";
  }
}

// Whether a text is a value of a flag's type, as the server will read it (reference 2.6; utils/string_conv.h). Pure.
import type { FlagType } from "#pegasus/answers/config.ts";

export type Checked =
  /** `meaning`: how Pegasus will show it, where that is not the text itself (`0x10` is 16). */
  | { readonly ok: true; readonly text: string; readonly meaning: string }
  | { readonly ok: false; readonly reason: string };

interface Range {
  readonly least: bigint;
  readonly most: bigint;
}

const RANGES: Readonly<Record<"FV_INT32" | "FV_UINT32" | "FV_INT64" | "FV_UINT64", Range>> = {
  FV_INT32: { least: -(2n ** 31n), most: 2n ** 31n - 1n },
  FV_UINT32: { least: 0n, most: 2n ** 32n - 1n },
  FV_INT64: { least: -(2n ** 63n), most: 2n ** 63n - 1n },
  FV_UINT64: { least: 0n, most: 2n ** 64n - 1n },
};

const GROUPED = new Intl.NumberFormat("en-US");

/** What may be typed, in a sentence for the field. */
export function typeWords(type: FlagType): string {
  switch (type) {
    case "FV_BOOL":
      return "true or false";
    case "FV_INT32":
    case "FV_UINT32":
    case "FV_INT64":
    case "FV_UINT64": {
      const { least, most } = RANGES[type];
      return `a whole number from ${GROUPED.format(least)} to ${GROUPED.format(most)}. Pegasus reads 0x10 as 16, and a leading 0 as octal: 010 is 8`;
    }
    case "FV_DOUBLE":
      return "a number such as 0.75 or 1e-3. Pegasus shows it with two decimals";
    case "FV_STRING":
      return "text";
  }
}

export function checkValue(type: FlagType, typed: string): Checked {
  if (typed.includes("&")) {
    return { ok: false, reason: "Pegasus ends a value at an &, even when it is encoded, so this cannot be sent." };
  }
  if (hasControl(typed)) return { ok: false, reason: "Control characters cannot be sent." };
  const text = typed.trim();
  if (text === "") return { ok: false, reason: "Type a value." };
  switch (type) {
    case "FV_BOOL":
      return checkBool(text);
    case "FV_INT32":
    case "FV_UINT32":
    case "FV_INT64":
    case "FV_UINT64":
      return checkInteger(text, RANGES[type]);
    case "FV_DOUBLE":
      return checkDouble(text);
    case "FV_STRING":
      return { ok: false, reason: "Pegasus cannot change text flags while it runs." };
  }
}

function hasControl(text: string): boolean {
  return /[\u0000-\u001f]/.test(text);
}

function checkBool(text: string): Checked {
  const lower = text.toLowerCase();
  if (lower === "true" || lower === "false") return { ok: true, text, meaning: lower };
  return { ok: false, reason: "Only true and false are understood." };
}

/** As strtoll and strtoull with base 0: decimal, 0x for hexadecimal, a leading 0 for octal, an optional sign. */
function checkInteger(text: string, { least, most }: Range): Checked {
  const match = /^([+-]?)(?:(0x[0-9a-f]+)|(0[0-9]*)|([1-9][0-9]*))$/i.exec(text);
  if (match === null) return { ok: false, reason: `“${text}” is not a whole number.` };
  const [, sign, hex, octal, decimal] = match;
  if (octal !== undefined && /[89]/.test(octal)) {
    return { ok: false, reason: `A leading 0 means octal, and “${text}” has an 8 or 9 in it. Leave the 0 out.` };
  }
  const digits = hex ?? (octal === undefined ? decimal : octal === "0" ? "0" : `0o${octal.slice(1)}`);
  const size = BigInt(digits ?? "0");
  const value = sign === "-" ? -size : size;
  if (value < least || value > most) {
    return { ok: false, reason: `It must be from ${GROUPED.format(least)} to ${GROUPED.format(most)}.` };
  }
  return { ok: true, text, meaning: String(value) };
}

function checkDouble(text: string): Checked {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) {
    return { ok: false, reason: `“${text}” is not a number.` };
  }
  const value = Number(text);
  if (!Number.isFinite(value)) return { ok: false, reason: "It is too large." };
  return { ok: true, text, meaning: value.toFixed(2) };
}

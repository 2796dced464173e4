// What somebody typed for a flag: what would be sent, how Pegasus would show it, or why it cannot be sent. Pure.
import { inWords, readQuantity, unitOfFlag } from "./flag-units.ts";
import { checkFlagValue, type KnownFlag } from "./flag-value.ts";

export type FlagInput =
  /** `text` is sent; `shown` is how `/config` says it then; `words`: the same in a larger unit, where it has one. */
  | { readonly ok: true; readonly text: string; readonly shown: string; readonly words: string | null }
  | { readonly ok: false; readonly reason: string };

/** A number may have a unit behind it where the flag's name tells its own. */
export function readFlagInput(flag: KnownFlag, typed: string): FlagInput {
  const text = typed.trim();
  const reason = unsendable(flag, text);
  if (reason !== null) return { ok: false, reason };
  const unit = unitOfFlag(flag);
  const quantity = unit === null ? null : readQuantity(unit, text);
  if (quantity?.kind === "refused") return { ok: false, reason: quantity.reason };
  const sent = quantity?.kind === "converted" ? quantity.text : text;
  const check = checkFlagValue(flag, sent);
  if (!check.ok) return { ok: false, reason: isBadOctal(flag, sent) ? OCTAL : check.reason };
  return { ok: true, text: sent, shown: check.shown, words: unit === null ? null : inWords(unit, check.shown) };
}

const OCTAL = "A leading 0 means octal to Pegasus, and this has an 8 or a 9 in it. Leave the 0 out.";

function isBadOctal({ type }: KnownFlag, text: string): boolean {
  return type.includes("INT") && /^[+-]?0\d*[89]\d*$/.test(text);
}

function unsendable({ type }: KnownFlag, text: string): string | null {
  if (text === "") return "Type a value.";
  if (/[\u0000-\u001f]/.test(text)) return "Control characters cannot be sent.";
  // Reference 1.5: decoded first, split afterwards.
  if (text.includes("&")) return "Pegasus ends a value at an &, even when it is encoded, so this cannot be sent.";
  if (text.includes("=") && type !== "FV_STRING") return "Type the value alone: no value of this type holds an =.";
  return null;
}

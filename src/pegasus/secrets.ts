// Flags whose values are nobody's business (reference 4.1 and trap 45): `/configs` shows keys and key-tabs in clear.
import type { ConfigItem } from "./answers/config.ts";

export const MASK = "••••••••";

/** The patterns of reference 4.1, and what else secrets are called. */
const SECRET = /(^|_)(keys?|tokens?)(_|$)|keytab|passw(or)?d|secret/i;
const NUMBERS = new Set(["FV_BOOL", "FV_INT32", "FV_UINT32", "FV_INT64", "FV_UINT64", "FV_DOUBLE"]);

/** Only text can be a secret: `hot_key_variance_threshold` is a number, `server_key` is not. A type that is not known may be text. */
export function isSecret({ name, type }: { readonly name: string; readonly type: string }): boolean {
  return !NUMBERS.has(type) && SECRET.test(name);
}

/** An empty value stays visible: that there is no secret is worth knowing. */
export function masked(flag: ConfigItem): ConfigItem {
  return isSecret(flag) && flag.value !== "" ? { ...flag, value: MASK } : flag;
}

/** A query that sets flags, as it may be written down. Of their types only that of the value shows. */
export function maskedQuery(query: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const isNumber = (value: string): boolean => /^(-?[\d.]*|true|false)$/i.test(value);
  return new Map(
    [...query].map(([name, value]) => [name, SECRET.test(name) && !isNumber(value) ? MASK : value] as const),
  );
}

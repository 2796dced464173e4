// Flags of one process (reference 2.4 to 2.6 and 4).
import * as z from "zod/mini";
import { codec } from "./codec.ts";

export const FLAG_TYPES = [
  "FV_BOOL",
  "FV_INT32",
  "FV_UINT32",
  "FV_INT64",
  "FV_UINT64",
  "FV_DOUBLE",
  "FV_STRING",
] as const;
export type FlagType = (typeof FLAG_TYPES)[number];

const item = z.looseObject({
  name: z.string(),
  section: z.string(),
  type: z.enum(FLAG_TYPES),
  /** `""` or `"flag_tag::FT_MUTABLE"`, the only tag that exists (utils/flags.h:31-39). */
  tags: z.string(),
  description: z.string(),
  value: z.string(),
});
export interface ConfigItem {
  name: string;
  section: string;
  type: FlagType;
  tags: string;
  description: string;
  value: string;
}

export const MUTABLE_TAG = "flag_tag::FT_MUTABLE";

/** Whether `/updateConfig` accepts the flag. Mutable strings exist, but cannot really be changed (2.6). */
export function isMutable(flag: ConfigItem): boolean {
  return flag.tags.includes(MUTABLE_TAG) && flag.type !== "FV_STRING";
}

/** `GET /config?name=`. An unknown flag is 200 with plain text, which does not decode: see `refusalIn`. */
export const config = codec<ConfigItem>(item, "table");

/** `GET /configs`: flag name → item, sorted by name. */
export const configs = codec<Record<string, ConfigItem>>(z.record(z.string(), item), "table");

/** `GET /updateConfig`: always 200; `ERR_OK`, or what was wrong. */
export interface UpdateVerdict {
  update_status: string;
}
export const updateVerdict = codec<UpdateVerdict>(z.looseObject({ update_status: z.string() }), "table");

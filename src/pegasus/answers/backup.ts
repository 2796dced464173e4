// `GET /meta/backup_policy[?name=]` (reference 2.13).
import * as z from "zod/mini";
import { readJson } from "../json.ts";
import { codec } from "./codec.ts";
import { intText } from "./text.ts";

export interface BackupPolicy {
  name: string;
  /** The name of a `[block_service.*]` section of the servers' configuration. */
  backup_provider_type: string;
  /** Seconds from one backup to the next. */
  backup_interval: number;
  app_ids: number[];
  /** `HH:MM`, server-local. */
  start_time: string;
  status: "enabled" | "disabled";
  /** How many backups are kept. */
  backup_history_count: number;
}

const idList = z.array(z.int());

/** `"[1,2]"` ⇄ `[1, 2]`: JSON inside a string (trap 20). */
const idListText = z.codec(z.string(), idList, {
  decode(text, context) {
    try {
      return idList.parse(readJson(text));
    } catch {
      context.issues.push({ code: "custom", message: "expected a list of table ids", input: text });
      return z.NEVER;
    }
  },
  encode: (ids) => `[${ids.join(",")}]`,
});

/** Keyed by name; an unknown name gives none. */
export const backupPolicy = codec<Record<string, BackupPolicy>>(
  z.record(
    z.string(),
    z.looseObject({
      name: z.string(),
      backup_provider_type: z.string(),
      backup_interval: intText,
      app_ids: idListText,
      start_time: z.string(),
      status: z.enum(["enabled", "disabled"]),
      backup_history_count: intText,
    }),
  ),
  "table",
);

// Flags whose values are nobody's business (reference 4.1 and trap 45): `/configs` shows keys and key-tabs in clear.
import type { ConfigItem } from "./answers/config.ts";

export const MASK = "••••••••";

const SECRET = /(^|_)(key|keytab|password|passwd|secret|token)(_|$)/i;

/** Only text can be a secret: `hot_key_variance_threshold` is a number, `server_key` is not. */
export function isSecret(flag: Pick<ConfigItem, "name" | "type">): boolean {
  return flag.type === "FV_STRING" && SECRET.test(flag.name);
}

/** An empty value stays visible: that there is no secret is worth knowing. */
export function masked(flag: ConfigItem): ConfigItem {
  return isSecret(flag) && flag.value !== "" ? { ...flag, value: MASK } : flag;
}

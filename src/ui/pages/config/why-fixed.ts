import { isMutable, MUTABLE_TAG, type ConfigItem } from "#pegasus/answers/config.ts";

export interface Fixed {
  /** In a cell. */
  readonly word: string;
  readonly reason: string;
}

/** Why a flag has no Edit button; null: it has one. */
export function whyFixed(flag: ConfigItem): Fixed | null {
  if (isMutable(flag)) return null;
  return flag.tags.includes(MUTABLE_TAG)
    ? { word: "text is fixed", reason: "Pegasus calls it mutable, but cannot change text while it runs." }
    : { word: "needs a restart", reason: "Set in config.ini; needs a restart." };
}

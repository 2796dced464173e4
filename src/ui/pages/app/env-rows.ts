// The envs of an app as rows: what is set, what it means, and whether it differs from what would hold anyway. Pure.
import type { EnvRule } from "#pegasus/answers/envs.ts";
import { envNamed, envRefusal, LISTED_ENVS } from "#pegasus/env-value.ts";

export interface EnvRow {
  readonly key: string;
  /** Null: not set. */
  readonly value: string | null;
  /** What holds where it is not set; null: not known. */
  readonly unset: string | null;
  /** Null: not set, or it cannot be told. */
  readonly differs: boolean | null;
  readonly type: string;
  readonly limits: string;
  readonly meaning: string;
  /** Why a leader would refuse this value now, as it says it; null: it would not. */
  readonly refusal: string | null;
}

/** `rules`: what the leader lists; null while that is not known. `all`: those that are not set, too. */
export function envRows(
  envs: Readonly<Record<string, string>>,
  rules: Readonly<Record<string, EnvRule>> | null,
  all: boolean,
): EnvRow[] {
  const listed = rules === null ? LISTED_ENVS.map(({ name }) => name) : Object.keys(rules);
  const keys = new Set([...Object.keys(envs), ...(all ? listed : [])]);
  return [...keys].toSorted().map((key) => {
    const fact = envNamed(key);
    const rule = rules?.[key] ?? fact;
    const value = envs[key] ?? null;
    const unset = fact?.unset ?? null;
    return {
      key,
      value,
      unset,
      differs: value === null || unset === null ? null : value !== unset,
      type: rule?.type ?? "",
      limits: rule?.limitation ?? "",
      meaning: fact?.meaning ?? (rules !== null && rules[key] === undefined ? UNLISTED : ""),
      refusal: value === null || fact === undefined ? null : envRefusal(key, value),
    };
  });
}

const UNLISTED = "The leader does not list it: it does nothing, or belongs to another version.";

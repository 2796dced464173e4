// Whether a meta takes a text as the value of a table environment key (reference section 5). Writers over HTTP meet it, too.
import { ENVS } from "./catalog/envs.ts";
import type { EnvFact, EnvLimit } from "./catalog/types.ts";
import { normalFlagText } from "./flag-value.ts";

const BY_NAME: ReadonlyMap<string, EnvFact> = new Map(ENVS.map((env) => [env.name, env]));

/** Those that `/envs/list` lists, sorted. */
export const LISTED_ENVS: readonly EnvFact[] = ENVS.filter(({ hidden }) => hidden === undefined);

export function envNamed(name: string): EnvFact | undefined {
  return BY_NAME.get(name);
}

/** `unsigned` in name only: `target_level` takes -1 (2.19). */
const READ_AS = {
  bool: "FV_BOOL",
  string: "FV_STRING",
  "unsigned int32": "FV_INT32",
  "unsigned int64": "FV_INT64",
} as const;

/** Why the leader refuses this value, as its `hint_message` says it; null when it does not. */
export function envRefusal(name: string, value: string): string | null {
  const env = envNamed(name);
  if (env === undefined || env.hidden === true) return `app_env '${name}' is not supported`;
  const normal = normalFlagText(READ_AS[env.type], value);
  if (normal !== undefined && allows(env.limit, normal)) return null;
  return `invalid value '${value}', should be '${env.limitation}'`;
}

function allows(limit: EnvLimit, value: string): boolean {
  switch (limit.kind) {
    case "any":
    case "boolean":
      return true;
    case "level":
      return Number(value) === -1 || Number(value) >= 1;
    case "number":
      return Number(value) >= limit.min && Number(value) <= (limit.max ?? Number.POSITIVE_INFINITY);
    case "one of":
      return limit.values.includes(value);
    case "throttling":
      return readThrottling(value) !== null;
  }
}

export interface Throttling {
  /** Units (requests or bytes) per second of the whole table. */
  readonly units: number;
  readonly action: "delay" | "reject";
  /** What a request waits before it is answered or refused. */
  readonly delayMs: number;
}

const ONE = /^(\d+)([KM]?)\*(delay|reject)\*(\d+)$/;
const SIZES: Readonly<Record<string, number>> = { K: 1024, M: 1024 * 1024 };

/** Null: no throttling (utils/throttling_controller.cpp:45-215). */
export function readThrottling(text: string): Throttling[] | null {
  const parts = text.split(",").map((part): Throttling | null => {
    const [, units, size, action, delay] = ONE.exec(part.trim()) ?? [];
    if (units === undefined || (action !== "delay" && action !== "reject")) return null;
    return { units: Number(units) * (SIZES[size ?? ""] ?? 1), action, delayMs: Number(delay) };
  });
  const whole = parts.flatMap((part) => part ?? []);
  const actions = new Set(whole.map(({ action }) => action));
  return whole.length === parts.length && actions.size === whole.length ? whole : null;
}

/** What one partition lets through: limits are divided, and each part is rounded up (section 5). */
export function perPartition(units: number, partitions: number): number {
  return Math.floor(units / Math.max(1, partitions)) + 1;
}

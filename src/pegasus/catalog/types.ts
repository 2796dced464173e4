// The shape of the catalogues beside this file; `scripts/catalog.ts` writes those of metrics and flags.
import type { FlagType } from "../answers/config.ts";
import type { EnvRule } from "../answers/envs.ts";
import type { Role } from "../endpoint.ts";

export const ENTITY_TYPES = [
  "server",
  "replica",
  "table",
  "partition",
  "disk",
  "profiler",
  "queue",
  "connection",
  "latency_tracer",
  "backup_policy",
] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

/** One metric that a server can have (reference 3.9). */
export interface MetricFact {
  readonly name: string;
  readonly entity: EntityType;
  /** The `type` text of a metric object. At HEAD all values are int64. */
  readonly kind: "Gauge" | "Counter" | "Percentile";
  /** The `unit` text of a metric object, such as `Requests` or `NanoSeconds`; `MegaBytes` are MiB. */
  readonly unit: string;
  readonly servers: readonly Role[];
  /** What it counts, in our words. */
  readonly meaning: string;
  /** Made only when its feature is first used (duplication): absent until then. */
  readonly lazy?: true;
}

/** One flag that is linked into the server or the shell (reference 4.3). */
export interface FlagFact {
  readonly name: string;
  /** The INI section. */
  readonly section: string;
  readonly type: FlagType;
  /** The code's default as `/config` would show it; an operator's INI often says otherwise. */
  readonly default: string;
  /** Tagged FT_MUTABLE. A mutable string cannot really be changed (2.6). */
  readonly mutable: boolean;
  /** What its validator allows, apart from the range of its type. */
  readonly limit?: FlagLimit;
  /** Who uses it. A flag of another role can be set and does nothing (4.1). */
  readonly servers: readonly (Role | "shell" | "geo_client")[];
  /** Its value must never reach a browser unmasked. */
  readonly secret?: true;
  /** What a server says of it; `""` where it says nothing. */
  readonly description: string;
  /** The same in our words, for the flags that can be changed. */
  readonly meaning?: string;
  /** What surprises those who change it or believe it, a sentence each. */
  readonly traps?: readonly string[];
  /** 2.5.0 does not have it (section 7). */
  readonly since?: "2.6.0";
}

/** A validator as data; integers are texts, since they may have 64 bits. `min` and `max` are allowed themselves. */
export type FlagLimit =
  | { readonly kind: "range"; readonly min: string; readonly max?: string }
  | { readonly kind: "power of two"; readonly orZero: boolean }
  | { readonly kind: "prime"; readonly min: string }
  | { readonly kind: "one of"; readonly values: readonly string[] }
  | { readonly kind: "not empty" };

/** A limit as a program checks it; `/envs/list` says it in words. */
export type EnvLimit =
  | { readonly kind: "any" }
  | { readonly kind: "boolean" }
  /** -1 or 1 and above. */
  | { readonly kind: "level" }
  | { readonly kind: "number"; readonly min: number; readonly max?: number }
  | { readonly kind: "one of"; readonly values: readonly string[] }
  /** `10000*delay*100,20000*reject*100`: each of the two once at most, K and M for 1024 and 1024². */
  | { readonly kind: "throttling" };

/** One table environment key (reference section 5). */
export interface EnvFact extends EnvRule {
  readonly name: string;
  readonly limit: EnvLimit;
  readonly meaning: string;
  /** What holds where the table does not have it, as far as that is known. */
  readonly unset?: string;
  /** The HTTP call that sets it; all others need the admin shell. */
  readonly setBy?: "startCompaction" | "usageScenario";
  /** `/envs/list` does not list it. */
  readonly hidden?: true;
}

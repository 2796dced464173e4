// The shape of the two catalogues beside this file, which `scripts/catalog.ts` writes.
import type { FlagType } from "../answers/config.ts";
import type { Role } from "../endpoints.ts";

export type EntityType =
  | "server"
  | "replica"
  | "table"
  | "partition"
  | "disk"
  | "profiler"
  | "queue"
  | "connection"
  | "latency_tracer"
  | "backup_policy";

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
  /** It has a validator of its own, apart from the range of its type. */
  readonly validated: boolean;
  /** Who uses it. A flag of another role can be set and does nothing (4.1). */
  readonly servers: readonly (Role | "shell" | "geo_client")[];
  /** Its value must never reach a browser unmasked. */
  readonly secret?: true;
  /** What a server says of it; `""` where it says nothing. */
  readonly description: string;
  /** The same in our words, for the flags that can be changed. */
  readonly meaning?: string;
}

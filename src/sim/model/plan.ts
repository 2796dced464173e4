// What a simulated cluster is made of when its story begins. A scenario supplies it; everything after that is the model's.
import type { FunctionLevel } from "#pegasus/level.ts";
import { STOCK_FEATURES, type FeaturePlan } from "./feature-plan.ts";
import { CLUSTER_NAME } from "./settings.ts";
import { TABLES, type TablePlan } from "./tables.ts";
import type { Times } from "./times.ts";

export interface Build {
  /** As `/version` tells it. */
  readonly version: string;
  readonly commit: string;
  /** Linked with gperftools: without it there is no `/pprof/*`. */
  readonly pprof: boolean;
  /** 2.5.0 has no `/metrics` (reference 7). */
  readonly metrics: boolean;
}

export interface DiskPlan {
  readonly tag: string;
  readonly capacityMb: number;
  /** Logs, checkpoints and what else lies there beside the replicas. */
  readonly otherMb: number;
  /** Where its replicas lie; beside `diskRoot` of its tag when left out. */
  readonly dataDir?: string;
  /** Something fills it until this part is left, whatever the replicas take. */
  readonly freePart?: number;
}

/** What one process has of its own. */
export interface ProcessPlan {
  readonly role: "meta" | "replica" | "collector";
  /** Counted from 0 within its role. */
  readonly index: number;
  readonly build?: Build;
  /** Its INI says otherwise for these flags: they are there again after a restart. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Flags that somebody has changed by `/updateConfig`: gone at the next restart. */
  readonly updated?: Readonly<Record<string, string>>;
  readonly disks?: readonly DiskPlan[];
  /** Seconds that it has been running for; weeks when left out. */
  readonly uptime?: number;
  /** When it was started, ms since the epoch, in place of `uptime`. */
  readonly startedAt?: number;
  /** It has never been started: a replica server of which nobody knows, and which holds nothing. */
  readonly absent?: true;
}

export interface ClusterPlan {
  readonly name: string;
  readonly metas: number;
  readonly replicas: number;
  readonly collectors: number;
  /** Which meta leads at first, counted from 0; the first one when left out. */
  readonly leader?: number;
  readonly tables: readonly TablePlan[];
  readonly build: Build;
  /** What every INI says beyond the stock of `settings.ts`. */
  readonly settings: Readonly<Record<string, string>>;
  /** Of each replica server. */
  readonly disks: readonly DiskPlan[];
  readonly level: FunctionLevel;
  /** Where things take another time than `times.ts` says; ms. */
  readonly times?: Partial<Times>;
  /** How many times as long as usual its machines take for everything; 1 when left out. */
  readonly slowness?: number;
  /** What it does when the story begins: duplications and backup policies. */
  readonly features: FeaturePlan;
  readonly processes: readonly ProcessPlan[];
}

/** Of the recorded servers. */
export const HEAD: Build = {
  version: "2.6.0-SNAPSHOT",
  commit: "db756dcdf24e2af6169659a67548501ed61f106c",
  pprof: true,
  metrics: true,
};

/** Two disks of 2 TB. */
export const STOCK_DISKS: readonly DiskPlan[] = [
  { tag: "ssd1", capacityMb: 1_907_349, otherMb: 210_000 },
  { tag: "ssd2", capacityMb: 1_907_349, otherMb: 210_000 },
];

export const STOCK_PLAN: ClusterPlan = {
  name: CLUSTER_NAME,
  metas: 3,
  replicas: 5,
  collectors: 0,
  tables: TABLES,
  build: HEAD,
  settings: {},
  disks: STOCK_DISKS,
  level: "steady",
  features: STOCK_FEATURES,
  processes: [],
};

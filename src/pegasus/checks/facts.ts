// What checks are answered from: what the page (or the gateway) has asked anyway, each part known or not.
import type { ClusterInfo } from "../answers/cluster.ts";
import type { ConfigItem } from "../answers/config.ts";
import type { BulkLoadStatus } from "../answers/bulk-load.ts";
import type { NodeList } from "../answers/nodes.ts";
import type { DuplicationLag } from "../duplication-lag.ts";
import type { Disk } from "../load-sample.ts";
import type { Fact } from "./fact.ts";
import type { GaugeReading } from "./gauges.ts";
import type { TableFact } from "./tables.ts";

export interface ServerFact {
  readonly server: string;
  readonly role: "meta" | "replica" | "collector";
  readonly leader: boolean;
  /** Null: not known yet. */
  readonly alive: boolean | null;
  readonly starting: boolean;
}

/** What many servers answered to one question. A server that did not answer costs its own part only. */
export interface Fleet<T> {
  readonly answers: ReadonlyMap<string, T>;
  /** How long each took, ms. */
  readonly ms: ReadonlyMap<string, number>;
  readonly silent: readonly { readonly server: string; readonly message: string; readonly kind: string }[];
}

/** When it was first seen, ms since epoch; `atFirst`: it was so when this page was opened. */
export interface SeenSince {
  readonly at: number;
  readonly atFirst: boolean;
}

export interface NodeFigures {
  readonly failure: string | null;
  readonly residentMemoryMb: number | null;
  readonly sessions: number | null;
  readonly disks: readonly Disk[];
}

export interface LoadFacts {
  readonly asked: number;
  readonly answered: number;
  readonly nodes: Readonly<Record<string, NodeFigures>>;
}

export interface DuplicationFact {
  readonly app: string;
  readonly remote: string;
  readonly status: string;
  /** Null: this version does not tell. */
  readonly lag: DuplicationLag | null;
  /** Writes per second to the table; null: not known. */
  readonly writeQps: number | null;
}

export interface HotFact {
  readonly app: string;
  readonly index: number;
  readonly kind: "reads" | "writes" | "both";
  /** Requests per second. */
  readonly rate: number;
  /** How many times what the table's partitions get on average. */
  readonly times: number;
}

/** Requests per second that a table's limits held up or refused. */
interface ThrottledFact {
  readonly app: string;
  readonly delayed: number;
  readonly rejected: number;
}

/** When a disk (`tag` null: all of a server's) will be full. */
export interface DiskOutlookFact {
  readonly server: string;
  readonly tag: string | null;
  /** Until it is full; 0: it is; null: not to be foreseen. */
  readonly days: number | null;
  readonly sentence: string;
}

export interface CompactionFact {
  readonly app: string;
  /** Replicas on all servers that answered. */
  readonly queued: number;
  readonly running: number;
  /** Where some are queued or run. */
  readonly servers: readonly string[];
  /** Since when no server's count has moved, as far as this page has seen, ms since epoch. */
  readonly stillSince: number;
}

export interface ClusterFacts {
  /** ms since epoch. */
  readonly now: number;
  /** How far ahead of UTC the servers' clocks may stand, ms: start times come without a zone. */
  readonly zones: readonly number[];
  readonly roster: Fact<readonly ServerFact[]>;
  readonly info: Fact<ClusterInfo>;
  readonly nodes: Fact<NodeList>;
  /** By server. */
  readonly deadSince: ReadonlyMap<string, SeenSince>;
  readonly tables: Fact<readonly TableFact[]>;
  readonly load: Fact<LoadFacts>;
  /** By the dashboard's history. */
  readonly diskOutlooks: Fact<readonly DiskOutlookFact[]>;
  readonly throttled: Fact<readonly ThrottledFact[]>;
  readonly hot: Fact<readonly HotFact[]>;
  /** Statuses of `/meta/cluster` by meta: 200 leads, 307 names another. */
  readonly metas: Fact<Fleet<number>>;
  readonly versions: Fact<Fleet<{ readonly Version: string; readonly GitCommit: string }>>;
  readonly starts: Fact<Fleet<{ readonly RecentStartTime: string }>>;
  /** Start times as this page saw them first, by server. */
  readonly firstStarts: ReadonlyMap<string, string>;
  readonly configs: Fact<Fleet<Readonly<Record<string, Pick<ConfigItem, "value">>>>>;
  readonly gauges: Fact<Fleet<GaugeReading>>;
  readonly duplications: Fact<readonly DuplicationFact[]>;
  readonly bulkLoads: Fact<readonly { readonly app: string; readonly status: BulkLoadStatus }[]>;
  readonly compactions: Fact<readonly CompactionFact[]>;
  /** Paths that the leader and a replica server list at `/`. */
  readonly offered: Fact<Readonly<Record<"meta" | "replica", ReadonlySet<string>>>>;
}

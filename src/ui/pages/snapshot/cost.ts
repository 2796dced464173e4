// What a snapshot costs the cluster, said before it is taken. Pure.
import type { RosterEntry } from "#api/clusters.ts";
import { ENDPOINTS } from "#pegasus/endpoints.ts";
import { LISTS, questionsFor, roundOf, ROUND_SECONDS, type Choice } from "./plan.ts";

export interface Cost {
  readonly requests: number;
  /** Of answers, unpacked. */
  readonly bytes: number;
  /** At the least, s: the rounds of load. */
  readonly seconds: number;
}

/** How much there is of everything. */
export interface Extent {
  readonly servers: readonly RosterEntry[];
  readonly tables: readonly {
    readonly id: number;
    readonly name: string;
    readonly partitions: number;
    readonly copies: number;
  }[];
}

const KB = 1000;
/** Sizes seen on real servers, bytes (reference 2.5 and 9.4). */
const SIZE = {
  configs: 65 * KB,
  plain: 1 * KB,
  fewEntities: 60 * KB,
  partition: 0.35 * KB,
  /** All metrics of one replica, those of load, and those of storage. */
  replica: { all: 17.3 * KB, load: 3.4 * KB, storage: 0.45 * KB },
  /** A partition in the whole `/metrics` of the leader. */
  leaderPartition: 1.3 * KB,
} as const;

/** Each server is taken to offer all that its kind can. */
export function costOf({ servers, tables }: Extent, choice: Choice): Cost {
  const asked = servers.filter(({ alive }) => alive !== false);
  const everything = new Set(ENDPOINTS.map(({ path }) => path));
  const questions = asked.flatMap((server) => questionsFor(server, everything, tables, choice));
  const metas = asked.filter(({ role }) => role === "meta").length;
  const load = roundOf(asked).length * choice.rounds;
  const partitions = sum(tables, (table) => table.partitions);
  const replicas = sum(tables, (table) => table.partitions * table.copies);
  const metrics = choice.allMetrics
    ? replicas * SIZE.replica.all + partitions * SIZE.leaderPartition
    : replicas * SIZE.replica.storage;
  const bytes =
    questions.length * SIZE.plain +
    asked.length * (SIZE.configs + SIZE.fewEntities) +
    partitions * SIZE.partition +
    metrics +
    replicas * SIZE.replica.load * choice.rounds;
  return {
    requests: servers.length + Object.keys(LISTS).length + questions.length + metas + load,
    bytes,
    seconds: Math.max(0, choice.rounds - 1) * ROUND_SECONDS,
  };
}

/** What is chosen at first: all that costs little. */
export function suggestedChoice(extent: Extent): Choice {
  const replicas = sum(extent.tables, (table) => table.partitions * table.copies);
  const holders = extent.servers.filter(({ role }) => role === "replica").length;
  return {
    allMetrics: replicas * SIZE.replica.all <= AFFORDABLE.bytes,
    replicaTables: holders * extent.tables.length * CALLS_PER_TABLE <= AFFORDABLE.requests,
    rounds: 2,
  };
}

const AFFORDABLE = { bytes: 30_000 * KB, requests: 300 } as const;
/** `/replica/data_version`, `/replica/duplication`, `/replica/manual_compaction`. */
const CALLS_PER_TABLE = ENDPOINTS.filter(
  ({ path, effect }) => path.startsWith("/replica/") && effect === "read",
).length;

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

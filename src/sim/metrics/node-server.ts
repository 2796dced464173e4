// The `server` entity of a replica server (reference 3.4, 3.5 and 3.9).
import type { Spell } from "../model/partition.ts";
import { smoothNoise } from "../random.ts";
import type { Asked } from "./asked.ts";
import { int64, readerOf, type Entity, type Part, type Value, type Values } from "./entity.ts";
import { EVERY_SERVER, memory } from "./every-server.ts";
import { factsOf, shuffled } from "./facts.ts";
import { FEATURE_GAUGES } from "./node-features.ts";
import { blockCacheBytes, tenSeconds } from "./node-memory.ts";
import type { NodeSubject } from "./node-subject.ts";
import { NODE_TROUBLE } from "./node-trouble.ts";
import { SPLITTING_GAUGES } from "./replica-splits.ts";
import { latestRound } from "./rounds.ts";
import { MB } from "./stored-data.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** When the status gauges were taken last (flag `replicas_stat_interval_ms`); null before the first time. */
function statusRound({ world, process, now }: Asked): number | null {
  const interval = Number(process.flags.value("replicas_stat_interval_ms")) * world.times.scale;
  return latestRound(now, process.startedAt, interval);
}

function countOf(role: Spell["role"]) {
  return ({ asked, node }: NodeSubject): number => {
    const at = statusRound(asked);
    return at === null ? 0 : node.listed.filter((held) => held.roleAt(at) === role).length;
  };
}

/** Open ones that no configuration named then: on a node that is alive they wait to join one, before that they lie idle. */
function outside(alive: boolean) {
  return ({ asked, node }: NodeSubject): number => {
    const at = statusRound(asked);
    if (at === null || asked.world.detector.isAlive(asked.process.address) !== alive) return 0;
    return node.listed.filter(({ replica }) => replica.role === "waiting" || replica.role === "learning").length;
  };
}

/** What the node is fetching: since how many ms, and how much of it is there. */
function learners({ asked, node }: NodeSubject): { readonly ms: number; readonly bytes: number }[] {
  const { times } = asked.world;
  return node.listed
    .filter(({ replica: { role, partition, node: own } }) => role === "learning" && partition.learner === own)
    .map(({ replica: { partition } }) => {
      const ms = Math.max(0, asked.now - partition.learnerSince);
      const fetched = Math.min(partition.load.sizeMb, ms / times.fetchMb);
      return { ms, bytes: fetched * MB };
    });
}

const STATUS: Part<NodeSubject> = [
  ["primary_replicas", countOf("primary")],
  ["secondary_replicas", countOf("secondary")],
  ["inactive_replicas", outside(false)],
  ["learning_replicas", outside(true)],
  ["learning_replicas_max_duration_ms", (subject) => Math.max(0, ...learners(subject).map(({ ms }) => Math.floor(ms)))],
  [
    "learning_replicas_max_copy_file_bytes",
    (subject) => int64(Math.max(0, ...learners(subject).map(({ bytes }) => bytes))),
  ],
  ["total_replicas", ({ node }) => node.listed.filter(({ replica }) => replica.role !== "closed").length],
  ["opening_replicas", ({ node }) => node.opening],
];

function inUse(base: number) {
  return (subject: NodeSubject): Value => {
    const { asked } = subject;
    return memory(
      asked,
      asked.process.startedAt,
      base + (blockCacheBytes(subject.asked) + subject.node.memtables) / MB,
    );
  };
}

const MEMORY: Part<NodeSubject> = [
  ["resident_mem_usage_mb", inUse(2300)],
  ["virtual_mem_usage_mb", inUse(3600)],
  ["rdb_block_cache_mem_usage_bytes", ({ asked }) => int64(blockCacheBytes(asked))],
  ["rdb_wbm_total_mem_usage_bytes", (subject) => int64(subject.node.memtables)],
  ["rdb_wbm_mutable_mem_usage_bytes", (subject) => int64(subject.node.memtables * 0.87)],
  [
    "rdb_write_rate_limiter_through_bytes_per_sec",
    ({ asked, node }) => {
      const written = node.sum(({ load }) => load.writeRate * load.bytesPerWrite);
      return int64(written * (0.4 + 2.6 * smoothNoise(asked.process.key + 1, tenSeconds(asked), MINUTE)));
    },
  ],
  ["tcmalloc_released_bytes", ({ asked: { process, now } }) => int64(((now - process.startedAt) / SECOND) * 310_000)],
];

const EVERY: Part<NodeSubject> = EVERY_SERVER.map(([name, value]) => [name, ({ asked }) => value(asked)]);

const VALUES: Values<NodeSubject> = new Map([
  ...EVERY,
  ...STATUS,
  ...MEMORY,
  ...FEATURE_GAUGES,
  ...SPLITTING_GAUGES,
  ...NODE_TROUBLE,
]);
const FACTS = factsOf("server", "replica");

/** Its RocksDB metrics are made with the first replica, tcmalloc's only where it is linked (recording 00; reference 3.9). */
export function nodeServer(subject: NodeSubject): Entity {
  const { asked, node } = subject;
  const facts = shuffled(FACTS, asked.process.key).filter(({ name }) => {
    if (name.startsWith("rdb_")) return node.listed.length > 0;
    return name !== "tcmalloc_released_bytes" || asked.process.build.pprof;
  });
  return { type: "server", id: "server", attributes: {}, facts, read: readerOf(VALUES, subject) };
}

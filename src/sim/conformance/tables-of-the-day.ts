// The tables of the recorded cluster over its day.
import type { TablePlan } from "../model/tables.ts";
import { moment } from "./staging.ts";

type Envs = Readonly<Record<string, string>>;

interface RecordedTable {
  readonly id: number;
  readonly copies: number;
  readonly created: string;
  /** From when on it had which name, how many partitions, which environment; `null`: it was dropped. */
  readonly names: readonly (readonly [from: string, name: string | null])[];
  readonly partitions: readonly (readonly [from: string, count: number])[];
  readonly envs?: readonly (readonly [from: string, envs: Envs])[];
}

const USERS = { default_ttl: "3600", "rocksdb.usage_scenario": "normal" };
export const COMPACTED = {
  "manual_compact.max_concurrent_running_count": "2",
  "manual_compact.once.bottommost_level_compaction": "skip",
  "manual_compact.once.target_level": "-1",
  "manual_compact.once.trigger_time": "1795341879",
  "manual_compact.periodic.bottommost_level_compaction": "skip",
  "manual_compact.periodic.target_level": "-1",
  "manual_compact.periodic.trigger_time": "soon",
};
export const LEFT_BY_02B = {
  "manual_compact.once.bottommost_level_compaction": "skip",
  "manual_compact.once.target_level": "1000",
  "manual_compact.once.trigger_time": "1795344228",
};
const SPLIT = { "replica.split.validate_partition_hash": "true" };
const TTL = { default_ttl: "86400" };
const NORMAL = { "rocksdb.usage_scenario": "normal" };

const RECORDED: readonly RecordedTable[] = [
  { id: 1, copies: 3, created: "09:49:45", names: [["09:49:45", "stat"]], partitions: [["09:49:45", 4]] },
  { id: 2, copies: 3, created: "09:49:45", names: [["09:49:45", "temp"]], partitions: [["09:49:45", 8]] },
  {
    id: 3,
    copies: 3,
    created: "09:51:48",
    names: [["09:51:48", "orders"]],
    partitions: [
      ["09:51:48", 4],
      ["10:04:59", 8],
    ],
    envs: [
      ["09:51:48", { ...TTL, "replica.deny_client_request": "none*all" }],
      ["10:00:00", TTL],
      ["10:04:42", { ...TTL, ...NORMAL }],
      ["10:04:59", { ...TTL, ...SPLIT, ...NORMAL }],
      [
        "10:43:49.315",
        {
          ...TTL,
          ...LEFT_BY_02B,
          ...SPLIT,
          ...NORMAL,
        },
      ],
    ],
  },
  {
    id: 4,
    copies: 3,
    created: "09:57:37",
    names: [["09:57:37", "users"]],
    partitions: [["09:57:37", 8]],
    envs: [
      ["10:01:50", USERS],
      ["10:04:42", { ...USERS, ...COMPACTED }],
    ],
  },
  {
    id: 5,
    copies: 3,
    created: "09:58:07",
    names: [["09:58:07", "events"]],
    partitions: [["09:58:07", 64]],
    envs: [
      [
        "10:01:50",
        { "replica.slow_query_threshold": "30", "replica.write_throttling": "2000*delay*100,5000*reject*200" },
      ],
    ],
  },
  { id: 6, copies: 3, created: "09:58:37", names: [["09:58:37", "sessions_v2"]], partitions: [["09:58:37", 128]] },
  {
    id: 7,
    copies: 3,
    created: "09:59:07",
    names: [
      ["09:59:07", "tmp_drop"],
      ["10:01:54.990", null],
      ["10:06:48.342", "tmp_back"],
      ["10:07:04.467", "tmp_renamed"],
    ],
    partitions: [["09:59:07", 8]],
  },
  { id: 8, copies: 1, created: "10:00:37", names: [["10:00:37", "one_replica"]], partitions: [["10:00:37", 4]] },
  {
    id: 9,
    copies: 3,
    created: "10:01:04.236",
    names: [["10:01:04.236", "live_create"]],
    partitions: [["10:01:04.236", 32]],
    envs: [["10:01:04.236", { ...TTL, ...NORMAL }]],
  },
];

/** What clients did with them was recorded by its traces only: next to nothing most of the time. The collector writes to `stat`. */
const LOAD = { recordBytes: 200, sizeMb: 2, cacheHits: 0.9, skew: 0.1 };
const LITTLE = { get: 0.02, put: 0.01 };
const COLLECTED = { get: 0.3, multi_put: 0.5 };

/** The tables that could be used at `time`, ms since the epoch. */
export function recordedTables(time: number): TablePlan[] {
  return RECORDED.flatMap(({ id, copies, created, names, partitions, envs }) => {
    const name = latest(names, time);
    if (name === undefined || name === null) return [];
    const createdAt = Math.floor(moment(created) / 1000) * 1000;
    return [
      {
        ...LOAD,
        rates: name === "stat" ? COLLECTED : LITTLE,
        id,
        name,
        copies,
        createdAt,
        age: 0,
        partitions: latest(partitions, time) ?? 0,
        envs: latest(envs ?? [], time) ?? {},
      },
    ];
  });
}

function latest<T>(changes: readonly (readonly [from: string, value: T])[], time: number): T | undefined {
  return changes.findLast(([from]) => moment(from) <= time)?.[1];
}

// The tables of the simulated cluster and what their clients do with them. Names, sizes and mixes are made up, but each is a kind
// of table that operators have: a large profile store, a write-heavy counter, a hot timeline, a scratch table with one copy.

export const READS = ["get", "multi_get", "batch_get", "scan"] as const;
export const WRITES = [
  "put",
  "multi_put",
  "remove",
  "multi_remove",
  "incr",
  "check_and_set",
  "check_and_mutate",
] as const;
export type Operation = (typeof READS)[number] | (typeof WRITES)[number];

/** What clients do with a table, and how large it is. */
export interface TableLoad {
  /** Requests per second of all clients to the whole table, daily mean. */
  readonly rates: Readonly<Partial<Record<Operation, number>>>;
  /** Key plus value bytes of one record. */
  readonly recordBytes: number;
  /** One copy of the whole table, MiB. */
  readonly sizeMb: number;
  /** Part of the point reads that the block cache serves. */
  readonly cacheHits: number;
  /** Spread of load over partitions: 0 is even. */
  readonly skew: number;
  /** This partition gets as many times its share of the load. */
  readonly hot?: { readonly partition: number; readonly times: number };
}

export interface TablePlan extends TableLoad {
  /** The table id; some are missing, as after tables were dropped. */
  readonly id: number;
  readonly name: string;
  readonly partitions: number;
  /** Copies of each partition. */
  readonly copies: number;
  /** Days between its creation and the start of the simulation. */
  readonly age: number;
  /** When it was created, ms since the epoch, in place of `age`. */
  readonly createdAt?: number;
  readonly envs: Readonly<Record<string, string>>;
  /** Where each partition lies, by the indexes of replica servers, its primary first; evenly by chance when left out. */
  readonly placed?: readonly (readonly [primary: number, ...secondaries: number[]])[];
  /** Its partitions have never been given to anybody: no replica server was there (recordings 00 and 11). */
  readonly unassigned?: true;
}

const NO_ENVS = {};

export const TABLES: readonly TablePlan[] = [
  {
    id: 1,
    name: "stat",
    partitions: 4,
    copies: 3,
    age: 412,
    envs: NO_ENVS,
    rates: { get: 0.4, multi_put: 2 },
    recordBytes: 380,
    sizeMb: 118,
    cacheHits: 0.97,
    skew: 0.05,
  },
  {
    id: 2,
    name: "temp",
    partitions: 8,
    copies: 3,
    age: 412,
    envs: { default_ttl: "86400" },
    rates: { get: 24, put: 18, remove: 3 },
    recordBytes: 210,
    sizeMb: 640,
    cacheHits: 0.91,
    skew: 0.1,
  },
  {
    id: 3,
    name: "user_profile",
    partitions: 64,
    copies: 3,
    age: 398,
    envs: { "business.info": "accounts team", "replica.slow_query_threshold": "50" },
    rates: { get: 9200, multi_get: 1250, put: 640, multi_put: 110 },
    recordBytes: 1450,
    sizeMb: 318_000,
    cacheHits: 0.83,
    skew: 0.18,
  },
  {
    id: 4,
    name: "orders",
    partitions: 32,
    copies: 3,
    age: 371,
    envs: { "replica.slow_query_threshold": "30" },
    rates: { get: 1500, put: 420, multi_put: 690, remove: 12, check_and_set: 130, check_and_mutate: 22 },
    recordBytes: 2300,
    sizeMb: 142_000,
    cacheHits: 0.74,
    skew: 0.15,
  },
  {
    id: 5,
    name: "sessions",
    partitions: 64,
    copies: 3,
    age: 371,
    envs: { default_ttl: "604800", "rocksdb.usage_scenario": "normal" },
    rates: { get: 6100, put: 2500, incr: 310, remove: 520 },
    recordBytes: 620,
    sizeMb: 46_000,
    cacheHits: 0.95,
    skew: 0.12,
  },
  {
    id: 6,
    name: "feed_timeline",
    partitions: 128,
    copies: 3,
    age: 289,
    envs: { "business.info": "feed team", "replica.rocksdb_iteration_threshold_time_ms": "1000" },
    rates: { multi_get: 5300, scan: 160, multi_put: 1800, multi_remove: 65 },
    recordBytes: 5200,
    sizeMb: 786_000,
    cacheHits: 0.62,
    skew: 0.22,
    hot: { partition: 37, times: 9 },
  },
  {
    id: 8,
    name: "device_state",
    partitions: 32,
    copies: 3,
    age: 254,
    envs: NO_ENVS,
    rates: { get: 1100, batch_get: 210, put: 3300 },
    recordBytes: 340,
    sizeMb: 61_000,
    cacheHits: 0.88,
    skew: 0.1,
  },
  {
    id: 9,
    name: "ad_click",
    partitions: 16,
    copies: 3,
    age: 231,
    envs: { "rocksdb.usage_scenario": "prefer_write", "replica.write_throttling": "30K*delay*100,60K*reject*200" },
    rates: { scan: 4, put: 2200, incr: 900 },
    recordBytes: 260,
    sizeMb: 77_000,
    cacheHits: 0.41,
    skew: 0.3,
  },
  {
    id: 10,
    name: "inventory",
    partitions: 16,
    copies: 3,
    age: 187,
    envs: NO_ENVS,
    rates: { get: 720, incr: 120, check_and_set: 250, check_and_mutate: 90 },
    recordBytes: 480,
    sizeMb: 8_300,
    cacheHits: 0.98,
    skew: 0.2,
  },
  {
    id: 11,
    name: "search_suggest",
    partitions: 32,
    copies: 3,
    age: 142,
    envs: { "rocksdb.usage_scenario": "normal" },
    rates: { get: 520, batch_get: 1400, scan: 38, multi_put: 30 },
    recordBytes: 900,
    sizeMb: 25_500,
    cacheHits: 0.9,
    skew: 0.16,
  },
  {
    id: 13,
    name: "audit_log",
    partitions: 8,
    copies: 3,
    age: 96,
    envs: { default_ttl: "7776000" },
    rates: { scan: 2, multi_put: 95 },
    recordBytes: 1800,
    sizeMb: 51_000,
    cacheHits: 0.35,
    skew: 0.08,
  },
  {
    id: 14,
    name: "scratch",
    partitions: 4,
    copies: 1,
    age: 41,
    envs: NO_ENVS,
    rates: { get: 6, put: 5 },
    recordBytes: 150,
    sizeMb: 90,
    cacheHits: 0.93,
    skew: 0.1,
  },
];

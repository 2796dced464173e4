// Scenarios of what a cluster does beside serving its tables.
import { STOCK_PLAN } from "../model/plan.ts";
import type { TablePlan } from "../model/tables.ts";
import { MINUTE, SECOND, type Scenario } from "./scenario.ts";

export const DUPLICATION_LAG = {
  name: "duplication-lag",
  title:
    "One remote cluster takes fewer writes than come, so that its duplication falls behind; another does not answer at all, so that its duplication stands; it stays so.",
  past: {
    seconds: 900,
    tell({ shell }) {
      shell.changeRemoteCluster("demo_standby", { perSecond: 60 });
      shell.addDuplication("user_profile", { remote: "demo_dr" });
    },
  },
} as const satisfies Scenario;

const LOADED = {
  app_name: "feed_timeline",
  cluster_name: STOCK_PLAN.name,
  file_provider_type: "hdfs_service",
  remote_root_path: "bulk_load_root",
} as const;

export const BULK_LOAD = {
  name: "bulk-load",
  title:
    "A bulk load of feed_timeline has been running for a minute and a half; when it is done, the next begins a minute later.",
  past: {
    seconds: 90,
    tell({ shell }) {
      shell.startBulkLoad(LOADED);
    },
  },
  async run({ cluster, wait }) {
    for (;;) {
      await wait(30 * SECOND);
      if (cluster.shell.isBulkLoading(LOADED.app_name)) continue;
      await wait(30 * SECOND);
      cluster.shell.startBulkLoad(LOADED);
    }
  },
} as const satisfies Scenario;

export const COMPACTION = {
  name: "compaction",
  title:
    "A manual compaction of feed_timeline was started a minute ago and takes about twelve; every quarter of an hour it is started again.",
  past: {
    seconds: 60,
    tell({ shell }) {
      shell.compact("feed_timeline");
    },
  },
  async run({ cluster, wait }) {
    for (;;) {
      await wait(15 * MINUTE);
      cluster.shell.compact("feed_timeline");
    }
  },
} as const satisfies Scenario;

const EVENTS: TablePlan = {
  id: 16,
  name: "events",
  partitions: 16,
  copies: 3,
  age: 20,
  envs: {},
  rates: { get: 900, put: 700 },
  recordBytes: 700,
  sizeMb: 60_000,
  cacheHits: 0.8,
  skew: 0.1,
};

export const SPLITTING = {
  name: "splitting",
  title:
    "The table events is being split from 16 to 32 partitions and then to 64, each over minutes; after that it is dropped, made again with 16, and split again.",
  plan: { ...STOCK_PLAN, tables: [...STOCK_PLAN.tables, EVENTS] },
  past: {
    seconds: 130,
    tell({ shell }) {
      shell.splitTable("events");
    },
  },
  async run({ cluster: { shell }, wait }) {
    for (;;) {
      await splitEnds();
      shell.splitTable("events");
      await splitEnds();
      shell.dropTable("events");
      await wait(5 * SECOND);
      shell.createTable({ ...EVENTS });
      await wait(MINUTE);
      shell.splitTable("events");
    }

    async function splitEnds(): Promise<void> {
      while (shell.isSplitting("events")) await wait(10 * SECOND);
      await wait(20 * SECOND);
    }
  },
} as const satisfies Scenario;

// Recordings of tables that are created, split, dropped and written to, of duplications and backups.
import { clusterAt, PORTS } from "./cluster-of-the-day.ts";
import { EVERY_DAY, FAR, NOW } from "./features-of-the-day.ts";
import { order, type Staging } from "./staging.ts";
import { COMPACTED } from "./tables-of-the-day.ts";

/** The second in which all three were made. */
const DUPLICATION_ID = 1_795_342_013;

export const TABLES: readonly Staging[] = [
  {
    recordings: ["03-apps-data"],
    requests: 267,
    scenario: "healthy",
    plan: clusterAt("10:01:04"),
    ports: PORTS,
    begins: "10:01:04.000",
    actions: [
      order("10:01:04.300", "live_create is created", (shell) => {
        const envs = { default_ttl: "86400", "rocksdb.usage_scenario": "normal" };
        shell.createTable({ name: "live_create", partitions: 32, copies: 3, envs });
      }),
      order("10:01:52.000", "environments are set", (shell) => {
        shell.setEnvs("users", { default_ttl: "3600", "rocksdb.usage_scenario": "normal" });
        shell.setEnvs("events", {
          "replica.slow_query_threshold": "30",
          "replica.write_throttling": "2000*delay*100,5000*reject*200",
        });
      }),
      order("10:01:54.940", "tmp_drop is dropped", (shell) => {
        shell.dropTable("tmp_drop");
      }),
    ],
  },
  {
    recordings: ["03b-partition-split"],
    requests: 151,
    scenario: "splitting",
    plan: clusterAt("10:01:50"),
    ports: PORTS,
    begins: "10:01:50.000",
    actions: [
      order("10:01:54.940", "tmp_drop is dropped", (shell) => {
        shell.dropTable("tmp_drop");
      }),
      order("10:04:41.000", "orders has got an environment (recording 04)", (shell) => {
        shell.setEnvs("orders", { "rocksdb.usage_scenario": "normal" });
        shell.setEnvs("users", COMPACTED);
      }),
      order("10:04:58.790", "orders is split", (shell) => {
        shell.splitTable("orders");
      }),
      order("10:06:40.000", "tmp_drop is recalled under another name", (shell) => {
        shell.recallTable(7, "tmp_back");
      }),
      order("10:07:04.460", "it is renamed", (shell) => {
        shell.renameTable("tmp_back", "tmp_renamed");
      }),
    ],
  },
  {
    recordings: ["04-write-calls"],
    requests: 98,
    scenario: "compaction",
    plan: clusterAt("10:04:20"),
    ports: PORTS,
    begins: "10:04:20.000",
    actions: [],
  },
  {
    recordings: ["05-dup-backup"],
    requests: 306,
    scenario: "duplication-lag",
    plan: clusterAt("10:06:50"),
    ports: PORTS,
    begins: "10:06:50.000",
    actions: [
      order("10:06:53.050", "duplications to a cluster that does not answer", (shell) => {
        shell.addDuplication("users", { remote: FAR, remoteTable: "users_copy" });
        shell.addDuplication("orders", { remote: FAR });
        shell.addDuplication("events", { remote: FAR, checkpoint: true });
      }),
      order("10:08:00.500", "that of users is paused", (shell) => {
        shell.pauseDuplication("users", DUPLICATION_ID);
      }),
      order("10:08:06.600", "it is started again, to skip what fails", (shell) => {
        shell.setDuplicationFailMode("users", DUPLICATION_ID, "FAIL_SKIP");
        shell.startDuplication("users", DUPLICATION_ID);
      }),
      order("10:08:08.700", "a backup policy", (shell) => {
        shell.addBackupPolicy(EVERY_DAY);
      }),
      order("10:08:15.000", "the duplication of users is removed", (shell) => {
        shell.removeDuplication("users", DUPLICATION_ID);
      }),
    ],
  },
  {
    recordings: ["05b-backup-running", "08b-metrics-series-one-table"],
    requests: 520,
    scenario: "healthy",
    plan: clusterAt("10:18:50"),
    ports: PORTS,
    begins: "10:18:50.000",
    actions: [
      order("10:18:57.600", "a backup policy whose hour it is", (shell) => {
        shell.addBackupPolicy(NOW);
      }),
    ],
  },
];

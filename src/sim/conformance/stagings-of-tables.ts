// Recordings of tables that are created, split, dropped and written to, of duplications and backups.
import { clusterAt, PORTS } from "./cluster-of-the-day.ts";
import { order, type Staging } from "./staging.ts";

export const TABLES: readonly Staging[] = [
  {
    recordings: ["03-apps-data"],
    scenario: "healthy",
    plan: clusterAt("10:01:04"),
    ports: PORTS,
    begins: "10:01:04.000",
    actions: [
      order("10:01:04.240", "live_create is created", (shell) => {
        shell.createTable({ name: "live_create", partitions: 32, copies: 3 });
      }),
      order("10:01:54.990", "tmp_drop is dropped", (shell) => {
        shell.dropTable("tmp_drop");
      }),
    ],
  },
  {
    recordings: ["03b-partition-split"],
    scenario: "splitting",
    plan: clusterAt("10:04:58"),
    ports: PORTS,
    begins: "10:04:58.000",
    actions: [],
  },
  {
    recordings: ["04-write-calls"],
    scenario: "compaction",
    plan: clusterAt("10:04:20"),
    ports: PORTS,
    begins: "10:04:20.000",
    actions: [],
  },
  {
    recordings: ["05-dup-backup"],
    scenario: "duplication-lag",
    plan: clusterAt("10:06:50"),
    ports: PORTS,
    begins: "10:06:50.000",
    actions: [],
  },
  {
    recordings: ["05b-backup-running", "08b-metrics-series-one-table"],
    scenario: "healthy",
    plan: clusterAt("10:18:50"),
    ports: PORTS,
    begins: "10:18:50.000",
    actions: [],
  },
];

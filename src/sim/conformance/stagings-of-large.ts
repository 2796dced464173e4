// Recordings of load, and of a meta with ten thousand partitions.
import { clusterAt, PORTS } from "./cluster-of-the-day.ts";
import { NO_FEATURES } from "../model/feature-plan.ts";
import { moment, type Staging } from "./staging.ts";

const HUNDRED = Array.from({ length: 100 }, (_, index) => ({
  id: index + 2,
  name: `t${String(index).padStart(3, "0")}`,
  partitions: 16,
}));

/** One meta, no replica server: nothing was ever assigned. */
const BIG: Staging["plan"] = {
  ...clusterAt("10:47:00"),
  name: "big",
  metas: 1,
  replicas: 0,
  collectors: 0,
  leader: 0,
  features: NO_FEATURES,
  // It was stopped in order, and gave back its lock.
  times: { session: 100 },
  processes: [{ role: "meta", index: 0, startedAt: moment("10:46:32") }],
  tables: [{ id: 1, name: "big10k", partitions: 10_000 }, ...HUNDRED].map((table) => ({
    ...table,
    copies: 3,
    age: 0,
    createdAt: moment("10:46:32"),
    envs: {},
    unassigned: true,
    rates: {},
    recordBytes: 100,
    sizeMb: 0,
    cacheHits: 0,
    skew: 0,
  })),
};

export const LARGE: readonly Staging[] = [
  {
    recordings: ["08-metrics-series", "08-metrics-series-replica", "08-metrics-unfiltered"],
    requests: 414,
    scenario: "healthy",
    plan: clusterAt("10:14:30"),
    ports: PORTS,
    begins: "10:14:30.000",
    actions: [],
  },
  {
    recordings: ["11-ten-thousand-partitions", "11b-ten-thousand-partitions-metrics"],
    requests: 43,
    scenario: "large",
    plan: BIG,
    ports: { metas: [34611], replicas: [], collectors: [] },
    begins: "10:47:00.000",
    actions: [
      {
        at: "10:47:27.100",
        what: "the meta is restarted",
        act: ({ cluster, server }) => cluster.restart(server(34611), { startMs: 150, dangerMs: 50 }),
      },
    ],
  },
];

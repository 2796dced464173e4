// Scenarios of replica servers that die, hang, come back, and of what lies on them.
import { STOCK_DISKS, STOCK_PLAN, type ProcessPlan } from "../model/plan.ts";
import { MINUTE, SECOND, type Scenario } from "./scenario.ts";

export const NODE_DOWN = {
  name: "node-down",
  title:
    "A replica server died half a minute ago and comes back a minute after its death; two minutes later it dies again, and so on.",
  past: {
    seconds: 30,
    tell({ replicas, kill }) {
      kill(replicas[1] ?? "");
    },
  },
  async run({ cluster, wait }) {
    const victim = cluster.replicas[1] ?? "";
    await wait(30 * SECOND);
    for (;;) {
      await cluster.start(victim);
      await wait(2 * MINUTE);
      await cluster.kill(victim);
      await wait(MINUTE);
    }
  },
} as const satisfies Scenario;

export const NODE_FROZEN = {
  name: "node-frozen",
  title:
    "A replica server takes connections and never answers; the others took over its partitions and make new copies after ten minutes; it stays so.",
  past: {
    seconds: 40,
    tell({ replicas, freeze }) {
      freeze(replicas[2] ?? "");
    },
  },
} as const satisfies Scenario;

export const TWO_NODES_DOWN = {
  name: "two-nodes-down",
  title:
    "Two of five replica servers are dead: the level fell to freezed, so that partitions stay without a primary and dead nodes show stale secondaries; it stays so.",
  past: {
    seconds: 60,
    tell({ replicas, kill }) {
      for (const node of replicas.slice(0, 2)) kill(node);
    },
  },
} as const satisfies Scenario;

export const DATA_LOSS = {
  name: "data-loss",
  title:
    "Three of nine replica servers died one after the other within two minutes: some partitions have no replica left, and it stays so.",
  plan: { ...STOCK_PLAN, replicas: 9 },
  past: {
    seconds: 200,
    tell({ ago, replicas, kill }) {
      for (const [index, node] of replicas.slice(0, 3).entries()) {
        ago(200 - 60 * index);
        kill(node);
      }
    },
  },
} as const satisfies Scenario;

const LATECOMER: ProcessPlan = { role: "replica", index: 5, absent: true };

export const UNBALANCED = {
  name: "unbalanced",
  title:
    "A sixth replica server joined and holds nothing, and one that was restarted has no primaries: at level steady the leader only counts the moves; it stays so.",
  plan: { ...STOCK_PLAN, replicas: 6, processes: [LATECOMER] },
  past: {
    seconds: 300,
    tell({ ago, replicas, kill, start }) {
      kill(replicas[0] ?? "");
      ago(240);
      start(replicas[0] ?? "");
      ago(180);
      start(replicas[5] ?? "");
    },
  },
} as const satisfies Scenario;

export const HOT_PARTITION = {
  name: "hot-partition",
  title:
    "Clients ask one partition of user_profile and one of orders many times as much as the others, since ten minutes ago; it stays so. The one of feed_timeline is busier than its others in every scenario, at a rate that hurts nobody.",
  past: {
    seconds: 600,
    tell({ heat }) {
      heat("user_profile", 21, 30);
      heat("orders", 5, 14);
    },
  },
} as const satisfies Scenario;

/** 3 % of the first disk are left, 14 % of the second. */
const FULL: ProcessPlan = {
  role: "replica",
  index: 3,
  disks: STOCK_DISKS.map((disk, index) => ({ ...disk, freePart: index === 0 ? 0.03 : 0.14 })),
};

export const DISK_FULL = {
  name: "disk-full",
  title:
    "One disk of the fourth replica server has 3 % left, its other one 14 %, and on the other servers there is room; it stays so.",
  plan: { ...STOCK_PLAN, processes: [FULL] },
} as const satisfies Scenario;

// Recordings of servers that die, hang and start.
import { clusterAt, METAS, PORTS } from "./cluster-of-the-day.ts";
import { kill, start, type Action, type Staging } from "./staging.ts";

function staging(
  recording: string,
  requests: number,
  scenario: Staging["scenario"],
  begins: string,
  actions: readonly Action[],
): Staging {
  return { recordings: [recording], requests, scenario, plan: clusterAt(begins), ports: PORTS, begins, actions };
}

/** Here ZooKeeper gave the dead leader's lock away after 9.45 s, and each answer of the moments after it was recorded. */
function lockKept(...parts: Parameters<typeof staging>): Staging {
  const made = staging(...parts);
  return { ...made, plan: { ...made.plan, times: { session: 9452 } } };
}

/** A meta whose start takes as long as it did here: half a second after it, the recorder was answered. */
const QUICK = { startMs: 50, dangerMs: 50 };

/** While a process starts, its port takes connections for some milliseconds and closes them. */
const DEAF = { deafMs: 7 };

/** Starts of the third meta, each asked until it died; the requests that killed it are among the recorded ones. */
const TRIALS = [
  "10:26:41.043",
  "10:26:45.049",
  "10:26:49.038",
  "10:26:53.078",
  "10:26:57.077",
  "10:27:01.093",
  "10:27:05.082",
  "10:27:09.105",
  "10:27:13.120",
  "10:27:17.151",
];

export const FAULTS: readonly Staging[] = [
  staging("06-node-down", 363, "node-down", "10:09:30.000", [
    kill("10:09:35.300", 34803),
    start("10:11:05.430", 34803),
  ]),
  staging("07-meta-failover", 828, "leader-moves", "10:13:20.000", [
    kill("10:13:21.525", 34602),
    start("10:13:51.140", 34602),
  ]),
  staging("07b-zookeeper-frozen", 732, "no-leader", "10:22:16.000", [
    zookeeper("10:22:17.660", "freeze"),
    zookeeper("10:22:57.680", "thaw"),
  ]),
  staging("07c-no-leader", 2625, "no-leader", "10:22:16.000", [
    kill("10:22:57.700", ...METAS),
    zookeeper("10:23:40.000", "freeze"),
    start("10:23:44.700", 34601),
    zookeeper("10:24:15.000", "thaw"),
    start("10:24:16.750", 34602, QUICK),
    start("10:24:16.760", 34601, QUICK),
    start("10:24:16.770", 34603, QUICK),
  ]),
  lockKept("07d-failover-fast-poll", 27, "leader-moves", "10:24:00.000", [
    kill("10:24:00.100", ...METAS),
    start("10:24:16.750", 34602, QUICK),
    start("10:24:16.760", 34601, QUICK),
    start("10:24:16.770", 34603, QUICK),
    kill("10:25:18.980", 34602),
    start("10:25:35.070", 34602),
  ]),
  staging("07e-meta-start-poll-crash", 49, "meta-restarts", "10:26:20.000", [
    kill("10:26:30.000", 34603),
    start("10:26:32.317", 34603, DEAF),
    kill("10:26:36.000", 34603),
    ...TRIALS.map((at) => start(at, 34603)),
    zookeeper("10:28:20.000", "freeze"),
    start("10:28:24.100", 34603),
  ]),
];

function zookeeper(at: string, what: "freeze" | "thaw"): Action {
  return {
    at,
    what: `ZooKeeper: ${what}`,
    act: ({ cluster }) => {
      cluster.zookeeper[what]();
    },
  };
}

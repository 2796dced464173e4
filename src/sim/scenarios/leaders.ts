// Scenarios of meta servers: who leads, and who does not.
import { MINUTE, SECOND, type Scenario } from "./scenario.ts";

export const HEALTHY = {
  name: "healthy",
  title: "All servers are up and every partition has its copies.",
} as const satisfies Scenario;

export const LEADER_MOVES = {
  name: "leader-moves",
  title:
    "The leading meta dies after 8 s, the others name it for 9 s more, then another leads; the dead one comes back 30 s later, and a minute after that it begins again.",
  async run({ cluster, wait }) {
    for (;;) {
      await wait(8 * SECOND);
      const leader = cluster.leader();
      if (leader !== null) {
        await cluster.kill(leader);
        await wait(9 * SECOND);
        await wait(30 * SECOND);
        await cluster.start(leader);
      }
      await wait(MINUTE);
    }
  },
} as const satisfies Scenario;

export const NO_LEADER = {
  name: "no-leader",
  title:
    "ZooKeeper lost its quorum and the leading meta died: the others redirect to http://invalid host_port/, and replica servers without a leader serve nobody; it stays so.",
  past: {
    seconds: 120,
    tell({ ago, metas, kill, zookeeper }) {
      zookeeper.leave();
      ago(60);
      kill(metas[0] ?? "");
    },
  },
} as const satisfies Scenario;

export const META_RESTARTS = {
  name: "meta-restarts",
  title:
    "Every meta in turn is restarted, one each 45 s, over and over; the second takes 20 s to start, and one /meta/* request in that time kills it.",
  async run({ cluster, wait }) {
    for (;;) {
      for (const [index, meta] of cluster.metas.entries()) {
        await wait(10 * SECOND);
        await cluster.kill(meta);
        await wait(5 * SECOND);
        await cluster.start(meta, index === 1 ? { startMs: 20 * SECOND } : {});
        await wait(30 * SECOND);
      }
    }
  },
} as const satisfies Scenario;

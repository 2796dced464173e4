// Scenarios of what servers run and how they are set.
import { HEAD, STOCK_PLAN, type Build, type ProcessPlan } from "../model/plan.ts";
import { SECOND, type Scenario } from "./scenario.ts";

/** Versions to come are made up. */
function release(number: number): Build {
  const digits = (0x5eed_0000 + number * 0x1_0001).toString(16);
  return { ...HEAD, version: `2.6.${number}`, commit: digits.repeat(5) };
}

/** Two replica servers have been upgraded by now. */
const UPGRADED: readonly ProcessPlan[] = [
  { role: "replica", index: 0, build: release(0), uptime: 500 },
  { role: "replica", index: 1, build: release(0), uptime: 200 },
];

export const VERSION_SKEW = {
  name: "version-skew",
  title:
    "A rolling upgrade is under way: every two minutes one server more is restarted with the next version, the leading meta last; then the version after it begins.",
  plan: { ...STOCK_PLAN, processes: UPGRADED },
  async run({ cluster, wait }) {
    let left: readonly string[] = cluster.replicas.slice(UPGRADED.length);
    for (let number = 0; ; number++) {
      for (const node of left) await upgrade(node);
      const standbys = cluster.metas.filter((meta) => meta !== cluster.leader());
      const leaders = cluster.metas.filter((meta) => !standbys.includes(meta));
      for (const meta of [...standbys, ...leaders]) await upgrade(meta);
      left = cluster.replicas;

      async function upgrade(server: string): Promise<void> {
        await wait(100 * SECOND);
        cluster.install(server, release(number));
        await cluster.kill(server);
        await wait(5 * SECOND);
        await cluster.start(server);
        await wait(15 * SECOND);
      }
    }
  },
} as const satisfies Scenario;

const DRIFTED: readonly ProcessPlan[] = [
  { role: "meta", index: 1, settings: { min_live_node_count_for_unfreeze: "1" } },
  { role: "replica", index: 1, updated: { disk_min_available_space_ratio: "5", enable_latency_tracer: "true" } },
  { role: "replica", index: 2, settings: { rocksdb_block_cache_capacity: "4294967296" } },
  { role: "replica", index: 4, updated: { max_copy_rate_megabytes_per_disk: "50" } },
];

export const CONFIG_DRIFT = {
  name: "config-drift",
  title:
    "Servers of one role differ in their flags: one meta and one replica server by their INI, two replica servers because somebody changed them while they ran; it stays so.",
  plan: { ...STOCK_PLAN, processes: DRIFTED },
} as const satisfies Scenario;

const V250: Build = {
  version: "2.5.0",
  commit: "2b0f3be5d9bb5f1f0a06ca4d7d2b6e1f4c6f1f25",
  pprof: true,
  metrics: false,
};

export const OLD_VERSION = {
  name: "old-version",
  title: "All servers run Pegasus 2.5.0, which has no /metrics and answers some things otherwise.",
  plan: { ...STOCK_PLAN, build: V250 },
} as const satisfies Scenario;

export const NO_PPROF = {
  name: "no-pprof",
  title: "The servers were built without gperftools: there is no /pprof.",
  plan: { ...STOCK_PLAN, build: { ...HEAD, pprof: false } },
} as const satisfies Scenario;

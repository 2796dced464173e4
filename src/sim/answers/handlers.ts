// Which handler answers which call.
import type { CALL } from "#pegasus/endpoints.ts";
import { metrics } from "../metrics/answer.ts";
import { cmdline, growth, heap, profile, symbol } from "../pprof/answer.ts";
import type { Handler } from "./ask.ts";
import { config, configs, startTime, updateConfig, version } from "./builtin.ts";
import { calls } from "./call-list.ts";
import { ofLeader } from "./leader-only.ts";
import { app, appEnvs, apps } from "./meta-apps.ts";
import { cluster, nodes } from "./meta-cluster.ts";
import { backupPolicy, duplication, envsList, queryBulkLoad } from "./meta-features.ts";
import { startBulkLoad, startCompaction, usageScenario } from "./meta-writes.ts";
import { dataVersion, manualCompaction, replicaDuplication } from "./replica-features.ts";

/** Does not compile while a call is missing. */
export const HANDLERS: Readonly<Record<keyof typeof CALL, Handler>> = {
  calls,
  version,
  startTime,
  config,
  configs,
  updateConfig,
  metrics,
  cluster: ofLeader(cluster),
  nodes: ofLeader(nodes, ["detail"]),
  apps: ofLeader(apps, ["detail"]),
  app: ofLeader(app, ["name", "detail"]),
  appEnvs: ofLeader(appEnvs),
  duplication: ofLeader(duplication),
  queryBulkLoad: ofLeader(queryBulkLoad),
  backupPolicy: ofLeader(backupPolicy),
  envsList,
  startBulkLoad: ofLeader(startBulkLoad),
  startCompaction: ofLeader(startCompaction),
  usageScenario: ofLeader(usageScenario),
  dataVersion,
  manualCompaction,
  replicaDuplication,
  cmdline,
  growth,
  heap,
  profile,
  symbol,
};

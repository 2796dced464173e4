// Every HTTP call of a Pegasus server, once: the gateway, the simulator, the pages and the explorer all read this table.
// Source: reference section 2 and what real servers list at `/` (recordings 01 and 01b).
import { app, appEnvs } from "./answers/app.ts";
import { apps } from "./answers/apps.ts";
import { callList, startTime, version } from "./answers/builtin.ts";
import { cluster } from "./answers/cluster.ts";
import type { Codec } from "./answers/codec.ts";
import { config, configs, updateVerdict } from "./answers/config.ts";
import { metrics } from "./answers/metrics.ts";
import { nodes } from "./answers/nodes.ts";
import { openJson, plainText } from "./answers/open.ts";

export type Role = "meta" | "replica" | "collector";

/**
 * - `read`: harmless.
 * - `change`: it alters a process or the cluster (`/updateConfig` does so on GET).
 * - `costly`: it blocks a worker of the server for seconds (reference 2.25).
 */
export type Effect = "read" | "change" | "costly";

export interface Parameter {
  readonly name: string;
  readonly required: boolean;
  /** `flag`: presence alone counts; `list`: comma separated. */
  readonly kind: "text" | "flag" | "list" | "boolean" | "integer" | "json-body" | "text-body";
}

export interface Endpoint<T = unknown> {
  readonly name: string;
  /** With leading slash, as listed at `/`. */
  readonly path: string;
  readonly servers: readonly Role[];
  /** The method that the gateway sends upstream. */
  readonly method: "GET" | "POST";
  readonly effect: Effect;
  readonly parameters: readonly Parameter[];
  /** What a server of HEAD says of it at `/`. */
  readonly help: string;
  readonly answer: Codec<T>;
}

const EVERY: readonly Role[] = ["meta", "replica", "collector"];
const META: readonly Role[] = ["meta"];
const REPLICA: readonly Role[] = ["replica"];

function required(name: string, kind: Parameter["kind"] = "text"): Parameter {
  return { name, required: true, kind };
}
function optional(name: string, kind: Parameter["kind"] = "text"): Parameter {
  return { name, required: false, kind };
}
function read<T>(
  name: string,
  path: string,
  servers: readonly Role[],
  parameters: readonly Parameter[],
  help: string,
  answer: Codec<T>,
): Endpoint<T> {
  return { name, path, servers, method: "GET", effect: "read", parameters, help, answer };
}

const calls = read("calls", "/", EVERY, [], "List all supported calls.", callList);
const versionCall = read("version", "/version", EVERY, [], "Get the server version.", version);
const startTimeCall = read("startTime", "/recentStartTime", EVERY, [], "Get the server start time.", startTime);
const configCall = read(
  "config",
  "/config",
  EVERY,
  [required("name")],
  "name=<config_name>. Gets the details of a specified config. Only the configs which are registered by DSN_DEFINE_xxx macro can be queried.",
  config,
);
const configsCall = read(
  "configs",
  "/configs",
  EVERY,
  [],
  "List all configs. Only the configs which are registered by DSN_DEFINE_xxx macro can be queried.",
  configs,
);
const updateConfig: Endpoint<{ update_status: string }> = {
  name: "updateConfig",
  path: "/updateConfig",
  servers: EVERY,
  method: "GET",
  effect: "change",
  parameters: [required("<flag>")],
  help: "<key>=<new_value>. Update the config to the new value.",
  answer: updateVerdict,
};
const metricsCall = read(
  "metrics",
  "/metrics",
  EVERY,
  [
    optional("types", "list"),
    optional("ids", "list"),
    optional("attributes", "list"),
    optional("metrics", "list"),
    optional("with_metric_fields", "list"),
    optional("detail", "boolean"),
  ],
  "[with_metric_fields=field1,field2,...][&types=type1,type2,...][&ids=id1,id2,...][&attributes=attr1,value1,attr2,value2,...][&metrics=metric1,metric2,...][&detail=true|false]Query the node metrics.",
  metrics,
);
const clusterCall = read("cluster", "/meta/cluster", META, [], "Query the cluster info.", cluster);
const nodesCall = read(
  "nodes",
  "/meta/nodes",
  META,
  [optional("detail", "flag")],
  "[detail]. Query the replica servers info.",
  nodes,
);
const appsCall = read(
  "apps",
  "/meta/apps",
  META,
  [optional("detail", "flag")],
  "[detail]. List all apps in the cluster.",
  apps,
);
const appCall = read(
  "app",
  "/meta/app",
  META,
  [required("name"), optional("detail", "flag")],
  "name=<app_name>[&detail]. Query app info.",
  app,
);
const appEnvsCall = read(
  "appEnvs",
  "/meta/app_envs",
  META,
  [required("name")],
  "name=<app_name>. Query app environments.",
  appEnvs,
);

/** The calls whose answers the pages decode. */
export const CALL = {
  calls,
  version: versionCall,
  startTime: startTimeCall,
  config: configCall,
  configs: configsCall,
  updateConfig,
  metrics: metricsCall,
  cluster: clusterCall,
  nodes: nodesCall,
  apps: appsCall,
  app: appCall,
  appEnvs: appEnvsCall,
} as const;

function change(name: string, path: string, help: string): Endpoint {
  return {
    name,
    path,
    servers: META,
    method: "POST",
    effect: "change",
    parameters: [required("body", "json-body")],
    help,
    answer: openJson("table"),
  };
}
function costly(
  name: string,
  path: string,
  method: "GET" | "POST",
  parameters: readonly Parameter[],
  help: string,
): Endpoint {
  return { name, path, servers: EVERY, method, effect: "costly", parameters, help, answer: plainText };
}

/** All endpoints, in the byte order of their paths, as servers list them. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...Object.values(CALL),
  read("envsList", "/envs/list", META, [], "List all available table environments.", openJson("nlohmann-pretty")),
  read(
    "duplication",
    "/meta/app/duplication",
    META,
    [required("name")],
    "name=<app_name>. Query app duplication info.",
    openJson("nlohmann"),
  ),
  read(
    "queryBulkLoad",
    "/meta/app/query_bulk_load",
    META,
    [required("name")],
    "name=<app_name>. Query app bulk load info.",
    openJson("table"),
  ),
  change(
    "startBulkLoad",
    "/meta/app/start_bulk_load",
    "A JSON format of start_bulk_load_request structure. Start bulk load on an app.",
  ),
  change(
    "startCompaction",
    "/meta/app/start_compaction",
    "A JSON format of manual_compaction_info structure. Start compaction for an app.",
  ),
  change(
    "usageScenario",
    "/meta/app/usage_scenario",
    "A JSON format of usage_scenario_info structure. Update usage scenario of an app.",
  ),
  read(
    "backupPolicy",
    "/meta/backup_policy",
    META,
    [optional("name")],
    "name=<app_name1>&name=<app_name2>. Query backup policy by policy names.",
    openJson("table"),
  ),
  read(
    "dataVersion",
    "/replica/data_version",
    REPLICA,
    [required("app_id", "integer")],
    "app_id=<app_id>. Query the data version of an app.",
    openJson("nlohmann"),
  ),
  read(
    "replicaDuplication",
    "/replica/duplication",
    REPLICA,
    [required("appid", "integer")],
    "appid=<appid>. Query the duplication status of an app.",
    openJson("nlohmann"),
  ),
  read(
    "manualCompaction",
    "/replica/manual_compaction",
    REPLICA,
    [required("app_id", "integer")],
    "app_id=<app_id>. Query the manual compaction status of an app.",
    openJson("nlohmann"),
  ),
  read("cmdline", "/pprof/cmdline", EVERY, [], "Query the process' cmdline.", plainText),
  costly("growth", "/pprof/growth", "GET", [], "Query the stack traces that caused growth in the address space size."),
  costly(
    "heap",
    "/pprof/heap",
    "GET",
    [optional("seconds", "integer")],
    "[seconds=<heap_profile_seconds>]. Query a sample of live objects and the stack traces that allocated these objects (an environment variable TCMALLOC_SAMPLE_PARAMETER should set to a positive value, such as 524288), or the current heap profiling information if 'seconds' parameter is specified.",
  ),
  costly(
    "profile",
    "/pprof/profile",
    "GET",
    [optional("seconds", "integer")],
    "[seconds=<cpu_profile_seconds>]. Query the CPU profile. 'seconds' is 60 if not specified.",
  ),
  costly(
    "symbol",
    "/pprof/symbol",
    "POST",
    [required("body", "text-body")],
    "[symbol_address]. Query the process' symbols. Return the symbol count of the process if using GET, return the symbol of the 'symbol_address' if using POST.",
  ),
].toSorted((a, b) => (a.path < b.path ? -1 : 1));

const BY_PATH = new Map(ENDPOINTS.map((endpoint) => [endpoint.path, endpoint]));

/** The endpoint of a path in Pegasus's normal form (no leading slash, see `readTarget`), if there is one. */
export function endpointAt(path: string): Endpoint | undefined {
  return BY_PATH.get("/" + path);
}

/** What a request of this path may do. A path that is not in the table counts as a change. */
export function effectOf(path: string): Effect {
  return endpointAt(path)?.effect ?? "change";
}

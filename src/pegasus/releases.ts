// What releases of Pegasus have and say otherwise (reference section 7). What a server can do is told by what it lists at `/`,
// never by its version: snapshots differ.
import type { CallList } from "./answers/builtin.ts";
import { call, EVERY, type Endpoint, type Role, type TextEndpoint } from "./endpoint.ts";
import { ENDPOINTS, type CALL } from "./endpoints.ts";
import { perfCounter, type PerfCounter } from "./perf-counter.ts";

export type Release = "2.5.0" | "2.6.0";

/**
 * What 2.5.0 says at `/`: sample URLs, mostly, some of them wrong (src/meta/meta_http_service.h, replica_http_service.h,
 * http/builtin_http_calls.cpp and http_server.h of that release). It has no other call but `/perfCounter`.
 */
const HELP_OF_250: Readonly<Partial<Record<keyof typeof CALL, string>>> = {
  calls: "Lists all supported calls",
  config: "get the details of a specified config",
  configs: "list all configs",
  app: "ip:port/meta/app?app_name=temp",
  duplication: "ip:port/meta/app/duplication?name=<app_name>",
  queryBulkLoad: "ip:port/meta/query_bulk_load?name=temp",
  startBulkLoad: "ip:port/meta/start_bulk_load",
  startCompaction: "ip:port/meta/start_compaction",
  usageScenario: "ip:port/meta/app/usage_scenario",
  appEnvs: "ip:port/meta/app_envs?name=temp",
  apps: "ip:port/meta/apps",
  backupPolicy: "ip:port/meta/backup_policy",
  cluster: "ip:port/meta/cluster",
  nodes: "ip:port/meta/nodes",
  cmdline: "ip:port/pprof/cmdline",
  growth: "ip:port/pprof/growth",
  heap: "ip:port/pprof/heap",
  profile: "ip:port/pprof/profile",
  symbol: "ip:port/pprof/symbol",
  startTime: "Gets the server start time.",
  dataVersion: "ip:port/replica/data_version?app_id=<app_id>",
  replicaDuplication: "ip:port/replica/duplication?appid=<appid>",
  manualCompaction: "ip:port/replica/maual_compaction?app_id=<app_id>",
  updateConfig: "ip:port/updateConfig?<key>=<value>",
  version: "Gets the server version.",
};

/** Reading a rate or a volatile number restarts it, for everybody who reads it: that is a change. */
const PERF_COUNTER: TextEndpoint<PerfCounter> = {
  ...call("perfCounter", "/perfCounter", EVERY, "Gets the value of a perf counter"),
  effect: "change",
  parameters: [
    {
      name: "name",
      required: true,
      kind: "text",
      meaning: "The whole name of one counter; there is no list of them.",
      example: "replica*app.pegasus*get_qps@1.0",
    },
  ],
  otherParameters: "refused",
  answer: perfCounter,
};

function endpointsOf250(): Endpoint[] {
  const help = new Map<string, string>(Object.entries(HELP_OF_250));
  const kept = ENDPOINTS.flatMap((endpoint): Endpoint[] => {
    const words = help.get(endpoint.name);
    return words === undefined ? [] : [{ ...endpoint, help: words }];
  });
  return [...kept, PERF_COUNTER].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** All that servers of this release serve, in the byte order of their paths, with the words of their `/`. */
export function endpointsOf(release: Release): readonly Endpoint[] {
  return release === "2.5.0" ? endpointsOf250() : ENDPOINTS;
}

/** What a server answers at `/`. Builds without gperftools do not have `/pprof/*`. */
export function callListOf(release: Release, role: Role, pprof: boolean): CallList {
  const calls = endpointsOf(release).filter(
    ({ servers, path }) => servers.includes(role) && (pprof || !path.startsWith("/pprof/")),
  );
  return Object.fromEntries(calls.map(({ path, help }) => [path, help]));
}

export interface Abilities {
  /** A missing `/replica/*` may be a server that is shutting down: then it looks like a collector (2.1). */
  readonly role: Role;
  readonly metrics: boolean;
  /** The counters of 2.5.0 and before. */
  readonly perfCounters: boolean;
  readonly profiles: boolean;
  readonly envsList: boolean;
}

/** What a server can do, by what it lists at `/`. */
export function abilitiesOf(calls: CallList): Abilities {
  const paths = Object.keys(calls);
  const any = (start: string): boolean => paths.some((path) => path.startsWith(start));
  return {
    role: any("/meta/") ? "meta" : any("/replica/") ? "replica" : "collector",
    metrics: paths.includes("/metrics"),
    perfCounters: paths.includes("/perfCounter"),
    profiles: any("/pprof/"),
    envsList: paths.includes("/envs/list"),
  };
}

/** What a release says otherwise in calls that both have; `true` says that it does. */
export interface ReleaseHabits {
  /** Servers are called by address (`10.0.0.1:34801`) in answers and in Location, else by host name. */
  readonly addressesAreIps: boolean;
  /** `/meta/app` of a table that is being created or dropped answers 500 with one raw byte, else with the error's name. */
  readonly busyIsOneByte: boolean;
  /** `/meta/app` and `/config` without a name are a 400, else an unknown table and an unknown flag. */
  readonly missingNameIsRefused: boolean;
  /** `/pprof/heap` without `seconds` is a sample of what lives, else a profile of ten seconds. */
  readonly heapIsSample: boolean;
  /** What `start_compaction` and `usage_scenario` say of an unknown table. */
  readonly unknownTable: { readonly error: string; readonly hint_message: string };
  /** How `/config` calls a flag that it does not have. */
  readonly unknownFlag: (name: string) => string;
}

export const HABITS: Readonly<Record<Release, ReleaseHabits>> = {
  "2.5.0": {
    addressesAreIps: true,
    busyIsOneByte: false,
    missingNameIsRefused: false,
    heapIsSample: false,
    unknownTable: { error: "ERR_INVALID_PARAMETERS", hint_message: "invalid app name" },
    unknownFlag: (name) => `ERR_OBJECT_NOT_FOUND: ${name} is not found`,
  },
  "2.6.0": {
    addressesAreIps: false,
    busyIsOneByte: true,
    missingNameIsRefused: true,
    heapIsSample: true,
    unknownTable: { error: "ERR_APP_NOT_EXIST", hint_message: "app cannot be found" },
    unknownFlag: (name) => `ERR_OBJECT_NOT_FOUND: '${name}' is not found`,
  },
};

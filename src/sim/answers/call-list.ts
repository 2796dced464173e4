// Which calls a process serves, and what it says of them at `/` (reference 2.1 and 7).
import { CALL, ENDPOINTS, type Endpoint } from "#pegasus/endpoints.ts";
import { ok, type Answer } from "../http/answer.ts";
import type { Build } from "../model/plan.ts";
import type { Process } from "../model/process.ts";
import type { Ask } from "./ask.ts";

/** 2.5.0 has no `/metrics`; what else it says otherwise goes with that. */
export function isOld(build: Build): boolean {
  return !build.metrics;
}

/** What 2.5.0 says where it does not say the same (builtin_http_calls.cpp, meta_http_service.h and others at that release). */
const OLD_HELP: Readonly<Record<string, string>> = {
  "/": "Lists all supported calls",
  "/config": "get the details of a specified config",
  "/configs": "list all configs",
  "/meta/app": "ip:port/meta/app?app_name=temp",
  "/meta/app/duplication": "ip:port/meta/app/duplication?name=<app_name>",
  "/meta/app/query_bulk_load": "ip:port/meta/query_bulk_load?name=temp",
  "/meta/app/start_bulk_load": "ip:port/meta/start_bulk_load",
  "/meta/app/start_compaction": "ip:port/meta/start_compaction",
  "/meta/app/usage_scenario": "ip:port/meta/app/usage_scenario",
  "/meta/app_envs": "ip:port/meta/app_envs?name=temp",
  "/meta/apps": "ip:port/meta/apps",
  "/meta/backup_policy": "ip:port/meta/backup_policy",
  "/meta/cluster": "ip:port/meta/cluster",
  "/meta/nodes": "ip:port/meta/nodes",
  "/pprof/cmdline": "ip:port/pprof/cmdline",
  "/pprof/growth": "ip:port/pprof/growth",
  "/pprof/heap": "ip:port/pprof/heap",
  "/pprof/profile": "ip:port/pprof/profile",
  "/pprof/symbol": "ip:port/pprof/symbol",
  "/recentStartTime": "Gets the server start time.",
  "/replica/data_version": "ip:port/replica/data_version?app_id=<app_id>",
  "/replica/duplication": "ip:port/replica/duplication?appid=<appid>",
  "/replica/manual_compaction": "ip:port/replica/maual_compaction?app_id=<app_id>",
  "/updateConfig": "ip:port/updateConfig?<key>=<value>",
  "/version": "Gets the server version.",
};

/** Not there in 2.5.0. */
const NEW: readonly Endpoint[] = [CALL.metrics, CALL.envsList];

export function serves({ role, build }: Process, endpoint: Endpoint): boolean {
  if (!endpoint.servers.includes(role)) return false;
  if (endpoint.path.startsWith("/pprof/") && !build.pprof) return false;
  return !isOld(build) || !NEW.includes(endpoint);
}

export function calls({ process }: Ask): Answer {
  const served = ENDPOINTS.filter((endpoint) => serves(process, endpoint));
  const old = isOld(process.build);
  const listed = served.map(({ path, help }) => [path, old ? (OLD_HELP[path] ?? help) : help]);
  return ok(CALL.calls.answer.encode(Object.fromEntries(listed)));
}

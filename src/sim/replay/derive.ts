// Answers that follow from other answers of the same server: each rule names what it needs and makes an answer of it.
import { app, appEnvs } from "#pegasus/answers/app.ts";
import { apps, type AppInfo } from "#pegasus/answers/apps.ts";
import { config, configs } from "#pegasus/answers/config.ts";
import { metrics } from "#pegasus/answers/metrics.ts";
import { nodes } from "#pegasus/answers/nodes.ts";
import type { Target } from "#pegasus/target.ts";
import { isWellFormed } from "./asked.ts";
import type { Decoded } from "./decoded.ts";
import { plainAnswer, type Answer } from "./exchange.ts";
import { filterMetrics } from "./metrics-filter.ts";
import { isWider, metricsAsked } from "./wider.ts";

export interface Rule {
  /** The path that is asked for, and the one that it is derived from. */
  readonly path: string;
  readonly from: string;
  /** Whether an answer to `source` can serve `wanted`. */
  serves(source: Target, wanted: Target): boolean;
  /** `undefined` when this answer does not say it, after all. */
  derive(source: Answer, wanted: Target, decoded: Decoded): Answer | undefined;
}

const whole = (source: Target): boolean => source.query.size === 0;
const listsApps = (source: Target): boolean => isWellFormed(source);
const isDetail = (target: Target): boolean => target.query.has("detail") && isWellFormed(target);

function ok(body: string): Answer {
  return plainAnswer(200, "OK", body);
}

export const RULES: readonly Rule[] = [
  {
    path: "metrics",
    from: "metrics",
    serves(source, wanted) {
      const [have, want] = [metricsAsked(source.query), metricsAsked(wanted.query)];
      return have.ok && want.ok && isWider(have.query, want.query);
    },
    derive(source, wanted, decoded) {
      const query = metricsAsked(wanted.query);
      const document = decoded.read(metrics, source);
      return query.ok && document !== undefined ? ok(metrics.encode(filterMetrics(document, query.query))) : undefined;
    },
  },
  {
    path: "config",
    from: "configs",
    serves: (source, wanted) => whole(source) && isWellFormed(wanted),
    derive(source, wanted, decoded) {
      const all = decoded.read(configs, source);
      const name = wanted.query.get("name");
      if (all === undefined || name === undefined || name === "") return undefined;
      const flag = Object.hasOwn(all, name) ? all[name] : undefined;
      // The one refusal that is 200 and no JSON (2.4).
      return ok(flag === undefined ? `ERR_OBJECT_NOT_FOUND: '${name}' is not found` : config.encode(flag));
    },
  },
  {
    path: "meta/nodes",
    from: "meta/nodes",
    serves: (source, wanted) => isDetail(source) && whole(wanted),
    derive(source, _wanted, decoded) {
      const list = decoded.read(nodes, source);
      if (list === undefined) return undefined;
      const counts = { replica_count: undefined, primary_count: undefined, secondary_count: undefined };
      const details = Object.entries(list.details).map(([key, node]) => [key, { ...node, ...counts }] as const);
      return ok(nodes.encode({ ...list, details: Object.fromEntries(details) }));
    },
  },
  {
    path: "meta/apps",
    from: "meta/apps",
    serves: (source, wanted) => isDetail(source) && whole(wanted),
    derive(source, _wanted, decoded) {
      const list = decoded.read(apps, source);
      if (list === undefined) return undefined;
      const { total_app_count } = list.summary;
      return ok(apps.encode({ ...list, healthy_info: undefined, summary: { total_app_count } }));
    },
  },
  {
    path: "meta/app",
    from: "meta/app",
    serves: (source, wanted) =>
      isDetail(source) &&
      !wanted.query.has("detail") &&
      isWellFormed(wanted) &&
      source.query.get("name") === wanted.query.get("name"),
    derive(source, _wanted, decoded) {
      const detail = decoded.read(app, source);
      if (detail === undefined) return undefined;
      return ok(app.encode({ ...detail, replicas: undefined, nodes: undefined, healthy: undefined }));
    },
  },
  {
    path: "meta/app",
    from: "meta/apps",
    serves: (source, wanted) => listsApps(source) && isWellFormed(wanted),
    derive(source, wanted, decoded) {
      const name = wanted.query.get("name") ?? "";
      if (name === "" || listedApp(source, name, decoded) !== "unlisted") return undefined;
      return plainAnswer(404, "Not Found", `table not found: "${name}"`);
    },
  },
  {
    path: "meta/app_envs",
    from: "meta/apps",
    serves: listsApps,
    derive(source, wanted, decoded) {
      const name = wanted.query.get("name") ?? "";
      const found = name === "" ? undefined : listedApp(source, name, decoded);
      // An unknown table has no envs either (trap 14).
      const none = found === "unlisted" || (typeof found === "object" && found.envs_count === 0);
      return none ? ok(appEnvs.encode({})) : undefined;
    },
  },
];

/** What a list of apps says of one; `undefined` when it cannot be read. */
export function listedApp(source: Answer, name: string, decoded: Decoded): AppInfo | "unlisted" | undefined {
  const list = decoded.read(apps, source);
  if (list === undefined) return undefined;
  return Object.values(list.general_info).find(({ app_name }) => app_name === name) ?? "unlisted";
}

// The charts of a board for what is on view: the cluster, each of its nodes or apps, or one of them. Pure.
import { keptMetric, type Scope } from "#pegasus/kept-metrics.ts";
import type { ChartSpec } from "../../history/spec.ts";
import type { Draw } from "../../parts/chart/combine.ts";

export const BYS = ["cluster", "server", "app"] as const;
export type By = (typeof BYS)[number];

export interface View {
  readonly by: By;
  /** Null: all nodes. An address. */
  readonly server: string | null;
  /** Null: all apps. An id. */
  readonly app: string | null;
  readonly draw: Draw;
  readonly most: number;
}

/** What a metric that is not told of the scope on view is shown of instead, the first that it has. */
const INSTEAD: Readonly<Record<By, readonly Scope[]>> = {
  cluster: ["cluster", "disk", "queue", "task", "server"],
  server: ["server", "disk", "queue", "task", "cluster"],
  app: ["app", "cluster", "disk", "queue", "task"],
};

export function boardSpecs(metrics: readonly string[], view: View): ChartSpec[] {
  const { draw, most } = view;
  const by = view.server !== null ? "server" : view.app !== null ? "app" : view.by;
  return metrics.flatMap((metric) => {
    const scopes = keptMetric(metric)?.scopes ?? [];
    const scope = INSTEAD[by].find((one) => scopes.includes(one));
    return scope === undefined ? [] : [{ metric, scope, ids: idsOf(scope, view), draw, most }];
  });
}

function idsOf(scope: Scope, { server, app }: View): readonly string[] {
  if (scope === "app") return app === null ? [] : [app];
  const ofServer = scope === "server" || scope === "disk" || scope === "queue" || scope === "task";
  return server !== null && ofServer ? [server] : [];
}

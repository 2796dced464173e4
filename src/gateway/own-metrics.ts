// What the dashboard tells of itself: `GET /metrics` in Prometheus text format. Labels are few and bounded: no path, name or user of
// anybody's choosing becomes one.
import { Gauge, Registry, collectDefaultMetrics } from "prom-client";
import type { ErrorKind } from "#api/errors.ts";
import { Durations } from "./durations.ts";
import { Kept } from "./kept.ts";
import type { RequestEntry } from "./log.ts";

/** How one question to a Pegasus server ended. */
export interface Asked {
  readonly cluster: string;
  readonly role: "meta" | "replica";
  readonly outcome: "answered" | ErrorKind;
  readonly seconds: number;
}

/** One cluster now. */
export interface ClusterState {
  readonly cluster: string;
  readonly servers: { readonly meta: number; readonly replica: number };
  readonly starting: number;
  readonly sampling: boolean;
  readonly samplerIntervalSeconds: number;
}

const PREFIX = "pegasus_dashboard_";
const SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];
const METHODS = new Set(["GET", "POST", "DELETE"]);

export class OwnMetrics {
  private readonly registry = new Registry();
  private readonly routes = new Kept(routeOf);
  private readonly requests = new Durations(
    `${PREFIX}request_seconds`,
    "Requests of browsers and programs to the dashboard, by route, method and status class.",
    ["route", "method", "status"],
    SECONDS,
  );
  private readonly asked = new Durations(
    `${PREFIX}upstream_request_seconds`,
    "Questions that the dashboard asked Pegasus servers, by how they ended.",
    ["cluster", "role", "outcome"],
    SECONDS,
  );

  /** `states` is asked at each scrape. */
  constructor(version: string, states: () => readonly ClusterState[]) {
    collectDefaultMetrics({ register: this.registry, prefix: PREFIX });
    const info = new Gauge({
      name: `${PREFIX}info`,
      help: "The dashboard's version.",
      labelNames: ["version"],
      registers: [this.registry],
    });
    info.set({ version }, 1);
    this.tellStates(states);
  }

  requested({ method, path, status, ms }: Pick<RequestEntry, "method" | "path" | "status" | "ms">): void {
    const known = METHODS.has(method) ? method : "other";
    this.requests.observe([this.routes.of(path), known, `${Math.floor(status / 100)}xx`], ms / 1000);
  }

  upstream({ cluster, role, outcome, seconds }: Asked): void {
    this.asked.observe([cluster, role, outcome], seconds);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  async text(): Promise<string> {
    return `${await this.registry.metrics()}\n${this.requests.text()}\n${this.asked.text()}`;
  }

  private tellStates(states: () => readonly ClusterState[]): void {
    const gauge = <Label extends string>(
      name: string,
      help: string,
      labelNames: readonly Label[],
      tell: (state: ClusterState, set: (labels: Partial<Record<Label, string>>, value: number) => void) => void,
    ): void => {
      const made: Gauge<Label> = new Gauge({
        name: `${PREFIX}${name}`,
        help,
        labelNames: [...labelNames],
        registers: [this.registry],
        collect: () => {
          made.reset(); // of clusters that are watched no longer
          for (const state of states()) tell(state, (labels, value) => made.set(labels, value));
        },
      });
    };
    gauge("servers", "Servers of the roster.", ["cluster", "role"], ({ cluster, servers }, set) => {
      set({ cluster, role: "meta" }, servers.meta);
      set({ cluster, role: "replica" }, servers.replica);
    });
    gauge("metas_starting", "Metas that are left alone because they are starting.", ["cluster"], (state, set) =>
      set({ cluster: state.cluster }, state.starting),
    );
    gauge("sampling", "Whether replica servers are asked for load now.", ["cluster"], (state, set) =>
      set({ cluster: state.cluster }, state.sampling ? 1 : 0),
    );
    gauge("sampler_interval_seconds", "Seconds between two rounds of the sampler.", ["cluster"], (state, set) =>
      set({ cluster: state.cluster }, state.samplerIntervalSeconds),
    );
  }
}

const CLUSTER_ROUTES = new Set([
  "servers",
  "load",
  "leader",
  "fleet",
  "config",
  "reveal",
  "history",
  "audit",
  "events",
  "replay",
  "prometheus",
]);
const OTHER_ROUTES = new Set(["healthz", "metrics", "api/session", "api/clusters", "api/diagnose"]);

/** One of a few names, whatever the path. */
export function routeOf(path: string): string {
  const [, rest = ""] = /^\/(.*?)\/*$/.exec(path) ?? [];
  if (OTHER_ROUTES.has(rest)) return rest;
  const [, kind = "", more] = /^api\/clusters\/[^/]+\/([^/]+)(\/)?/.exec(rest) ?? [];
  if (!CLUSTER_ROUTES.has(kind)) return "other";
  return kind === "servers" && more !== undefined ? "server" : kind;
}

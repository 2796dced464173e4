import { expect, it } from "vitest";
import { KEPT_METRICS, keptMetric } from "#pegasus/kept-metrics.ts";
import type { Reading } from "../history/recorder.ts";
import { Exposition, type Part } from "./exposition.ts";
import { idOf, labelsOf, prometheusName } from "./names.ts";
import { expression } from "./source.ts";

const APPS = new Map([["2", 'a "table"\\\n']]);

function reading(metric: string, scope: Reading["scope"], values: Readonly<Record<string, number | null>>): Reading {
  return { metric, scope, values: new Map(Object.entries(values)) };
}

function part(readings: readonly Reading[]): Part {
  return { depth: "brief", seconds: 10, readings };
}

it("adds rates up to counters, tells gauges in base units, and leaves out what is a gap", async () => {
  const exposition = new Exposition("c");
  expect(await exposition.tell(0, 30_000)).toBe("# Nothing was sampled yet.\n");
  exposition.update(10_000, [part([reading("read_requests", "app", { "2": 5, "3": 1 })])], APPS);
  const latency = reading("read_latency_ns.p99", "server", { "n1:34801": 2_000_000 });
  const storage = reading("storage_mb", "cluster", { "": 3 });
  exposition.update(20_000, [part([reading("read_requests", "app", { "2": 7, "3": null }), latency, storage])], APPS);
  const lines = (await exposition.tell(20_000, 30_000)).split("\n");
  expect(lines.filter((line) => line.startsWith("pegasus_"))).toEqual([
    'pegasus_sampled_timestamp_seconds{cluster="c"} 20',
    'pegasus_app_read_requests_total{cluster="c",app_id="2",app="a \\"table\\"\\\\\\n"} 120',
    'pegasus_cluster_storage_bytes{cluster="c"} 3145728',
    'pegasus_server_read_latency_seconds{cluster="c",server="n1:34801",quantile="0.99"} 0.002',
  ]);
  // What a brief round is not asked for stays as it was told last.
  exposition.update(25_000, [part([]), { depth: "load", seconds: 25, readings: [storage] }], APPS);
  exposition.update(30_000, [part([reading("read_requests", "app", { "2": 1 })])], APPS);
  const later = (await exposition.tell(30_000, 30_000)).split("\n");
  expect(later).toContain('pegasus_cluster_storage_bytes{cluster="c"} 3145728');
  expect(later).toContain('pegasus_app_read_requests_total{cluster="c",app_id="2",app="a \\"table\\"\\\\\\n"} 130');
  expect(lines).toContain("# TYPE pegasus_app_read_requests_total counter");
  expect(lines).toContain("# TYPE pegasus_server_read_latency_seconds gauge");
  expect(await exposition.tell(70_000, 30_000)).toBe("# The last round ended 40 s ago: nothing of it is told.\n");
});

it("has a valid name and an id that comes back for each series that is kept", () => {
  const names = new Set<string>();
  for (const metric of KEPT_METRICS) {
    for (const scope of metric.scopes) {
      const { name, quantile, type } = prometheusName(metric, scope);
      expect(name).toMatch(/^[a-z_:][a-z0-9_:]*$/);
      expect(name.endsWith("_total")).toBe(type === "counter");
      names.add(`${name} ${quantile}`);
    }
  }
  expect(names.size).toBe(KEPT_METRICS.reduce((sum, { scopes }) => sum + scopes.length, 0));
  for (const [scope, id] of [
    ["cluster", ""],
    ["server", "n1:34801"],
    ["app", "2"],
    ["partition", "2.7"],
    ["disk", "n1:34801/ssd/1"],
  ] as const) {
    expect(idOf(scope, Object.fromEntries(labelsOf(scope, id)))).toBe(id);
  }
});

it.each([
  ["read_requests", "app", ["2"], "avg", 'rate(pegasus_app_read_requests_total{cluster="c",app_id=~"2"}[60s])'],
  [
    "read_requests",
    "cluster",
    null,
    "max",
    'max_over_time(rate(pegasus_cluster_read_requests_total{cluster="c"}[40s])[60s:10s])',
  ],
  ["write_bytes", "cluster", null, "avg", 'rate(pegasus_cluster_write_bytes_total{cluster="c"}[640s])'],
  [
    "storage_mb",
    "server",
    ["n1.x:1"],
    "min",
    'min_over_time(pegasus_server_storage_bytes{cluster="c",server=~"n1\\\\.x:1"}[60s])',
  ],
] as const)("asks a Prometheus for %s of %s %j by %s", (name, scope, ids, fn, expected) => {
  const metric = keptMetric(name);
  if (metric === undefined) throw new Error(name);
  const range = { from: 0, to: 3_600_000, step: 60_000 };
  expect(expression({ cluster: "c", metric, scope, ids, range, fn, every: 10 })).toBe(expected);
});

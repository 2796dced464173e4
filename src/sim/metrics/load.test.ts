import { expect, it } from "vitest";
import { CALL } from "#pegasus/endpoints.ts";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";
import { groupsOf } from "./entities.ts";
import type { Value } from "./entity.ts";

/** `server entity metric` → value, of all replica servers. */
function read(sample: Sample, query: string): Map<string, number> {
  const values = new Map<string, number>();
  for (const node of REPLICAS) {
    for (const { id, metrics } of CALL.metrics.answer.decode(sample.body(node, `/metrics${query}`)).entities) {
      for (const { name, value } of metrics)
        if (value !== undefined) values.set(`${node} ${id} ${name}`, Number(value));
    }
  }
  return values;
}

function rise(before: Map<string, number>, after: Map<string, number>, key: string): number {
  return (after.get(key) ?? Number.NaN) - (before.get(key) ?? Number.NaN);
}

it("has counters that never fall, whatever the time of day", () => {
  const sample = new Sample();
  const process = sample.world.processAt(REPLICAS[0]);
  let before = new Map<string, Value>();
  for (const seconds of [0, 0.3, 60, 11 * 3600, 20 * 3600]) {
    sample.pass(seconds);
    const counters = groupsOf({ world: sample.world, process, now: sample.now, sessions: 1 })
      .flatMap(({ entities }) => entities())
      .flatMap((entity) =>
        entity.facts
          .filter(({ kind }) => kind === "Counter")
          .map((fact): [string, Value] => [`${entity.id} ${fact.name}`, entity.read(fact)]),
      );
    const now = new Map(counters);
    expect([...before].filter(([key, value]) => !(Number(now.get(key)) >= Number(value)))).toEqual([]);
    expect(now.size).toBeGreaterThan(10_000);
    before = now;
  }
});

it("serves reads on primaries only and applies writes on all copies alike", () => {
  const sample = new Sample();
  const query = "?attributes=table_id,5&metrics=get_requests,put_requests,put_bytes,write_capacity_units";
  const before = read(sample, query);
  sample.pass(100);
  const after = read(sample, query);
  const app = CALL.app.answer.decode(sample.body(METAS[0], "/meta/app?name=sessions&detail"));
  for (const { pidx, primary, secondaries } of Object.values(app.replicas ?? {})) {
    const key = (node: string | null, metric: string): string => `${node} replica@5.${pidx} ${metric}`;
    const puts = rise(before, after, key(primary, "put_requests"));
    expect(puts).toBeGreaterThan(100);
    expect(rise(before, after, key(primary, "get_requests"))).toBeGreaterThan(100);
    expect(rise(before, after, key(primary, "put_bytes"))).toBeGreaterThan(100 * puts);
    for (const node of secondaries) {
      expect(Math.abs(rise(before, after, key(node, "put_requests")) - puts)).toBeLessThanOrEqual(1);
      for (const metric of ["get_requests", "put_bytes", "write_capacity_units"]) {
        expect(rise(before, after, key(node, metric))).toBe(0);
      }
    }
  }
});

it("shows each table's own mix of reads and writes", () => {
  const sample = new Sample();
  const query = "?types=replica&metrics=get_requests,put_requests,multi_get_requests,multi_put_requests";
  const before = read(sample, query);
  sample.pass(600);
  const after = read(sample, query);
  const rates = (table: number, metric: string): number =>
    [...after.keys()]
      .filter((key) => key.includes(` replica@${table}.`) && key.endsWith(` ${metric}`))
      .reduce((sum, key) => sum + rise(before, after, key) / 600, 0);
  // The daily mean is 9,200 gets and 640 puts, the latter applied three times; the hour of the day moves both by up to 60 %.
  expect(rates(3, "get_requests")).toBeGreaterThan(3600);
  expect(rates(3, "get_requests")).toBeLessThan(14_800);
  expect(rates(3, "put_requests")).toBeGreaterThan(3 * 250);
  expect(rates(3, "put_requests")).toBeLessThan(3 * 1030);
  expect(rates(6, "get_requests")).toBe(0);
  expect(rates(6, "multi_put_requests")).toBeGreaterThan(3 * 700);
});

it("has one partition of the timeline table far hotter than the rest", () => {
  const sample = new Sample();
  const query = "?types=replica&attributes=table_id,6&metrics=multi_get_requests";
  const before = read(sample, query);
  sample.pass(60);
  const after = read(sample, query);
  const byPartition = new Map<string, number>();
  for (const key of after.keys()) {
    const id = key.split(" ")[1] ?? "";
    byPartition.set(id, (byPartition.get(id) ?? 0) + rise(before, after, key));
  }
  const [hottest, second] = [...byPartition].toSorted(([, a], [, b]) => b - a);
  expect(hottest?.[0]).toBe("replica@6.37");
  expect(hottest?.[1]).toBeGreaterThan(3 * (second?.[1] ?? 0));
});

it("has latencies from tens of microseconds to some milliseconds, in order", () => {
  const sample = new Sample();
  const entities = CALL.metrics.answer.decode(
    sample.body(REPLICAS[2], "/metrics?types=replica&metrics=get_latency_ns,multi_put_latency_ns"),
  ).entities;
  const served = entities.flatMap(({ metrics }) => metrics).filter(({ p50 }) => Number(p50) > 0);
  expect(served.length).toBeGreaterThan(100);
  for (const { p50, p90, p95, p99, p999 } of served) {
    const tail = [p50, p90, p95, p99, p999].map(Number);
    expect(tail).toEqual(tail.toSorted((a, b) => a - b));
    expect(tail[0]).toBeGreaterThan(30_000);
    expect(tail[4]).toBeLessThan(20_000_000);
  }
});

it("recomputes percentiles every 10 s and not in between", () => {
  const sample = new Sample();
  const query = "/metrics?types=profiler&ids=task@RPC_RRDB_RRDB_GET&metrics=profiler_server_rpc_latency_ns";
  const changes: number[] = [];
  let last = sample.body(REPLICAS[0], query);
  for (let second = 1; second <= 40; second++) {
    sample.pass(1);
    const text = sample.body(REPLICAS[0], query).replace(/"timestamp_ns": \d+/, "");
    if (text !== last) changes.push(second);
    last = text;
  }
  const [, first = 0] = changes; // the first change is that of the time stamp, which the text before it still has
  expect(changes.slice(1)).toEqual([0, 10, 20, 30].map((later) => first + later).filter((second) => second <= 40));
});

it("gives the same cluster for the same seed, and another for another", () => {
  const text = (seed: number): string => {
    const sample = new Sample(seed);
    sample.pass(5);
    return sample.body(REPLICAS[1], "/metrics") + sample.body(METAS[0], "/meta/app?name=orders&detail");
  };
  expect(text(7)).toBe(text(7));
  expect(text(7)).not.toBe(text(8));
});

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { metrics } from "../answers/metrics.ts";
import { METRICS } from "./metrics.ts";

it("has the 214 metrics of the reference, by entity", () => {
  const counts: Record<string, number> = {};
  for (const { entity } of METRICS) counts[entity] = (counts[entity] ?? 0) + 1;
  expect(counts).toEqual({
    server: 49,
    replica: 132,
    table: 5,
    partition: 8,
    disk: 2,
    profiler: 12,
    queue: 3,
    connection: 1,
    latency_tracer: 1,
    backup_policy: 1,
  });
  expect(new Set(METRICS.map(({ entity, name }) => `${entity} ${name}`)).size).toBe(214);
});

it("knows of each its unit, its servers and its meaning", () => {
  for (const { name, unit, servers, meaning } of METRICS) {
    expect(unit, name).toMatch(/^[A-Z]/);
    expect(servers.length, name).toBeGreaterThan(0);
    expect(meaning, name).not.toBe("");
  }
});

it("keeps metrics of duplication apart, which are absent until it is first used", () => {
  const lazy = METRICS.filter((metric) => metric.lazy === true);
  expect(lazy.length).toBeGreaterThan(5);
  expect(lazy.every(({ name }) => name.startsWith("dup_"))).toBe(true);
});

it("says of a metric the kind and the unit that a real server says", () => {
  const recorded = readFileSync(new URL("../samples/metrics.detail.txt", import.meta.url), "utf8");
  const entities = metrics.decode(recorded).entities;
  const told = entities.flatMap(({ type, metrics: list }) => list.map((metric) => ({ entity: type, ...metric })));
  expect(told.length).toBeGreaterThan(3);
  for (const { entity, name, type, unit } of told) {
    expect(METRICS.find((fact) => fact.entity === entity && fact.name === name)).toMatchObject({ kind: type, unit });
  }
});

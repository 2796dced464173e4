import { expect, it } from "vitest";
import type { Metrics } from "#pegasus/answers/metrics.ts";
import { METRICS } from "#pegasus/catalog/metrics.ts";
import { measured } from "../../history/measured.ts";
import { metricRows } from "./metric-rows.ts";

const said: Metrics = {
  cluster: "c",
  role: "replica",
  host: "r1",
  port: 1,
  timestamp_ns: 0,
  entities: [
    {
      type: "server",
      id: "server",
      attributes: {},
      metrics: [{ name: "total_replicas" }, { name: "brand_new", type: "Gauge", unit: "Things", desc: "New things" }],
    },
  ],
};
const rows = metricRows([said], true);
const row = (name: string) => rows.find((one) => one.name === name);

it("has the whole catalogue, what the history makes, and what only a server knows", () => {
  expect(rows.filter(({ entity }) => entity !== "load")).toHaveLength(METRICS.length + 1);
  expect(row("read_requests")).toMatchObject({ entity: "load", remembered: true });
  expect(row("brand_new")).toMatchObject({
    charts: ["replica:server:brand_new:Gauge:Things"],
    meaning: "New things",
    unit: "Things",
    present: true,
  });
});

it("everything that it offers can be drawn", () => {
  expect(rows.flatMap(({ charts }) => charts).filter((name) => measured(name) === null)).toEqual([]);
});

it("says what these servers have, as far as they were asked", () => {
  expect(row("total_replicas")?.present).toBe(true);
  expect(row("splitting_replicas")?.present).toBe(false);
  expect(row("get_requests")?.present).toBeNull();
});

it("says what is remembered, of large clusters less", () => {
  expect(row("get_requests")?.remembered).toBe(true);
  expect(row("learn_count")?.remembered).toBe(false);
  expect(row("get_latency_ns")).toMatchObject({ remembered: true });
  expect(metricRows([], false).find(({ name }) => name === "get_requests")?.remembered).toBe(false);
});

import { expect, it } from "vitest";
import type { Metrics } from "#pegasus/answers/metrics.ts";
import { metricSuggestions } from "./metric-suggestions.ts";

const HAS: Metrics = {
  cluster: "c",
  role: "replica",
  host: "h",
  port: 1,
  timestamp_ns: 1,
  entities: [
    { type: "disk", id: "disk@ssd1", attributes: {}, metrics: [{ name: "disk_capacity_total_mb" }] },
    { type: "server", id: "server", attributes: {}, metrics: [{ name: "of_another_version" }] },
  ],
};
const values = (...from: Parameters<typeof metricSuggestions>) => metricSuggestions(...from).map(({ value }) => value);

it("offers the types and names of the server's kind from the catalogue, with what they mean", () => {
  expect(values("metric-types", "replica", [], null)).toEqual(expect.arrayContaining(["server", "replica", "disk"]));
  expect(values("metric-types", "replica", [], null)).not.toContain("partition");
  const found = metricSuggestions("metric-names", "replica", [], null).find(({ value }) => value === "get_requests");
  expect(found?.note).toMatch(/^replica, Requests: \w/);
});

it("offers only names of the types that are chosen", () => {
  const names = values("metric-names", "replica", ["disk"], null);
  expect(names).toContain("disk_capacity_total_mb");
  expect(names).not.toContain("get_requests");
});

it("adds what the server itself has, each once", () => {
  const names = values("metric-names", "replica", [], HAS);
  expect(names).toContain("of_another_version");
  expect(names.filter((name) => name === "disk_capacity_total_mb")).toHaveLength(1);
  expect(values("metric-ids", "replica", ["disk"], HAS)).toEqual(["disk@ssd1", "replica@1.0"]);
});

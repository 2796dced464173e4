import { expect, it } from "vitest";
import { isRemembered, measured, writeForeign } from "./measured.ts";

it.each<[name: string, kept: boolean, live: object]>([
  ["read_requests", true, { from: "load", field: "readQps" }],
  ["get_latency_ns.p99", true, { from: "servers", entity: "replica", metric: "get_latency_ns", field: "p99" }],
  ["get_latency_ns.p999", false, { from: "servers", entity: "replica", metric: "get_latency_ns", field: "p999" }],
  ["get_latency_ns", false, { from: "servers", entity: "replica", metric: "get_latency_ns", field: "p99" }],
  ["profiler_queue_latency_ns.p50", true, { from: "servers", entity: "profiler", field: "p50" }],
  ["learn_count", false, { from: "servers", entity: "replica", metric: "learn_count", field: "value" }],
  ["alive_replica_servers", true, { from: "leader", entity: "server", field: "value" }],
  ["partition_configuration_changes", false, { from: "leader", entity: "partition" }],
  ["dead_partitions", true, { from: "leader", entity: "table" }],
])("%s: kept %s, told live by %o", (name, kept, live) => {
  const found = measured(name);
  expect(found?.kept !== null).toBe(kept);
  expect(found?.live).toMatchObject(live);
});

it.each(["nonsense", "get_requests.p99", "get_latency_ns.p12", ""])("there is no metric “%s”", (name) => {
  expect(measured(name)).toBeNull();
});

it("what only a server knows is drawn by what the server says of it", () => {
  const foreign = { role: "meta", entity: "server", name: "brand_new", kind: "Counter", unit: "Things" };
  const text = writeForeign(foreign) ?? "";
  expect(measured(text)).toMatchObject({
    name: text,
    label: "brand_new",
    quantity: { kind: "counter", unit: "Things" },
    live: { from: "leader", entity: "server", metric: "brand_new", field: "value" },
  });
  expect(measured(`${writeForeign({ ...foreign, kind: "Percentile" }) ?? ""}.p50`)?.label).toBe("brand_new.p50");
});

it.each([{ kind: "VolatileCounter" }, { entity: "universe" }, { name: "a b" }, { unit: "" }])(
  "what nobody knows how to draw has no name: %o",
  (over) => {
    const foreign = { role: "meta", entity: "server", name: "brand_new", kind: "Counter", unit: "Things" };
    expect(writeForeign({ ...foreign, ...over })).toBeNull();
  },
);

it("a percentile of which none is named is its p99", () => {
  expect(measured("scan_latency_ns")?.name).toBe("scan_latency_ns.p99");
  expect(measured("profiler_execute_latency_ns")?.quantity).toEqual({ kind: "percentile", unit: "NanoSeconds" });
});

it.each<[name: string, wide: boolean, remembered: boolean]>([
  ["read_requests", false, true],
  ["get_requests", true, true],
  ["get_requests", false, false],
  ["queue_length", false, true],
  ["profiler_queue_latency_ns.p99", false, true],
  ["profiler_queue_latency_ns.p50", false, false],
  ["learn_count", true, false],
])("%s of a cluster kept widely %s is remembered: %s", (name, wide, remembered) => {
  const found = measured(name);
  expect(found !== null && isRemembered(found, wide)).toBe(remembered);
});

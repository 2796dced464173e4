import { expect, it } from "vitest";
import { FLAGS } from "./catalog/flags.ts";
import { groupRefusal, isInert, trapsOf, type PlannedChange } from "./flag-traps.ts";

function planned(name: string, value: string, more: Partial<PlannedChange> = {}): PlannedChange {
  const fact = FLAGS.find((flag) => flag.name === name) ?? null;
  return { fact, name, value, roles: ["replica"], fleet: new Map([["replica", 1]]), ...more };
}

it.each<[what: string, change: PlannedChange, words: RegExp]>([
  ["trap 44", planned("config_sync_interval_ms", "1000"), /the timer keeps its old period/],
  ["a flag of another role", planned("balance_cluster", "true"), /does nothing on a replica server/],
  ["a flag that nobody knows", planned("brand_new", "1"), /does not know this flag/],
  [
    "more than all of a disk",
    planned("disk_min_available_space_ratio", "101"),
    /every disk counts as full, and clients/,
  ],
  ["no limit", planned("max_send_rate_megabytes_per_disk", "0"), /0 is no limit/],
  ["an injected error", planned("inject_read_error_for_test", "5"), /will fail/],
  ["clients shut out", planned("mandatory_auth", "true"), /refused from that moment/],
  [
    "some metas only",
    planned("balance_cluster", "true", { roles: ["meta"], fleet: new Map([["meta", 3]]) }),
    /Only 1 of 3 metas: .* leads/,
  ],
  [
    "some replica servers only",
    planned("enable_direct_io", "true", { roles: ["replica", "replica"], fleet: new Map([["replica", 5]]) }),
    /Only 2 of 5 replica servers/,
  ],
])("warns of %s", (_what, change, words) => {
  expect(trapsOf(change).join("\n")).toMatch(words);
});

it.each([
  planned("enable_direct_io", "true"),
  planned("mandatory_auth", "false", { fact: null, name: "x", roles: [], fleet: new Map() }),
])("does not cry wolf", (change) => {
  expect(trapsOf(change).filter((words) => !words.includes("does not know"))).toEqual([]);
});

it("knows who uses a flag", () => {
  expect(isInert({ servers: ["meta"] }, "replica")).toBe(true);
  expect(isInert({ servers: ["meta", "replica"] }, "replica")).toBe(false);
  expect(isInert({ servers: [] }, "meta")).toBe(true);
});

it("hears what a server's groups would say, and nothing where one of their flags is missing", () => {
  const values: Readonly<Record<string, string>> = Object.fromEntries(FLAGS.map((flag) => [flag.name, flag.default]));
  const refusal = groupRefusal("min_allowed_replica_count", "6", (name) => values[name]);
  expect(refusal.join()).toContain("should be <= meta_server.max_allowed_replica_count(5)");
  expect(groupRefusal("min_allowed_replica_count", "2", (name) => values[name])).toEqual([]);
  expect(groupRefusal("min_allowed_replica_count", "6", () => undefined)).toEqual([]);
});

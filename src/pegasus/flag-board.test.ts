import { expect, it } from "vitest";
import { MUTABLE_TAG, type ConfigItem, type FlagType } from "./answers/config.ts";
import { FLAGS } from "./catalog/flags.ts";
import { boardFlags, differsFrom, type Items, type ProcessFlags } from "./flag-board.ts";

const FACTS = new Map(FLAGS.map((fact) => [fact.name, fact]));

function item(name: string, value: string, type: FlagType = "FV_UINT32"): ConfigItem {
  return { name, section: "s", type, tags: MUTABLE_TAG, description: "", value };
}

function items(values: Readonly<Record<string, string>>): Items {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, item(name, value, FACTS.get(name)?.type ?? "FV_UINT32")]),
  );
}

function fleet(role: string, ...values: Readonly<Record<string, string>>[]): ProcessFlags[] {
  return values.map((value, index) => ({ server: `${role}${index}`, role, items: items(value) }));
}

function board(...processes: ProcessFlags[]) {
  return boardFlags(processes, ["meta", "replica"], FACTS);
}

it("finds what is common to a role, counts who differs, and leaves inert values out of the count", () => {
  const name = "hot_key_variance_threshold"; // used by replica servers alone
  const [flag] = board(
    ...fleet("meta", { [name]: "1" }, { [name]: "2" }, { [name]: "2" }),
    ...fleet("replica", { [name]: "5" }, { [name]: "7" }, { [name]: "7" }, {}),
  );
  expect(flag?.roles).toEqual([
    { role: "meta", common: "2", values: ["2", "1"], asked: 3, differing: 1, inert: true },
    { role: "replica", common: "7", values: ["7", "5"], asked: 4, differing: 2, inert: false },
  ]);
  expect(flag).toMatchObject({ differing: 2, changed: true, secret: false, mutable: true });
});

it.each([
  ["the default wins among values that as many have", "7", "5", "5"],
  ["else the first by text", "7", "6", "6"],
])("%s", (_what, one, other, common) => {
  const name = "hot_key_variance_threshold";
  const [flag] = board(...fleet("replica", { [name]: one }, { [name]: other }));
  expect(flag?.roles[1]).toMatchObject({ common, differing: 1 });
});

it("cannot compare secrets, which come masked, nor say of an unknown flag that it is not the default", () => {
  const [mystery, key] = board(...fleet("replica", { server_key: "••••••••", brand_new: "1" }, { server_key: "" }));
  expect(mystery).toMatchObject({ name: "brand_new", fact: null, changed: false, differing: 1 });
  expect(mystery?.roles[0]).toEqual({ role: "meta", common: null, values: [], asked: 0, differing: 0, inert: false });
  expect(key).toMatchObject({ name: "server_key", secret: true, changed: false, differing: 0 });
});

it("describes a flag as those do who use it, and sorts by name", () => {
  const metas = fleet("meta", { balance_cluster: "false", timeout_ms: "1" });
  const replicas = fleet("replica", { balance_cluster: "false" });
  for (const one of Object.values(replicas[0]?.items ?? {})) one.description = "of a replica server";
  for (const one of Object.values(metas[0]?.items ?? {})) one.description = "of a meta";
  const flags = boardFlags([...replicas, ...metas], ["replica", "meta"], FACTS);
  expect(flags.map(({ name, item: { description } }) => [name, description])).toEqual([
    ["balance_cluster", "of a meta"],
    ["timeout_ms", "of a meta"],
  ]);
});

it("tells of one process whether it differs", () => {
  const name = "hot_key_variance_threshold";
  const processes = fleet("replica", { [name]: "5", server_key: "x" }, { [name]: "5" }, { [name]: "6" }, {});
  const [flag, key] = board(...processes);
  if (flag === undefined || key === undefined) throw new Error("no flags");
  expect(processes.map((process) => differsFrom(flag, process))).toEqual([false, false, true, null]);
  expect(processes.map((process) => differsFrom(key, process))).toEqual([null, null, null, null]);
});

it("is quick with 300 flags of 100 processes that answer the same: each answer is looked at once", () => {
  let read = 0;
  const shared = new Proxy(items(Object.fromEntries(FLAGS.map((fact) => [fact.name, fact.default]))), {
    get: (target, key) => (read++, Reflect.get(target, key)),
  });
  const processes = Array.from({ length: 100 }, (_, index) => ({
    server: `r${index}`,
    role: "replica",
    items: shared,
  }));
  const flags = board(...processes);
  expect(flags).toHaveLength(FLAGS.length);
  expect(flags.every(({ differing, changed }) => differing === 0 && !changed)).toBe(true);
  expect(read).toBeLessThan(FLAGS.length * 4);
});

import { expect, it } from "vitest";
import { CALL } from "#pegasus/endpoints.ts";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";
import { STOCK_PLAN } from "./plan.ts";
import type { Table } from "./table.ts";

const [LEADER] = METAS;
const REQUEST = {
  app_name: "inventory",
  cluster_name: "demo",
  file_provider_type: "hdfs_service",
  remote_root_path: "bulk_load_root",
};
const PATH = { provider: "hdfs_service", root: "bulk_load_root", cluster: "demo", table: "inventory" };

function start(sample: Sample, app = "inventory"): { error: string; hint_msg: string } {
  return sample.world.features.bulkLoads.start({ ...REQUEST, app_name: app }, sample.now);
}

function status(sample: Sample, app = "inventory"): string {
  const { error, app_status } = CALL.queryBulkLoad.answer.decode(
    sample.body(LEADER, `/meta/app/query_bulk_load?name=${app}`),
  );
  return error === "ERR_OK" ? app_status : `${app_status} ${error}`;
}

function table(sample: Sample, name = "inventory"): Table {
  const found = sample.world.tables.named(name);
  if (found === undefined) throw new Error(`${name} is missing`);
  return found;
}

/** The statuses that a table goes through while `minutes` pass. */
function course(sample: Sample, minutes: number): string[] {
  const seen: string[] = [];
  for (let second = 0; second < minutes * 60; second++) {
    const now = status(sample);
    if (seen.at(-1) !== now) seen.push(now);
    sample.pass(1);
  }
  return seen;
}

it("downloads, ingests and succeeds, and the table is larger then", () => {
  const sample = new Sample();
  const size = () => table(sample).partitions.reduce((sum, { load }) => sum + load.sizeMb, 0);
  const before = size();
  expect(start(sample)).toEqual({ error: "ERR_OK", hint_msg: "" });
  expect(course(sample, 10)).toEqual(["BLS_DOWNLOADING", "BLS_DOWNLOADED", "BLS_INGESTING", "BLS_SUCCEED"]);
  expect(size()).toBeCloseTo(before + 8300 * 0.25, 0);
  expect(sample.world.features.bulkLoads.of(table(sample))?.isLoading).toBe(false);
});

it("loading the same files again writes over what is there", () => {
  const sample = new Sample();
  const size = () => table(sample).partitions.reduce((sum, { load }) => sum + load.sizeMb, 0);
  start(sample);
  sample.pass(600);
  const once = size();
  start(sample);
  sample.pass(600);
  expect(status(sample)).toBe("BLS_SUCCEED");
  expect(size()).toBe(once);
});

it("sets the meta function level to steady, silently", () => {
  const sample = new Sample(1, { ...STOCK_PLAN, level: "lively" });
  const level = () => CALL.cluster.answer.decode(sample.body(LEADER, "/meta/cluster")).meta_function_level;
  expect(level()).toBe("lively");
  start(sample, "no_such_table");
  expect(level()).toBe("lively");
  start(sample);
  expect(level()).toBe("steady");
});

it("one table at a time, unless the flag allows more", () => {
  const sample = new Sample();
  start(sample);
  const busy = { error: "ERR_BUSY", hint_msg: "meta server is busy now, please wait" };
  expect(start(sample, "orders")).toEqual(busy);
  expect(start(sample)).toEqual(busy);
  sample.ask(LEADER, "/updateConfig?enable_concurrent_bulk_load=true");
  expect(start(sample)).toEqual({ error: "ERR_BUSY", hint_msg: "app(inventory) is already executing bulk load" });
  expect(start(sample, "orders").error).toBe("ERR_OK");
});

it("a second one replaces the result of the first", () => {
  const sample = new Sample();
  start(sample);
  sample.pass(600);
  expect(status(sample)).toBe("BLS_SUCCEED");
  start(sample);
  expect(status(sample)).toBe("BLS_DOWNLOADING");
});

it.each([
  [{ damaged: true }, "ERR_CORRUPTION", "bulk_load_info damaged"],
  [{ tableId: 99 }, "ERR_INCONSISTENT_STATE", "app_id or partition_count is inconsistent"],
  [{ partitions: 8 }, "ERR_INCONSISTENT_STATE", "app_id or partition_count is inconsistent"],
])("files with %j are refused", (fault, error, hint_msg) => {
  const sample = new Sample();
  sample.world.features.bulkLoads.shelf.put({ ...PATH, sizeMb: 100, ...fault });
  expect(start(sample)).toEqual({ error, hint_msg });
  expect(status(sample)).toBe("BLS_INVALID");
});

it("fails while it downloads a corrupt file, and says why once it has cleaned up", () => {
  const sample = new Sample();
  sample.world.features.bulkLoads.shelf.put({ ...PATH, sizeMb: 9000, corruptPartition: 3 });
  start(sample);
  expect(course(sample, 5)).toEqual(["BLS_DOWNLOADING", "BLS_FAILED", "BLS_FAILED ERR_CORRUPTION"]);
  expect(start(sample).error).toBe("ERR_OK");
});

it("can be paused and goes on with what it has", () => {
  const sample = new Sample();
  sample.world.features.bulkLoads.shelf.put({ ...PATH, sizeMb: 40_000 });
  start(sample);
  sample.pass(25);
  const load = sample.world.features.bulkLoads.of(table(sample));
  load?.pause();
  expect(status(sample)).toBe("BLS_PAUSING");
  sample.pass(10);
  expect(status(sample)).toBe("BLS_PAUSED");
  const downloaded = load?.partitions.get(0)?.downloaded ?? 0;
  expect(downloaded).toBeGreaterThan(0);
  sample.pass(600);
  expect(load?.partitions.get(0)?.downloaded).toBe(downloaded);
  load?.restart();
  expect(course(sample, 20).at(-1)).toBe("BLS_SUCCEED");
});

it("can be cancelled, which makes room for the next", () => {
  const sample = new Sample();
  sample.world.features.bulkLoads.shelf.put({ ...PATH, sizeMb: 40_000 });
  start(sample);
  sample.pass(15);
  sample.world.features.bulkLoads.of(table(sample))?.cancel();
  expect(status(sample)).toBe("BLS_CANCELED");
  sample.pass(30);
  expect(status(sample)).toBe("BLS_CANCELED");
  expect(start(sample, "orders").error).toBe("ERR_OK");
});

it.each(["pause", "restart", "cancel"] as const)("cannot %s what is done", (order) => {
  const sample = new Sample();
  start(sample);
  sample.pass(600);
  expect(() => sample.world.features.bulkLoads.of(table(sample))?.[order]()).toThrow(
    "app(inventory) is not executing bulk load",
  );
});

it("cannot be restarted while it downloads", () => {
  const sample = new Sample();
  start(sample);
  expect(() => sample.world.features.bulkLoads.of(table(sample))?.restart()).toThrow(
    "can not restart bulk load for app(inventory) with status(BLS_DOWNLOADING)",
  );
});

it("a dying node throws it back to the beginning, and it succeeds when all copies are there again", () => {
  const sample = new Sample();
  sample.world.features.bulkLoads.shelf.put({ ...PATH, sizeMb: 40_000 });
  start(sample);
  sample.pass(25);
  sample.world.died(REPLICAS[0], sample.now);
  sample.pass(60);
  const load = sample.world.features.bulkLoads.of(table(sample));
  const waiting = [...(load?.partitions.values() ?? [])].filter(({ downloaded }) => downloaded === 0);
  expect(waiting.length).toBeGreaterThan(0);
  sample.world.started(REPLICAS[0], sample.now);
  expect(course(sample, 30).at(-1)).toBe("BLS_SUCCEED");
});

it("is over when its table is dropped", () => {
  const sample = new Sample();
  start(sample);
  sample.world.ddl.drop("inventory", sample.now);
  sample.pass(20);
  expect(status(sample)).toBe("BLS_INVALID ERR_APP_NOT_EXIST");
  expect(start(sample, "orders").error).toBe("ERR_OK");
});

it.each<[state: "creating" | "dropping", hint: string]>([
  ["creating", "app not available is "],
  ["dropping", "app not available is "],
])("a table that is %s is not loaded", (state, hint) => {
  const sample = new Sample();
  if (state === "creating") sample.world.ddl.create({ name: "fresh", partitions: 4, copies: 3 }, sample.now);
  else sample.world.ddl.drop("inventory", sample.now);
  const name = state === "creating" ? "fresh" : "inventory";
  expect(start(sample, name)).toEqual({ error: "ERR_APP_DROPPED", hint_msg: hint });
  expect(status(sample, name)).toBe("BLS_INVALID ERR_APP_DROPPED");
});

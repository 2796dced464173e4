import { afterEach, expect, it } from "vitest";
import { Witnesses } from "../witness.ts";

const witnesses = new Witnesses();
afterEach(() => witnesses.leave());

it("version-skew shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("version-skew");
  expect(await witness.versions()).toEqual(new Set(["2.6.0", "2.6.0-SNAPSHOT"]));
  const before = await witness.version(witness.cluster.replicas[2]);
  await witness.pass(130);
  expect(await witness.version(witness.cluster.replicas[2])).not.toBe(before);
});

it("version-skew still shows it to somebody who looks in after half an hour", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("version-skew", 1800);
  expect((await witness.versions()).size).toBeGreaterThan(1);
});

it("config-drift shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("config-drift");
  const { metas, replicas } = witness.cluster;
  for (const [servers, name] of [
    [metas, "min_live_node_count_for_unfreeze"],
    [replicas, "disk_min_available_space_ratio"],
    [replicas, "rocksdb_block_cache_capacity"],
    [replicas, "max_copy_rate_megabytes_per_disk"],
  ] as const) {
    const values = await Promise.all(servers.map((server) => witness.flag(server, name)));
    expect(new Set(values).size, name).toBe(2);
  }
  // What was changed by hand is gone after a restart, what stands in the INI is not.
  for (const index of [1, 2]) {
    await witness.cluster.kill(replicas[index] ?? "");
    await witness.cluster.start(replicas[index] ?? "");
  }
  expect(await witness.flag(replicas[1], "disk_min_available_space_ratio")).toBe("10");
  expect(await witness.flag(replicas[2], "rocksdb_block_cache_capacity")).toBe("4294967296");
});

it("old-version shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("old-version");
  expect(await witness.versions()).toEqual(new Set(["2.5.0"]));
  expect(await witness.answer(witness.cluster.replicas[0], "/metrics")).toContain('service not found for "metrics"');
  expect((await witness.info()).balance_operation_count.total).toBe(0);
});

it("no-pprof shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("no-pprof");
  const server = witness.cluster.replicas[0];
  expect(await witness.body(server, "/")).not.toContain("pprof");
  expect(await witness.answer(server, "/pprof/heap")).toContain('service not found for "pprof/heap"');
});

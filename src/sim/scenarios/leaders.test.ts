import { afterEach, expect, it } from "vitest";
import { Witnesses, type Witness } from "../witness.ts";

const witnesses = new Witnesses();
afterEach(() => witnesses.leave());

it("healthy shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("healthy");
  expect((await witness.info()).meta_function_level).toBe("steady");
  expect(await witness.unhealthy()).toEqual([0, 0, 0]);
  expect((await witness.nodes()).map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => "ALIVE"));
});

it("healthy still shows it to somebody who looks in after half an hour", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("healthy", 1800);
  expect(await witness.unhealthy()).toEqual([0, 0, 0]);
});

it("leader-moves shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("leader-moves");
  const [first, second, third] = witness.cluster.metas;
  expect(witness.cluster.leader()).toBe(first);
  await witness.pass(10);
  expect(await witness.end(first, "/version")).toBe("ECONNREFUSED");
  expect(await witness.location(third)).toBe(`http://${first}/meta/cluster`);
  await witness.pass(8);
  expect([second, third]).toContain(witness.cluster.leader());
});

it("leader-moves still shows it to somebody who looks in after half an hour", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("leader-moves", 1800);
  const leaders = new Set<string | null>();
  for (let minute = 0; minute < 4; minute++) {
    await witness.pass(60);
    leaders.add(witness.cluster.leader());
  }
  expect(leaders.size).toBeGreaterThan(1);
});

it.each([0, 1800])("no-leader shows what it is called, after %i s as well", { timeout: 120_000 }, async (seconds) => {
  await expect(nobodyLeads(await witnesses.live("no-leader", seconds))).resolves.toBeUndefined();
});

it("meta-restarts shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("meta-restarts");
  const { metas } = witness.cluster;
  const before = await Promise.all(metas.map((meta) => witness.startTime(meta)));
  await witness.pass(12);
  expect(await witness.end(metas[0], "/version")).toBe("ECONNREFUSED");
  // The second takes its time to start: it does not count beacons yet.
  await witness.pass(45 + 5);
  expect(await witness.value(metas[1], "server", "beacon_failed_count")).toBeNaN();
  await witness.pass(73);
  const after = await Promise.all(metas.map((meta) => witness.startTime(meta)));
  expect(after.map((start, index) => start === before[index])).toEqual([false, false, false]);
  expect(witness.cluster.leader()).not.toBeNull();
});

it("meta-restarts still shows it to somebody who looks in after half an hour", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("meta-restarts", 1800);
  const start = await witness.startTime(witness.cluster.metas[2]);
  await witness.pass(140);
  expect(await witness.startTime(witness.cluster.metas[2])).not.toBe(start);
});

async function nobodyLeads(witness: Witness): Promise<void> {
  const [first, second, third] = witness.cluster.metas;
  expect(witness.cluster.leader()).toBeNull();
  expect(await witness.end(first, "/version")).toBe("ECONNREFUSED");
  for (const meta of [second, third])
    expect(await witness.location(meta)).toBe("http://invalid host_port/meta/cluster");
  expect(await witness.version(witness.cluster.replicas[0])).toContain("2.6");
}

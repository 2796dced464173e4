import { afterEach, expect, it } from "vitest";
import { CALL } from "#pegasus/endpoints.ts";
import { Witnesses, type Witness } from "../witness.ts";

const witnesses = new Witnesses();
afterEach(() => witnesses.leave());

it("duplication-lag shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("duplication-lag");
  const lag = async (app: string): Promise<number> => {
    const duplications = await witness.ofLeader(`/meta/app/duplication?name=${app}`, CALL.duplication.answer);
    expect(duplications).not.toBeNull();
    return pending(witness, app);
  };
  const before = [await lag("device_state"), await lag("user_profile")];
  await witness.pass(60);
  const after = [await lag("device_state"), await lag("user_profile")];
  for (const [index, count] of after.entries()) {
    expect(before[index]).toBeGreaterThan(1000);
    expect(count).toBeGreaterThan(before[index] ?? Infinity);
  }
});

it("bulk-load shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("bulk-load");
  const state = await witness.ofLeader("/meta/app/query_bulk_load?name=feed_timeline", CALL.queryBulkLoad.answer);
  expect(JSON.stringify(state)).toContain("BLS_DOWNLOADING");
});

it("bulk-load still shows it to somebody who looks in after half an hour", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("bulk-load", 1800);
  const state = await witness.ofLeader("/meta/app/query_bulk_load?name=feed_timeline", CALL.queryBulkLoad.answer);
  expect(JSON.stringify(state)).toMatch(/BLS_(DOWNLOADING|DOWNLOADED|INGESTING|SUCCEED)/);
});

it("compaction shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("compaction");
  const states = await Promise.all(
    witness.cluster.replicas.map((node) => witness.body(node, "/replica/manual_compaction?app_id=6")),
  );
  expect(states.filter((state) => /"running":[1-9]/.test(state)).length).toBeGreaterThan(3);
});

it("splitting shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("splitting");
  const partitions = await witness.partitions("events");
  expect(partitions).toHaveLength(32);
  expect(partitions.filter(({ ballot }) => ballot === -1n).length).toBeGreaterThan(5);
  expect(partitions.filter(({ pidx, ballot }) => pidx >= 16 && ballot > 0n).length).toBeGreaterThan(1);
});

it("splitting still shows it to somebody who looks in after half an hour", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("splitting", 1800);
  const counts = new Set<number>();
  for (let look = 0; look < 40; look++) {
    await witness.pass(60);
    counts.add((await witness.partitions("events")).length);
  }
  expect([...counts].toSorted((a, b) => a - b)).toEqual([16, 32, 64]);
});

/** Writes of a table that its primaries have not shipped yet. */
async function pending(witness: Witness, app: string): Promise<number> {
  const id = Object.values((await witness.apps()).general_info).find(({ app_name }) => app_name === app)?.app_id ?? 0;
  let sum = 0;
  for (const node of witness.cluster.replicas) {
    const metrics = await witness.metrics(
      node,
      `types=replica&attributes=table_id,${id}&metrics=dup_pending_mutations`,
    );
    for (const { value } of metrics.values()) sum += Number(value);
  }
  return sum;
}

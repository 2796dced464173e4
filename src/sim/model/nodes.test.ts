import { expect, it } from "vitest";
import type { Partition } from "#pegasus/answers/app.ts";
import { CALL } from "#pegasus/endpoints.ts";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";

const [LEADER, NEXT] = METAS;
const [VICTIM, OTHER, THIRD] = REPLICAS;

function nodeRow(sample: Sample, node: string, leader: string = LEADER) {
  return CALL.nodes.answer.decode(sample.body(leader, "/meta/nodes?detail")).details[node];
}

function partitions(sample: Sample, table: string): Partition[] {
  return Object.values(CALL.app.answer.decode(sample.body(LEADER, `/meta/app?name=${table}&detail`)).replicas ?? {});
}

function unhealthy(sample: Sample) {
  const { summary } = CALL.apps.answer.decode(sample.body(LEADER, "/meta/apps?detail"));
  return [summary.unhealthy_app_count, summary.write_unhealthy_app_count, summary.read_unhealthy_app_count];
}

/** Sums of the leader's `table` metrics over all tables. */
function classes(sample: Sample): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { metrics } of CALL.metrics.answer.decode(sample.body(LEADER, "/metrics?types=table")).entities) {
    for (const { name = "", value } of metrics) sums[name] = (sums[name] ?? 0) + Number(value);
  }
  return sums;
}

it("believes a dead node alive for 22 s, while primaries throw it out with the first write that fails", () => {
  const sample = new Sample();
  const row = nodeRow(sample, VICTIM);
  const before = partitions(sample, "user_profile");
  sample.world.died(VICTIM, sample.now);
  expect(nodeRow(sample, VICTIM)).toEqual(row);
  sample.pass(3);
  expect(nodeRow(sample, VICTIM)).toMatchObject({ status: "ALIVE", primary_count: row?.primary_count });
  expect(nodeRow(sample, VICTIM)?.secondary_count).toBeLessThan(10);
  expect(unhealthy(sample)).toEqual([expect.any(Number), 0, 0]);
  for (const partition of partitions(sample, "user_profile")) {
    const old = before[partition.pidx];
    const wasSecondary = old?.secondaries.includes(VICTIM) === true;
    expect(partition.replica_count.live).toBe(wasSecondary ? 2 : 3);
    expect(partition.ballot).toBe((old?.ballot ?? 0n) + (wasSecondary ? 1n : 0n));
  }
  sample.pass(18.9);
  expect(nodeRow(sample, VICTIM)).toMatchObject({ status: "ALIVE", primary_count: row?.primary_count });
});

it("waits for the first write of each partition, so that idle ones keep a dead secondary until it is declared dead", () => {
  const sample = new Sample();
  const secondaries = (table: string): number =>
    partitions(sample, table).filter((partition) => partition.secondaries.includes(VICTIM)).length;
  sample.world.ddl.create({ name: "idle", partitions: 16, copies: 3 }, sample.now);
  sample.pass(60);
  const idle = secondaries("idle");
  expect(idle).toBeGreaterThan(0);
  sample.world.died(VICTIM, sample.now);
  sample.pass(21.9);
  expect([secondaries("idle"), secondaries("user_profile")]).toEqual([idle, 0]);
  sample.pass(0.1);
  expect(secondaries("idle")).toBe(0);
});

it("declares a dead node UNALIVE after 22 s and gives its primaries to the others evenly", () => {
  const sample = new Sample();
  const before = partitions(sample, "user_profile");
  sample.world.died(VICTIM, sample.now);
  sample.pass(22);
  expect(nodeRow(sample, VICTIM)).toEqual({
    address: VICTIM,
    status: "UNALIVE",
    replica_count: 0,
    primary_count: 0,
    secondary_count: 0,
  });
  const primaries = REPLICAS.slice(1).map((node) => nodeRow(sample, node)?.primary_count ?? 0);
  expect(Math.max(...primaries) - Math.min(...primaries)).toBeLessThan(5);
  for (const partition of partitions(sample, "user_profile")) {
    const old = before[partition.pidx];
    if (old !== undefined) expect(partition).toEqual(without(old, VICTIM, partition.primary));
  }
});

/** What is left of a partition after a node has died: `heir` leads in its place, and each step costs a ballot. */
function without(partition: Partition, node: string, heir: string | null): Partition {
  const { primary, secondaries, ballot } = partition;
  if (primary === node) {
    const others = secondaries.filter((other) => other !== heir);
    return { ...partition, ...TWO_LEFT, primary: heir, secondaries: others, ballot: ballot + 2n };
  }
  if (!secondaries.includes(node)) return partition;
  const others = secondaries.filter((other) => other !== node);
  return { ...partition, ...TWO_LEFT, secondaries: others, ballot: ballot + 1n };
}

const TWO_LEFT = { replica_count: { live: 2, max: 3 } };

it("tells the same of a dead node in every view", () => {
  const sample = new Sample();
  sample.world.died(VICTIM, sample.now);
  sample.pass(22 + 10);
  const apps = CALL.apps.answer.decode(sample.body(LEADER, "/meta/apps?detail"));
  const healthy = Object.values(apps.healthy_info ?? {}).reduce((sum, row) => sum + row.fully_healthy, 0);
  const sums = classes(sample);
  expect(sums["healthy_partitions"]).toBe(healthy);
  expect(Object.values(sums).reduce((sum, count) => sum + count, 0)).toBe(408);
  const nodes = CALL.nodes.answer.decode(sample.body(LEADER, "/meta/nodes?detail"));
  expect(nodes.summary).toEqual({ total_node_count: 5, alive_node_count: 4, unalive_node_count: 1 });
  const primaries = Object.values(nodes.details).reduce((sum, row) => sum + (row.primary_count ?? 0), 0);
  expect(primaries).toBe(408 - (sums["dead_partitions"] ?? 0));
  expect(sample.body(LEADER, "/metrics?types=server")).toMatch(/"unalive_replica_servers",\s+"value": 1/);
  expect(sample.body(LEADER, "/metrics?types=server")).toMatch(/"replica_server_disconnections",\s+"value": 1/);
});

it("leaves partitions with a single copy without a primary until its node is back", () => {
  const sample = new Sample();
  const lone = partitions(sample, "scratch").find(({ primary }) => primary !== null);
  const victim = lone?.primary ?? "";
  sample.world.died(victim, sample.now);
  sample.pass(22);
  const read = () => partitions(sample, "scratch").find(({ pidx }) => pidx === lone?.pidx);
  const ballot = lone?.ballot ?? 0n;
  expect(read()).toMatchObject({
    primary: null,
    secondaries: [],
    replica_count: { live: 0, max: 1 },
    ballot: ballot + 1n,
  });
  expect(unhealthy(sample).slice(1)).toEqual([1, 1]);
  sample.world.started(victim, sample.now);
  sample.pass(5 + 6);
  expect(read()).toMatchObject({ primary: victim, secondaries: [], ballot: ballot + 2n });
});

it("has a node that is back ALIVE after 5 s and whole within 16 s more, its primaries elsewhere", () => {
  const sample = new Sample();
  const row = nodeRow(sample, VICTIM);
  sample.world.died(VICTIM, sample.now);
  sample.pass(60);
  sample.world.started(VICTIM, sample.now);
  sample.pass(4.9);
  expect(nodeRow(sample, VICTIM)?.status).toBe("UNALIVE");
  sample.pass(0.1);
  expect(nodeRow(sample, VICTIM)).toMatchObject({ status: "ALIVE", replica_count: 0 });
  expect(unhealthy(sample)[0]).toBeGreaterThan(0);
  sample.pass(16);
  expect(unhealthy(sample)).toEqual([0, 0, 0]);
  expect(nodeRow(sample, VICTIM)?.replica_count).toBe(row?.replica_count);
  expect(nodeRow(sample, VICTIM)?.primary_count).toBeLessThan(5);
  const cluster = () => CALL.cluster.answer.decode(sample.body(LEADER, "/meta/cluster"));
  expect(cluster().primary_replica_count_stddev).toBeGreaterThan(30);
  expect(cluster().balance_operation_count.total).toBe(0);
  sample.pass(10);
  expect(cluster().balance_operation_count.total).toBe(-1);
  sample.pass(30);
  const { move_pri, copy_sec, total } = cluster().balance_operation_count;
  expect(move_pri).toBeGreaterThan(30);
  expect(total).toBe(move_pri + copy_sec);
});

it("counts on a node that is back from zero, and on from where they were elsewhere", () => {
  const sample = new Sample();
  const query = "/metrics?types=replica&metrics=put_requests&attributes=table_id,5";
  const sum = (node: string): number =>
    CALL.metrics.answer
      .decode(sample.body(node, query))
      .entities.reduce((total, { metrics }) => total + Number(metrics[0]?.value), 0);
  const [victim, other] = [sum(VICTIM), sum(OTHER)];
  sample.world.died(VICTIM, sample.now);
  sample.pass(60);
  sample.world.started(VICTIM, sample.now);
  sample.pass(60);
  expect(sum(VICTIM)).toBeGreaterThan(100);
  expect(sum(VICTIM)).toBeLessThan(victim / 1000);
  expect(sum(OTHER)).toBeGreaterThan(other);
});

it("lets a node that hung for less than its lease keep its primaries and fetch what it missed", () => {
  const sample = new Sample();
  const row = nodeRow(sample, VICTIM);
  sample.world.froze(VICTIM, sample.now);
  sample.pass(15);
  expect(nodeRow(sample, VICTIM)).toMatchObject({ status: "ALIVE", primary_count: row?.primary_count });
  expect(nodeRow(sample, VICTIM)?.secondary_count).toBeLessThan(10);
  sample.world.thawed(VICTIM, sample.now);
  sample.pass(12);
  expect(nodeRow(sample, VICTIM)).toEqual(row);
});

it("lets a process that is back before anybody missed it lead its partitions on, with the next ballot", () => {
  const sample = new Sample();
  const before = partitions(sample, "user_profile").filter(({ primary }) => primary === VICTIM);
  sample.world.died(VICTIM, sample.now);
  sample.pass(2);
  sample.world.started(VICTIM, sample.now);
  sample.pass(30);
  expect(unhealthy(sample)).toEqual([0, 0, 0]);
  const after = partitions(sample, "user_profile").filter(({ primary }) => primary === VICTIM);
  expect(after).toEqual(before.map((partition) => ({ ...partition, ballot: partition.ballot + 1n })));
});

it("freezes when too few nodes live: primaries step down and nothing is repaired", () => {
  const sample = new Sample();
  sample.world.froze(VICTIM, sample.now);
  sample.world.died(OTHER, sample.now);
  sample.pass(22);
  const cluster = () => CALL.cluster.answer.decode(sample.body(LEADER, "/meta/cluster"));
  expect(cluster().meta_function_level).toBe("freezed");
  // Their primaries cannot throw each other's secondaries out: those stay on show.
  for (const node of [VICTIM, OTHER]) {
    expect(nodeRow(sample, node)).toMatchObject({ status: "UNALIVE", primary_count: 0 });
    expect(nodeRow(sample, node)?.secondary_count).toBeGreaterThan(0);
  }
  expect(unhealthy(sample)[2]).toBeGreaterThan(5);
  sample.pass(10);
  expect(classes(sample)["unreadable_partitions"]).toBeGreaterThan(50);
  sample.world.thawed(VICTIM, sample.now);
  expect(cluster().meta_function_level).toBe("steady");
  expect(unhealthy(sample)[2]).toBeGreaterThan(5);
  sample.pass(10);
  expect(partitions(sample, "user_profile").every(({ primary }) => primary !== null)).toBe(true);
  sample.world.started(OTHER, sample.now);
  sample.pass(40);
  expect(unhealthy(sample)).toEqual([0, 0, 0]);
});

it("freezes by the leader's own flag", () => {
  const sample = new Sample();
  const level = () => CALL.cluster.answer.decode(sample.body(LEADER, "/meta/cluster")).meta_function_level;
  sample.body(NEXT, "/updateConfig?min_live_node_count_for_unfreeze=6");
  expect(level()).toBe("steady");
  sample.body(LEADER, "/updateConfig?min_live_node_count_for_unfreeze=6");
  expect(level()).toBe("freezed");
});

it("has a new leader believe dead nodes alive once more, but only those that it knows of", () => {
  const sample = new Sample();
  sample.world.died(VICTIM, sample.now);
  sample.pass(30);
  sample.world.died(THIRD, sample.now);
  sample.world.died(LEADER, sample.now);
  sample.pass(10);
  expect(nodeRow(sample, VICTIM, NEXT)).toBeUndefined();
  expect(nodeRow(sample, THIRD, NEXT)?.status).toBe("ALIVE");
  sample.pass(22);
  expect(nodeRow(sample, THIRD, NEXT)?.status).toBe("UNALIVE");
  sample.world.started(VICTIM, sample.now);
  sample.pass(30);
  expect(nodeRow(sample, VICTIM, NEXT)?.status).toBe("ALIVE");
});

it("declares nobody dead while nobody leads", () => {
  const sample = new Sample();
  for (const meta of METAS) sample.world.died(meta, sample.now);
  sample.world.died(VICTIM, sample.now);
  sample.pass(100);
  sample.world.started(LEADER, sample.now);
  sample.pass(2);
  expect(nodeRow(sample, VICTIM)?.status).toBe("ALIVE");
  sample.pass(22);
  expect(nodeRow(sample, VICTIM)?.status).toBe("UNALIVE");
});

import { expect, it } from "vitest";
import { CALL } from "#pegasus/endpoints.ts";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";
import { STOCK_PLAN, type ClusterPlan } from "./plan.ts";

const [LEADER] = METAS;
const [VICTIM, OTHER, THIRD] = REPLICAS;
const MINUTE = 60;

function partitions(sample: Sample, name: string) {
  return Object.values(CALL.app.answer.decode(sample.body(LEADER, `/meta/app?name=${name}&detail`)).replicas ?? {});
}

function missing(sample: Sample, name: string): number {
  return partitions(sample, name).filter(({ replica_count: { live, max } }) => live < max).length;
}

function value(sample: Sample, node: string, name: string): number {
  const [entity] = CALL.metrics.answer.decode(sample.body(node, `/metrics?types=server&metrics=${name}`)).entities;
  return Number(entity?.metrics[0]?.value);
}

it("waits ten minutes for a node that fell out, then copies what is missing to others, a few at a time", () => {
  const sample = new Sample();
  sample.world.died(VICTIM, sample.now);
  sample.pass(10 * MINUTE - 5);
  expect(missing(sample, "inventory")).toBeGreaterThan(5);
  expect(value(sample, OTHER, "learning_replicas")).toBe(0);
  sample.pass(40);
  const learning = REPLICAS.slice(1).map(
    (node) => sample.world.heldBy(node).filter(({ role }) => role === "learning").length,
  );
  expect(Math.max(...learning)).toBe(5);
  expect(missing(sample, "user_profile")).toBeGreaterThan(5);
  sample.pass(40 * MINUTE);
  for (const name of ["inventory", "user_profile", "feed_timeline"]) expect(missing(sample, name)).toBe(0);
  const held = REPLICAS.slice(1).map((node) => sample.world.replicaCounts().get(node));
  const totals = held.map((count) => (count?.primary ?? 0) + (count?.secondary ?? 0));
  expect(Math.max(...totals) - Math.min(...totals)).toBeLessThan(12);
});

it("throws out what a node still has that comes back too late, and goes on listing its metrics for some 20 minutes", () => {
  const sample = new Sample();
  sample.world.died(VICTIM, sample.now);
  sample.pass(60 * MINUTE);
  sample.world.started(VICTIM, sample.now);
  sample.pass(2 * MINUTE);
  const listed = () => sample.body(VICTIM, "/metrics?types=replica&metrics=get_requests").split('"replica@').length - 1;
  // Nobody else had a copy of its part of the table with one copy.
  const lone = partitions(sample, "scratch").filter(({ primary }) => primary === VICTIM).length;
  expect(sample.world.replicaCounts().get(VICTIM)).toEqual({ primary: lone, secondary: 0 });
  expect(listed()).toBeGreaterThan(200);
  sample.pass(25 * MINUTE);
  expect(listed()).toBe(lone);
});

it("does not wait where too few copies are left to write", () => {
  const settings = { mutation_2pc_min_replica_count: "2", node_live_percentage_threshold_for_update: "50" };
  const sample = new Sample(1, { ...STOCK_PLAN, settings });
  sample.world.died(VICTIM, sample.now);
  sample.pass(30);
  sample.world.died(OTHER, sample.now);
  sample.pass(2 * MINUTE);
  const learners = [...sample.world.guardian.ill].filter(({ learner }) => learner !== null);
  expect(learners.length).toBeGreaterThan(10);
  expect(new Set(learners.map(({ live }) => live))).toEqual(new Set([1]));
});

it("fetches small partitions before large ones are done, and gives up what its source loses", () => {
  const sample = new Sample();
  sample.world.died(VICTIM, sample.now);
  sample.pass(11 * MINUTE);
  const learner = REPLICAS.slice(1).find((node) => value(sample, node, "learning_replicas") > 0) ?? "";
  const busy = sample.world.heldBy(learner).filter(({ role }) => role === "learning");
  expect(busy.length).toBeGreaterThan(0);
  sample.world.died(learner, sample.now);
  expect(sample.world.heldBy(learner).filter(({ role }) => role === "learning")).toEqual([]);
  for (const { partition } of busy) expect(partition.learner).toBeNull();
});

it("assigns tables that nobody has held yet when replica servers come", () => {
  const plan: ClusterPlan = {
    ...STOCK_PLAN,
    replicas: 3,
    tables: STOCK_PLAN.tables.slice(0, 2).map((table) => ({ ...table, unassigned: true as const })),
    processes: [0, 1, 2].map((index) => ({ role: "replica", index, absent: true }) as const),
  };
  const sample = new Sample(1, plan);
  expect(sample.body(LEADER, "/meta/nodes")).toContain('"total_node_count":"0"');
  expect(sample.body(LEADER, "/meta/cluster")).toContain('"meta_function_level":"freezed"');
  for (const { ballot, replica_count } of partitions(sample, "temp"))
    expect([ballot, replica_count]).toEqual([0n, { live: 0, max: 3 }]);
  for (const node of [VICTIM, OTHER, THIRD]) sample.world.started(node, sample.now);
  sample.pass(1);
  expect(sample.body(LEADER, "/meta/nodes")).toContain('"alive_node_count":"3"');
  sample.pass(10);
  expect(partitions(sample, "temp").every(({ primary }) => primary !== null)).toBe(true);
  sample.pass(30);
  expect(missing(sample, "temp")).toBe(0);
  expect([...sample.world.replicaCounts().values()]).toEqual([
    { primary: 4, secondary: 8 },
    { primary: 4, secondary: 8 },
    { primary: 4, secondary: 8 },
  ]);
});

it.each<[what: string, silence: (sample: Sample) => void]>([
  ["dies", ({ world, now }) => world.died(VICTIM, now)],
  ["hangs", ({ world, now }) => world.froze(VICTIM, now)],
])("serves nothing of a partition whose primary %s, until another leads it", (_, silence) => {
  const sample = new Sample();
  const led = sample.world.tables.named("user_profile")?.partitions.find(({ primary }) => primary === VICTIM);
  const secondary = led?.secondaries[0] ?? "";
  const puts = () => {
    const query = `/metrics?types=replica&ids=replica@3.${led?.index}&metrics=put_requests`;
    const [entity] = CALL.metrics.answer.decode(sample.body(secondary, query)).entities;
    return Number(entity?.metrics[0]?.value);
  };
  const rise = (seconds: number): number => {
    const before = puts();
    sample.pass(seconds);
    return puts() - before;
  };
  expect(rise(10)).toBeGreaterThan(10);
  silence(sample);
  expect(rise(20)).toBe(0);
  sample.pass(3);
  expect(rise(10)).toBeGreaterThan(10);
});

it("counts how often partitions became unwritable and writable again, since its leader leads", () => {
  const sample = new Sample();
  const lone = sample.world.tables.named("scratch")?.partitions.find(({ primary }) => primary !== null);
  const victim = lone?.primary ?? "";
  sample.world.died(victim, sample.now);
  sample.pass(30);
  expect(lone?.history).toMatchObject({ unwritable: 1, writable: 0 });
  sample.world.started(victim, sample.now);
  sample.pass(30);
  expect(lone?.history).toMatchObject({ unwritable: 1, writable: 1 });
  sample.world.died(LEADER, sample.now);
  sample.pass(10);
  expect(lone?.history).toEqual({ changes: 0, unwritable: 0, writable: 0 });
});

it("tells in the leader's metrics how its tables were in its last round, and at /meta/apps how they are", () => {
  const sample = new Sample();
  const inMetrics = (): number =>
    CALL.metrics.answer
      .decode(sample.body(LEADER, "/metrics?types=table&metrics=healthy_partitions"))
      .entities.reduce((sum, { metrics }) => sum + Number(metrics[0]?.value), 0);
  const atOnce = (): number =>
    Object.values(CALL.apps.answer.decode(sample.body(LEADER, "/meta/apps?detail")).healthy_info ?? {}).reduce(
      (sum, { fully_healthy }) => sum + fully_healthy,
      0,
    );
  const round = sample.world.lastRound(sample.now) + sample.world.times.round;
  sample.pass((round - sample.now) / 1000 + 1);
  sample.world.died(VICTIM, sample.now);
  sample.pass(3);
  expect(atOnce()).toBeLessThan(408);
  expect(inMetrics()).toBe(408);
  sample.pass(6.1);
  expect(inMetrics()).toBe(atOnce());
});

import { expect, it } from "vitest";
import type { BalanceOperations } from "#pegasus/answers/cluster.ts";
import { CALL } from "#pegasus/endpoints.ts";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";
import { STOCK_PLAN, type ClusterPlan, type ProcessPlan } from "./plan.ts";
import type { TablePlan } from "./tables.ts";

const [LEADER] = METAS;
const [FIRST, SECOND, THIRD, FOURTH] = REPLICAS;

const IDLE = { age: 10, envs: {}, rates: {}, recordBytes: 100, sizeMb: 1, cacheHits: 0.5, skew: 0 };
/** The recorded tables, by partitions; the eighth had one copy, two of its partitions on the third node. */
const RECORDED: readonly TablePlan[] = [4, 8, 8, 8, 64, 128, 8, 4, 32].map((partitions, index) => ({
  ...IDLE,
  id: index + 1,
  name: `t${index}`,
  partitions,
  copies: index === 7 ? 1 : 3,
  ...(index === 7 ? { placed: [[2], [0], [1], [2]] as const } : {}),
}));
const LATECOMER: ProcessPlan = { role: "replica", index: 3, absent: true };
const PLAN: ClusterPlan = { ...STOCK_PLAN, replicas: 4, tables: RECORDED, processes: [LATECOMER] };

function balance(sample: Sample): BalanceOperations {
  return CALL.cluster.answer.decode(sample.body(LEADER, "/meta/cluster")).balance_operation_count;
}

function primaries(sample: Sample): (number | undefined)[] {
  const { details } = CALL.nodes.answer.decode(sample.body(LEADER, "/meta/nodes?detail"));
  return [FIRST, SECOND, THIRD, FOURTH].map((node) => details[node]?.primary_count);
}

/** The third node was away: it has lost its primaries, and lies evenly otherwise. */
function recorded(): Sample {
  const sample = new Sample(1, PLAN);
  sample.world.died(THIRD, sample.now);
  sample.pass(60);
  sample.world.started(THIRD, sample.now);
  sample.pass(90);
  return sample;
}

it("counts the 48 moves of recording 06 after a node was away", () => {
  const sample = recorded();
  expect(primaries(sample)).toEqual([131, 131, 2, undefined]);
  expect(balance(sample)).toEqual({ copy_pri: 0, copy_sec: 0, move_pri: 48, total: 48 });
});

it("plans at level lively as in recording 09: 65 moves and a copy, then 65 copies to the node that joined", () => {
  const sample = recorded();
  sample.world.started(FOURTH, sample.now);
  sample.pass(60);
  sample.world.setLevel("lively", sample.now);
  const plans: BalanceOperations[] = [];
  for (let second = 0; second < 60; second++) {
    sample.pass(1);
    const plan = balance(sample);
    if (JSON.stringify(plan) !== JSON.stringify(plans.at(-1))) plans.push(plan);
  }
  expect(plans.filter(({ total }) => total > 0).slice(-2)).toEqual([
    { copy_pri: 1, copy_sec: 0, move_pri: 65, total: 66 },
    { copy_pri: 65, copy_sec: 0, move_pri: 0, total: 65 },
  ]);
});

it("moves until everything lies evenly, a move of a primary at two ballots, and then rests", () => {
  const sample = recorded();
  const events = () => CALL.app.answer.decode(sample.body(LEADER, "/meta/app?name=t4&detail")).replicas ?? {};
  const before = events();
  sample.world.setLevel("lively", sample.now);
  sample.pass(20);
  const changed = Object.values(events()).filter(({ pidx, primary }) => primary !== before[pidx]?.primary);
  expect(changed.length).toBeGreaterThan(5);
  for (const { pidx, ballot, replica_count } of changed) {
    expect(ballot).toBe((before[pidx]?.ballot ?? 0n) + 2n);
    expect(replica_count).toEqual({ live: 3, max: 3 });
  }
  sample.pass(600);
  expect(balance(sample).total).toBe(0);
  const counts = primaries(sample).map(Number).slice(0, 3);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThan(10);
});

it("copies a primary in three rounds and four ballots, and the old copy's metrics stay for 18 to 22 minutes", () => {
  const sample = recorded();
  sample.world.started(FOURTH, sample.now);
  sample.pass(60);
  const partition = sample.world.tables.named("t4")?.partitions[0];
  if (partition?.primary == null) throw new Error("no primary");
  const { primary: from, ballot, secondaries } = partition;
  sample.world.balancer.order({ kind: "copy_pri", partition, from, to: FOURTH }, sample.now);
  sample.pass(1);
  expect(partition.secondaries).toEqual([...secondaries, FOURTH]);
  sample.pass(10);
  expect(partition.primary).toBe(FOURTH);
  sample.pass(10);
  expect([partition.primary, partition.secondaries, partition.ballot]).toEqual([FOURTH, secondaries, ballot + 4n]);
  const listed = (): boolean =>
    sample.body(from, "/metrics?types=replica&metrics=get_requests").includes('"replica@5.0"');
  sample.pass(17 * 60);
  expect(listed()).toBe(true);
  sample.pass(7 * 60);
  expect(listed()).toBe(false);
});

it("counts nothing at level steady with the other balancer", () => {
  const sample = recorded();
  sample.body(LEADER, "/updateConfig?balance_cluster=true");
  sample.world.setLevel("steady", sample.now);
  sample.pass(20);
  expect(balance(sample).total).toBe(0);
});

it("shows what was planned before while a node is away, and forgets it with its leader", () => {
  const sample = recorded();
  sample.world.died(SECOND, sample.now);
  sample.pass(120);
  expect(balance(sample).total).toBe(48);
  sample.world.died(LEADER, sample.now);
  sample.pass(9.5);
  const { balance_operation_count } = CALL.cluster.answer.decode(sample.body(METAS[1], "/meta/cluster"));
  expect(balance_operation_count.total).toBe(0);
});

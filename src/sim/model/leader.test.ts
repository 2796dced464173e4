import { expect, it } from "vitest";
import { CALL } from "#pegasus/endpoints.ts";
import { METAS, REPLICAS, Sample, SECOND } from "../sample-world.ts";

const [FIRST, SECOND_META, THIRD] = METAS;

function location(sample: Sample, meta: string): string | number | undefined {
  const outcome = sample.ask(meta, "/meta/cluster");
  return outcome === "dies" ? outcome : (outcome.location ?? outcome.status);
}

it("goes on naming a dead leader for 9 s, then the next one leads", () => {
  const sample = new Sample();
  sample.world.died(FIRST, sample.now);
  expect(sample.world.election.leader).toBeNull();
  for (const seconds of [0, 4, 4.9]) {
    sample.pass(seconds);
    expect(location(sample, SECOND_META)).toBe(`http://${FIRST}/meta/cluster`);
    expect(location(sample, THIRD)).toBe(`http://${FIRST}/meta/cluster`);
  }
  sample.pass(0.1);
  expect(sample.world.election.leader).toBe(SECOND_META);
  expect(location(sample, SECOND_META)).toBe(200);
  expect(location(sample, THIRD)).toBe(`http://${SECOND_META}/meta/cluster`);
});

it("has a new leader answer an empty cluster at first, then a part of it, and all of it after 80 ms", () => {
  const sample = new Sample();
  const cluster = () => CALL.cluster.answer.decode(sample.body(SECOND_META, "/meta/cluster"));
  const apps = () => CALL.apps.answer.decode(sample.body(SECOND_META, "/meta/apps")).summary.total_app_count;
  sample.world.died(FIRST, sample.now);
  sample.pass(9.005);
  expect(cluster()).toMatchObject({ meta_function_level: "freezed", total_replica_count_stddev: 0 });
  expect(sample.body(SECOND_META, "/meta/apps?detail")).toBe('{"general_info":{},"summary":{"total_app_count":"0"}}\n');
  expect(sample.ask(SECOND_META, "/meta/app?name=temp")).toMatchObject({ status: 404 });
  sample.pass(0.03);
  expect(apps()).toBeGreaterThan(0);
  expect(apps()).toBeLessThan(12);
  sample.pass(0.044);
  expect(cluster().meta_function_level).toBe("freezed");
  expect(sample.body(SECOND_META, "/meta/nodes?detail")).toBe(
    '{"details":{},"summary":{"total_node_count":"0","alive_node_count":"0","unalive_node_count":"0"}}\n',
  );
  sample.pass(0.002);
  expect(cluster()).toMatchObject({ meta_function_level: "steady", primary_meta_server: SECOND_META });
  expect(apps()).toBe(12);
});

it("makes a balance plan only some time after a change of leader", () => {
  const sample = new Sample();
  sample.world.died(FIRST, sample.now);
  const totals = [9.5, 9, 1, 19, 1].map((seconds) => {
    sample.pass(seconds);
    return CALL.cluster.answer.decode(sample.body(SECOND_META, "/meta/cluster")).balance_operation_count.total;
  });
  expect(totals).toEqual([0, 0, -1, -1, 0]);
});

it("lets a leader that hung for less than its session lead on", () => {
  const sample = new Sample();
  sample.world.froze(FIRST, sample.now);
  expect(sample.world.election.leader).toBeNull();
  sample.pass(5);
  sample.world.thawed(FIRST, sample.now);
  sample.pass(60);
  expect(sample.world.election.leader).toBe(FIRST);
});

it("takes the lead from one that hung longer", () => {
  const sample = new Sample();
  sample.world.froze(FIRST, sample.now);
  sample.pass(30);
  sample.world.thawed(FIRST, sample.now);
  expect(sample.world.election.leader).toBe(SECOND_META);
  expect(location(sample, FIRST)).toBe(`http://${SECOND_META}/meta/cluster`);
});

it("does not let a restarted leader claim the lock of its dead self", () => {
  const sample = new Sample();
  sample.world.died(FIRST, sample.now);
  sample.world.started(FIRST, sample.now);
  sample.pass(5);
  expect(sample.world.election.leader).toBeNull();
  sample.pass(5);
  expect(sample.world.election.leader).toBe(SECOND_META);
  expect(location(sample, FIRST)).toBe(`http://${SECOND_META}/meta/cluster`);
});

it("lets a lone meta lead itself again once its old session has run out", () => {
  const sample = new Sample();
  for (const meta of METAS) sample.world.died(meta, sample.now);
  sample.world.started(THIRD, sample.now);
  sample.pass(20);
  expect(sample.world.election.leader).toBe(THIRD);
});

it("has the first meta lead that has started when all were dead", () => {
  const sample = new Sample();
  for (const meta of METAS) sample.world.died(meta, sample.now);
  sample.pass(60);
  expect(sample.world.election.leader).toBeNull();
  sample.world.started(THIRD, sample.now);
  sample.pass(1);
  expect(sample.world.election.leader).toBe(THIRD);
  expect(sample.body(THIRD, "/meta/nodes")).toContain('"alive_node_count":"5"');
});

it("counts on replica servers the beacons that found no leader", () => {
  const sample = new Sample();
  sample.world.died(FIRST, sample.now);
  sample.pass(30);
  expect(sample.body(REPLICAS[0], "/metrics?metrics=beacon_failed_count")).toContain('"value": 3\n');
});

it.each(["/meta/cluster", "/meta/apps?unknown=1", "/meta/app/duplication?name=temp", "/meta//nodes"])(
  "a starting meta dies of %s",
  (target) => {
    const sample = new Sample();
    sample.world.died(FIRST, sample.now);
    sample.pass(20);
    sample.world.started(FIRST, sample.now, { startMs: 2000, dangerMs: 1000 });
    sample.pass(2.9);
    expect(sample.ask(FIRST, target)).toBe("dies");
    sample.pass(0.1);
    expect(sample.ask(FIRST, target)).not.toBe("dies");
  },
);

it("a starting meta answers the safe paths, and shows its beacons only when it is nearly there", () => {
  const sample = new Sample();
  sample.world.died(FIRST, sample.now);
  sample.pass(20);
  sample.world.started(FIRST, sample.now, { startMs: 2 * SECOND });
  const beacons = () => sample.body(FIRST, "/metrics?types=server&metrics=beacon_failed_count");
  expect(sample.body(FIRST, "/recentStartTime")).toBe('{"RecentStartTime":"2026-03-13 08:00:20"}\n');
  for (const target of ["/", "/version", "/config?name=timeout_ms", "/configs", "/metrics"]) sample.body(FIRST, target);
  expect(sample.ask(FIRST, "/meta%zz")).toMatchObject({ status: 400 });
  expect(beacons()).toContain('"entities": []');
  sample.pass(2);
  expect(beacons()).toContain('"beacon_failed_count"');
});

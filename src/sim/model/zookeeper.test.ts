import { expect, it } from "vitest";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";

const [FIRST, SECOND, THIRD] = METAS;

function states(sample: Sample): string[] {
  return METAS.map((meta) => sample.world.processAt(meta).state);
}

function location(sample: Sample, meta: string): string | undefined {
  const outcome = sample.ask(meta, "/meta/cluster");
  return outcome === "dies" ? outcome : outcome.location;
}

it("lets everybody go on while ZooKeeper hangs, and all metas exit when it is back after more than their sessions", () => {
  const sample = new Sample();
  sample.world.zookeeper.freeze(sample.now);
  sample.pass(40);
  expect(sample.world.leader).toBe(FIRST);
  expect(location(sample, SECOND)).toBe(`http://${FIRST}/meta/cluster`);
  sample.world.zookeeper.back(sample.now);
  expect(states(sample)).toEqual(["down", "down", "down"]);
  expect(sample.world.leader).toBeNull();
});

it("does nothing to anybody when it is back in time", () => {
  const sample = new Sample();
  sample.world.zookeeper.freeze(sample.now);
  sample.pass(5);
  sample.world.zookeeper.back(sample.now);
  sample.pass(30);
  expect(states(sample)).toEqual(["up", "up", "up"]);
  expect(sample.world.leader).toBe(FIRST);
});

it("leaves the others naming a leader that died while ZooKeeper hung", () => {
  const sample = new Sample();
  sample.world.zookeeper.freeze(sample.now);
  sample.world.died(FIRST, sample.now);
  sample.pass(60);
  expect(location(sample, THIRD)).toBe(`http://${FIRST}/meta/cluster`);
});

it("leaves the others without a name when the leader died while ZooKeeper was away", () => {
  const sample = new Sample();
  sample.world.zookeeper.leave(sample.now);
  sample.world.died(FIRST, sample.now);
  sample.pass(60);
  expect(location(sample, THIRD)).toBe("http://invalid host_port/meta/cluster");
});

it("a meta that starts without ZooKeeper can be killed by /meta/* until it gives up by itself", () => {
  const sample = new Sample();
  sample.world.zookeeper.freeze(sample.now);
  sample.world.died(THIRD, sample.now);
  sample.world.started(THIRD, sample.now);
  sample.pass(9.9);
  expect(sample.body(THIRD, "/metrics?metrics=beacon_failed_count")).toContain('"entities": []');
  expect(sample.ask(THIRD, "/meta/nodes")).toBe("dies");
  sample.pass(0.1);
  expect(sample.world.processAt(THIRD).state).toBe("down");
});

it("a meta that waits for ZooKeeper goes on when it is back", () => {
  const sample = new Sample();
  sample.world.zookeeper.freeze(sample.now);
  sample.world.died(THIRD, sample.now);
  sample.world.started(THIRD, sample.now);
  sample.pass(5);
  sample.world.zookeeper.back(sample.now);
  sample.pass(1);
  expect(location(sample, THIRD)).toBe(`http://${FIRST}/meta/cluster`);
});

it("has replica servers serve on without a leader until their lease runs out, and again under the next one", () => {
  const sample = new Sample();
  const served = (seconds: number): number => {
    const count = (): number =>
      [
        ...sample
          .body(REPLICAS[0], "/metrics?types=replica&attributes=table_id,3&metrics=get_requests")
          .matchAll(/"value": (\d+)/g),
      ].reduce((sum, [, value]) => sum + Number(value), 0);
    const before = count();
    sample.pass(seconds);
    return count() - before;
  };
  for (const meta of METAS) sample.world.died(meta, sample.now);
  expect(served(15)).toBeGreaterThan(1000);
  sample.pass(5);
  expect(served(60)).toBe(0);
  sample.world.started(SECOND, sample.now);
  sample.pass(5);
  expect(served(10)).toBeGreaterThan(1000);
});

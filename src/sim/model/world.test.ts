import { expect, it } from "vitest";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";

type Step = readonly [seconds: number, act: (sample: Sample) => void];

/** A day in which much happens. */
const STORY: readonly Step[] = [
  [5, ({ world, now }) => world.died(REPLICAS[1], now)],
  [40, ({ world, now }) => world.ddl.create({ name: "made", partitions: 12, copies: 3, rates: { put: 40 } }, now)],
  [70, ({ world, now }) => world.started(REPLICAS[1], now)],
  [75, ({ world, now }) => world.split.begin("temp", now)],
  [120, ({ world, now }) => world.setLevel("lively", now)],
  [200, ({ world, now }) => world.froze(REPLICAS[3], now)],
  [215, ({ world, now }) => world.thawed(REPLICAS[3], now)],
  [300, ({ world, now }) => world.died(METAS[0], now)],
  [330, ({ world, now }) => world.started(METAS[0], now)],
  [350, ({ world, now }) => world.ddl.drop("sessions", now)],
  [400, ({ world, now }) => world.ddl.recall(5, now)],
  [410, ({ world, now }) => world.died(REPLICAS[0], now)],
  [1500, ({ world, now }) => world.started(REPLICAS[0], now)],
];

const TARGETS = ["/meta/cluster", "/meta/nodes?detail", "/meta/apps?detail", "/meta/app?name=made&detail"];

/** Everything that can be asked at the end. `glance`: seconds between two looks of somebody who looks all the time. */
function live(seed: number, glance: number): string {
  const sample = new Sample(seed);
  let at = 0;
  const until = (seconds: number): void => {
    while (at < seconds) {
      const step = Math.min(glance, seconds - at);
      at += step;
      sample.pass(step);
      if (glance < 1000) glanceAt(sample);
    }
  };
  for (const [seconds, act] of STORY) {
    until(seconds);
    act(sample);
  }
  until(1700);
  return everything(sample);
}

function glanceAt(sample: Sample): string[] {
  const { leader } = sample.world;
  return leader === null ? [] : TARGETS.map((target) => JSON.stringify(sample.ask(leader, target)));
}

function everything(sample: Sample): string {
  const leader = sample.world.leader;
  const ofLeader = glanceAt(sample);
  const up = REPLICAS.filter((node) => sample.world.processAt(node).state === "up");
  const metrics = [...up, ...(leader === null ? [] : [leader])].map((server) =>
    sample.body(
      server,
      "/metrics?attributes=table_id,2,table_id,15,tag,ssd1&metrics=put_requests,learn_count,healthy_partitions,disk_capacity_avail_mb",
    ),
  );
  return [...ofLeader, ...metrics].join("\n");
}

it(
  "is the same for the same seed to the byte, however often somebody looks, and another for another",
  { timeout: 60_000 },
  () => {
    const seldom = live(7, 5000);
    expect(live(7, 5000)).toBe(seldom);
    expect(live(7, 13)).toBe(seldom);
    expect(live(8, 5000)).not.toBe(seldom);
  },
);

it("does not let time run backwards", () => {
  const sample = new Sample();
  sample.world.died(REPLICAS[0], sample.now);
  sample.pass(30);
  sample.world.advance(sample.now - 25_000);
  expect(sample.world.now).toBe(sample.now);
  expect(sample.world.isAlive(REPLICAS[0])).toBe(false);
});

it("changes one partition's load from a moment on, and what was counted before stays", () => {
  const sample = new Sample();
  const load = sample.world.tables.named("orders")?.partitions[5]?.load;
  if (load === undefined) throw new Error("no partition");
  const { now } = sample;
  const [before, after] = [load.seen("reads", now - 1000, now), load.seen("reads", now, now + 1000)];
  sample.world.heat("orders", 5, 4, now);
  expect(load.seen("reads", now - 1000, now)).toBe(before);
  expect(load.seen("reads", now, now + 1000)).toBeCloseTo(4 * after);
  expect(load.seen("reads", now - 1000, now + 1000)).toBeCloseTo(before + 4 * after);
  expect(load.seen("reads", now + 1000, now)).toBe(0);
  expect(() => {
    sample.world.heat("orders", 99, 4, now);
  }).toThrow('There is no partition 99 of a table "orders"');
});

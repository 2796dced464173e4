import { expect, it } from "vitest";
import type { CompactionState } from "#pegasus/answers/compaction.ts";
import { CALL } from "#pegasus/endpoints.ts";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";

const [LEADER] = METAS;
const MINUTE = 60;
/** 64 partitions of some 700 MiB on five nodes: 38 or 39 replicas each. */
const TABLE = { name: "sessions", id: 5 };

function counts(sample: Sample, node: string, id = TABLE.id): Record<CompactionState, number> {
  return CALL.manualCompaction.answer.decode(sample.body(node, `/replica/manual_compaction?app_id=${id}`)).status;
}

function start(sample: Sample, changes: object = {}): void {
  const body = {
    app_name: TABLE.name,
    type: "once",
    target_level: -1,
    bottommost_level_compaction: "skip",
    max_concurrent_running_count: 0,
    trigger_time: "",
    ...changes,
  };
  const answer = sample.ask(LEADER, "/meta/app/start_compaction", "POST", JSON.stringify(body));
  expect(answer).toMatchObject({ status: 200, body: '{"error":"ERR_OK","hint_message":""}\n' });
}

function setEnv(sample: Sample, key: string, value: string | null): void {
  expect(sample.world.features.envs.change(TABLE.name, { [key]: value }, sample.now).error).toBe("ERR_OK");
  sample.pass(1);
}

/** Steps of a second until `done`; @throws after ten minutes. */
function until(sample: Sample, done: () => boolean): number {
  for (let seconds = 0; seconds < 10 * MINUTE; seconds++) {
    if (done()) return seconds;
    sample.pass(1);
  }
  throw new Error("Ten minutes have gone by");
}

it("a node begins at its config sync, works on eight copies at a time, and is done after a while", () => {
  const sample = new Sample();
  const [node] = REPLICAS;
  const all = counts(sample, node).idle;
  start(sample);
  expect(counts(sample, node)).toEqual({ finished: 0, idle: all, queuing: 0, running: 0 });
  expect(until(sample, () => counts(sample, node).running > 0)).toBeLessThanOrEqual(31);
  expect(counts(sample, node)).toEqual({ finished: 0, idle: 0, queuing: all - 8, running: 8 });
  until(sample, () => counts(sample, node).finished > 0);
  until(sample, () => counts(sample, node).finished === all);
  expect(counts(sample, node)).toEqual({ finished: all, idle: 0, queuing: 0, running: 0 });
});

it("nodes notice at different times, since each counts from its own start", () => {
  const sample = new Sample();
  start(sample);
  const begins = new Map<string, number>();
  for (let second = 0; second < 31; second++) {
    for (const node of REPLICAS) {
      if (counts(sample, node).running > 0 && !begins.has(node)) begins.set(node, second);
    }
    sample.pass(1);
  }
  expect(begins.size).toBe(REPLICAS.length);
  expect(new Set(begins.values()).size).toBeGreaterThan(1);
});

it("only the asked table is compacted, and only once", () => {
  const sample = new Sample();
  start(sample);
  sample.pass(20 * MINUTE);
  for (const node of REPLICAS) {
    const { finished, ...others } = counts(sample, node);
    expect(finished).toBeGreaterThan(0);
    expect(others).toEqual({ idle: 0, queuing: 0, running: 0 });
    expect(counts(sample, node, 4).finished).toBe(0);
  }
});

it("a limit keeps the rest idle until the next config sync", () => {
  const sample = new Sample();
  const [node] = REPLICAS;
  start(sample, { max_concurrent_running_count: 2 });
  until(sample, () => counts(sample, node).running > 0);
  const { queuing, running, idle } = counts(sample, node);
  expect({ queuing, running }).toEqual({ queuing: 0, running: 2 });
  expect(idle).toBeGreaterThan(30);
});

it("a disabled table takes the order and begins when it is enabled again", () => {
  const sample = new Sample();
  const [node] = REPLICAS;
  setEnv(sample, "manual_compact.disabled", "true");
  start(sample);
  sample.pass(2 * MINUTE);
  expect(counts(sample, node)).toMatchObject({ finished: 0, queuing: 0, running: 0 });
  setEnv(sample, "manual_compact.disabled", null);
  expect(until(sample, () => counts(sample, node).running > 0)).toBeLessThanOrEqual(31);
});

it("a new process forgets what it has finished and does not do it again", () => {
  const sample = new Sample();
  const [node] = REPLICAS;
  start(sample);
  until(
    sample,
    () => counts(sample, node).finished > 0 && counts(sample, node).running + counts(sample, node).queuing === 0,
  );
  sample.world.died(node, sample.now);
  sample.world.started(node, sample.now);
  const { finished, running, queuing } = counts(sample, node);
  expect({ finished, running, queuing }).toEqual({ finished: 0, running: 0, queuing: 0 });
  sample.pass(2 * MINUTE);
  expect(counts(sample, node)).toMatchObject({ finished: 0, running: 0, queuing: 0 });
});

it("a process that dies over it begins again when it is back", () => {
  const sample = new Sample();
  const [node] = REPLICAS;
  start(sample);
  until(sample, () => counts(sample, node).running > 0);
  sample.world.died(node, sample.now);
  sample.world.started(node, sample.now);
  expect(counts(sample, node).running).toBe(0);
  expect(until(sample, () => counts(sample, node).running > 0)).toBeLessThanOrEqual(40);
});

it("a frozen process works on when it is thawed", () => {
  const sample = new Sample();
  const [node] = REPLICAS;
  start(sample);
  until(sample, () => counts(sample, node).running > 0);
  sample.world.froze(node, sample.now);
  sample.pass(15);
  sample.world.thawed(node, sample.now);
  expect(counts(sample, node)).toMatchObject({ finished: 0, running: 8 });
  until(sample, () => counts(sample, node).finished > 0);
});

it("a periodic one whose time has passed today starts at once, one that is to come waits for its time", () => {
  const sample = new Sample(); // it is 8:00
  const [node] = REPLICAS;
  start(sample, { type: "periodic", trigger_time: "3:00" });
  until(sample, () => counts(sample, node).running > 0);
  const later = new Sample();
  start(later, { type: "periodic", trigger_time: "9:00,soon" });
  later.pass(59 * MINUTE);
  expect(counts(later, node)).toMatchObject({ finished: 0, queuing: 0, running: 0 });
  expect(until(later, () => counts(later, node).running > 0)).toBeLessThanOrEqual(91);
});

it("the same seed compacts in the same way, however often it is looked at", () => {
  const often = new Sample(7);
  const seldom = new Sample(7);
  start(often);
  start(seldom);
  for (let second = 0; second < 90; second++) often.pass(1);
  seldom.pass(90);
  for (const node of REPLICAS) expect(counts(seldom, node)).toEqual(counts(often, node));
});

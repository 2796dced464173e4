import { expect, it } from "vitest";
import { CALL } from "#pegasus/endpoints.ts";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";
import type { Duplication, NewDuplication } from "./duplication.ts";
import { NO_FEATURES } from "./feature-plan.ts";
import { STOCK_PLAN } from "./plan.ts";

const [LEADER] = METAS;
const FAR = "onebox2";
const TABLE = "device_state";
const APP_ID = 8;

/** Without duplications, and with a remote cluster that answers. */
function quiet(): Sample {
  return new Sample(1, { ...STOCK_PLAN, features: { ...NO_FEATURES, remotes: [FAR] } });
}

function add(sample: Sample, wanted: NewDuplication = { remote: FAR }): Duplication {
  const table = sample.world.tables.named(TABLE);
  if (table === undefined) throw new Error(`${TABLE} is missing`);
  return sample.world.features.duplications.add(table, wanted, sample.now);
}

/** What the leader says: confirmed and committed writes of all partitions together, and the status. */
function atLeader(sample: Sample) {
  const answer = CALL.duplication.answer.decode(sample.body(LEADER, `/meta/app/duplication?name=${TABLE}`));
  const [first] = answer?.duplications ?? [];
  if (first === undefined) return null;
  const states = Object.values(first.partition_states ?? {});
  return {
    status: first.status,
    confirmed: states.reduce((sum, state) => sum + state.confirmed_decree, 0n),
    committed: states.reduce((sum, state) => sum + state.last_committed_decree, 0n),
    least: states.reduce(
      (least, state) => (state.confirmed_decree < least ? state.confirmed_decree : least),
      1n << 62n,
    ),
  };
}

/** What the nodes say: writes of all their primaries together. */
function atNodes(sample: Sample) {
  const states = REPLICAS.flatMap((node) => {
    const answer = sample.ask(node, `/replica/duplication?appid=${APP_ID}`);
    if (answer === "dies" || answer.status !== 200 || typeof answer.body !== "string") return [];
    return Object.values(CALL.replicaDuplication.answer.decode(answer.body)).flatMap((partitions) =>
      Object.values(partitions),
    );
  });
  return {
    partitions: states.length,
    duplicating: states.filter(({ duplicating }) => duplicating).length,
    skipping: states.filter(({ fail_mode }) => fail_mode === "FAIL_SKIP").length,
    notShipped: states.reduce((sum, state) => sum + state.not_duplicated_mutations_num, 0n),
    notConfirmed: states.reduce((sum, state) => sum + state.not_confirmed_mutations_num, 0n),
  };
}

it("is known to the leader at once, to the nodes at their next sync, and confirmed at the one after that", () => {
  const sample = quiet();
  add(sample);
  expect(atLeader(sample)).toMatchObject({ status: "DS_LOG", confirmed: -32n, committed: -32n });
  expect(atNodes(sample).partitions).toBe(0);
  sample.pass(10);
  expect(atNodes(sample)).toMatchObject({ partitions: 32, duplicating: 32 });
  expect(atNodes(sample).notConfirmed).toBeGreaterThan(1_000_000n); // all writes since the table was made
  expect(atLeader(sample)).toMatchObject({ least: -1n });
  sample.pass(11);
  expect(atLeader(sample)?.least).toBeGreaterThan(0n);
});

it("an answering remote cluster lags by less than a sync's worth of writes", () => {
  const sample = quiet();
  add(sample);
  sample.pass(60);
  const { notConfirmed, notShipped } = atNodes(sample);
  expect(notShipped).toBeLessThan(1000n);
  expect(notConfirmed).toBeGreaterThan(notShipped);
  expect(notConfirmed).toBeLessThan(100_000n);
});

it("the lag grows while the remote cluster is too slow and shrinks when it is fast again", () => {
  const sample = quiet();
  add(sample);
  sample.pass(60);
  const { duplications } = sample.world.features;
  duplications.changeRemote(FAR, { perSecond: 40 }, sample.now);
  const lags = [1, 2, 3].map(() => {
    sample.pass(60);
    const leader = atLeader(sample);
    return { nodes: atNodes(sample).notShipped, leader: (leader?.committed ?? 0n) - (leader?.confirmed ?? 0n) };
  });
  expect(lags[1]?.nodes).toBeGreaterThan(lags[0]?.nodes ?? 0n);
  expect(lags[2]?.nodes).toBeGreaterThan(lags[1]?.nodes ?? 0n);
  expect(lags[2]?.leader).toBeGreaterThan(lags[0]?.leader ?? 0n);
  duplications.changeRemote(FAR, { perSecond: 20_000 }, sample.now);
  sample.pass(30);
  expect(atNodes(sample).notShipped).toBeLessThan(1000n);
});

it("the leader does not see the lag behind a remote cluster that does not answer, the nodes do", () => {
  const sample = quiet();
  add(sample);
  sample.pass(60);
  sample.world.features.duplications.changeRemote(FAR, { reachable: false }, sample.now);
  sample.pass(20);
  const before = atLeader(sample);
  sample.pass(60);
  expect(atLeader(sample)).toEqual(before);
  expect(atNodes(sample)).toMatchObject({ partitions: 32, duplicating: 32 });
  expect(atNodes(sample).notShipped).toBeGreaterThan(100_000n);
});

it("skips a write now and then when told to, instead of trying for ever", () => {
  const sample = quiet();
  const duplication = add(sample, { remote: "nowhere" });
  sample.pass(60);
  const slow = atLeader(sample)?.confirmed ?? 0n;
  sample.pass(60);
  expect(atLeader(sample)?.confirmed).toBe(slow);
  duplication.failMode = "FAIL_SKIP";
  sample.pass(120);
  expect(atNodes(sample).skipping).toBe(32);
  expect(atLeader(sample)?.confirmed).toBeGreaterThan(slow);
});

it("pauses and goes on, which the nodes learn at their next sync", () => {
  const sample = quiet();
  const duplication = add(sample);
  const { duplications } = sample.world.features;
  sample.pass(60);
  duplications.pause(duplication, sample.now);
  expect(atLeader(sample)?.status).toBe("DS_PAUSE");
  expect(atNodes(sample).duplicating).toBe(32);
  sample.pass(10);
  expect(atNodes(sample)).toMatchObject({ partitions: 32, duplicating: 0 });
  sample.pass(60);
  expect(atNodes(sample).notShipped).toBeGreaterThan(100_000n);
  duplications.resume(duplication, sample.now);
  sample.pass(30);
  expect(atNodes(sample)).toMatchObject({ duplicating: 32 });
  expect(atNodes(sample).notShipped).toBeLessThan(1000n);
});

it("is gone from the leader when removed, and from the nodes at their next sync", () => {
  const sample = quiet();
  const duplication = add(sample);
  const { duplications } = sample.world.features;
  sample.pass(30);
  duplications.remove(duplication, sample.now);
  expect(atLeader(sample)).toBeNull();
  expect(atNodes(sample).partitions).toBe(32);
  sample.pass(10);
  expect(atNodes(sample).partitions).toBe(0);
});

it("makes a checkpoint first when asked to, which takes a remote cluster that answers", () => {
  const sample = quiet();
  add(sample, { remote: "nowhere", checkpoint: true });
  sample.pass(120);
  expect(atLeader(sample)?.status).toBe("DS_PREPARE");
  expect(atLeader(sample)?.least).toBeGreaterThan(0n);
  expect(atNodes(sample)).toMatchObject({ partitions: 32, duplicating: 0 });
  sample.world.features.duplications.changeRemote("nowhere", { reachable: true }, sample.now);
  sample.pass(10);
  expect(atLeader(sample)?.status).toBe("DS_APP");
  sample.pass(10 * 60);
  expect(atLeader(sample)?.status).toBe("DS_LOG");
  expect(atNodes(sample).duplicating).toBe(32);
});

it("has ids that are unique within its table only, and one duplication per remote cluster", () => {
  const sample = quiet();
  const first = add(sample);
  expect(add(sample)).toBe(first);
  const second = add(sample, { remote: "another" });
  expect(second.facts.id).toBe(first.facts.id + 1);
  const other = sample.world.tables.named("stat");
  if (other === undefined) throw new Error("stat is missing");
  expect(sample.world.features.duplications.add(other, { remote: FAR }, sample.now).facts.id).toBe(first.facts.id);
  expect(first.facts.id).toBe(Math.floor(sample.now / 1000));
});

it.each([
  ["paused while it is prepared", "DS_PREPARE", "pause"],
  ["started while it is prepared", "DS_PREPARE", "resume"],
] as const)("cannot be %s", (_, status, order) => {
  const sample = quiet();
  const duplication = add(sample, { remote: "nowhere", checkpoint: true });
  expect(duplication.status).toBe(status);
  expect(() => {
    sample.world.features.duplications[order](duplication, sample.now);
  }).toThrow(/is DS_PREPARE and cannot become/);
});

it("goes on from another primary when a node dies", () => {
  const sample = quiet();
  add(sample);
  sample.pass(60);
  sample.world.died(REPLICAS[0], sample.now);
  sample.pass(60);
  expect(atNodes(sample)).toMatchObject({ partitions: 32, duplicating: 32 });
  const before = atLeader(sample)?.least ?? 0n;
  sample.pass(20);
  expect(atLeader(sample)?.least).toBeGreaterThan(before);
});

it("a cluster that is weeks old ships from the first moment on", () => {
  const sample = new Sample();
  expect(atNodes(sample)).toMatchObject({ partitions: 32, duplicating: 32 });
  expect(atNodes(sample).notShipped).toBeLessThan(1000n);
  expect(atLeader(sample)?.least).toBeGreaterThan(1_000_000n);
});

it("the same seed ships in the same way, however often it is looked at", () => {
  const [often, seldom] = [quiet(), quiet()];
  for (const sample of [often, seldom]) {
    add(sample);
    sample.world.features.duplications.changeRemote(FAR, { perSecond: 90 }, sample.now);
  }
  for (let second = 0; second < 95; second++) {
    often.pass(1);
    atNodes(often);
  }
  seldom.pass(95);
  expect(atNodes(seldom)).toEqual(atNodes(often));
  expect(atLeader(seldom)).toEqual(atLeader(often));
});

it("a process remembers how far it has come, though the duplication is removed", () => {
  const sample = quiet();
  const { duplications } = sample.world.features;
  const [partition] = sample.world.tables.named(TABLE)?.partitions ?? [];
  const node = partition?.primary ?? "";
  const stage = () => (partition === undefined ? undefined : duplications.stageOf(node, partition));
  expect(stage()).toBe("none");
  duplications.remove(add(sample, { remote: "nowhere", checkpoint: true }), sample.now);
  sample.pass(20);
  expect(stage()).toBe("none");
  const prepared = add(sample, { remote: "nowhere", checkpoint: true });
  sample.pass(20);
  expect(stage()).toBe("prepared");
  const shipping = add(sample);
  sample.pass(20);
  expect(stage()).toBe("shipping");
  duplications.remove(prepared, sample.now);
  duplications.remove(shipping, sample.now);
  sample.pass(20);
  expect(stage()).toBe("shipping");
  sample.world.died(node, sample.now);
  sample.world.started(node, sample.now);
  expect(stage()).toBe("none");
});

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { duplication, replicaDuplication, type Duplication } from "./answers/duplication.ts";
import { duplicationLag, partitionLag, pendingMutations } from "./duplication-lag.ts";

const sample = (name: string): string => readFileSync(new URL(`samples/${name}.txt`, import.meta.url), "utf8");

it.each([
  [1024n, 1030n, 6n],
  [1030n, 1030n, 0n],
  [-1n, 1030n, null],
  [1024n, -1n, null],
  [-1n, -1n, null],
  [1031n, 1030n, 0n],
])("confirmed %s of %s committed is a lag of %s", (confirmed_decree, last_committed_decree, lag) => {
  expect(partitionLag({ confirmed_decree, last_committed_decree })).toBe(lag);
});

function withStates(states: Duplication["partition_states"]): Duplication {
  const [first] = duplication.decode(sample("duplication"))?.duplications ?? [];
  if (first === undefined) throw new Error("the sample has no duplication");
  return { ...first, partition_states: states };
}

it("sums up the lag of partitions, and names the worst", () => {
  const states = {
    0: { confirmed_decree: 5n, last_committed_decree: 15n },
    1: { confirmed_decree: 5n, last_committed_decree: 45n },
    2: { confirmed_decree: -1n, last_committed_decree: -1n },
  };
  expect(duplicationLag(withStates(states))).toEqual({
    total: 50n,
    worst: { partition: 1, lag: 40n },
    reported: 2,
    silent: 1,
  });
});

it.each([
  ["no partition has begun", null, { total: 0n, worst: null, reported: 0, silent: 0 }],
  ["2.5.0 does not tell", undefined, null],
])("says so where %s", (_what, states, lag) => {
  expect(duplicationLag(withStates(states))).toEqual(lag);
});

it("knows nothing yet of a duplication that has just been made", () => {
  const [fresh] = duplication.decode(sample("duplication"))?.duplications ?? [];
  expect(fresh && duplicationLag(fresh)).toMatchObject({ reported: 0, silent: 8, worst: null });
});

it("keeps the decrees of a long-lived table to the last digit", () => {
  const text = sample("duplication.many").replace(
    '"last_committed_decree":166',
    '"last_committed_decree":9007199254740995',
  );
  const [first] = duplication.decode(text)?.duplications ?? [];
  expect(first && duplicationLag(first)?.worst?.lag).toBe(9_007_199_254_740_995n - 166n);
  expect(duplication.encode(duplication.decode(text))).toBe(text);
});

it("sums up what replica servers have not shipped of one duplication", () => {
  const answers = ["replicaDuplication.lagging", "replicaDuplication"].map((name) =>
    replicaDuplication.decode(sample(name)),
  );
  const id = Number(Object.keys(answers[0] ?? {})[0]);
  expect(pendingMutations(answers, id)).toMatchObject({ notShipped: 758n + 750n + 743n, notConfirmed: 2251n, idle: 0 });
  expect(pendingMutations(answers, 1)).toEqual({ notShipped: 0n, notConfirmed: 0n, partitions: 0, idle: 0 });
});

it("counts partitions that do not ship", () => {
  const paused = replicaDuplication.decode(sample("replicaDuplication.paused"));
  const id = Number(Object.keys(paused)[0]);
  const { idle, partitions } = pendingMutations([paused], id);
  expect(idle).toBe(partitions);
  expect(partitions).toBeGreaterThan(10);
});

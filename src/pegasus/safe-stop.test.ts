import { expect, it } from "vitest";
import type { Partition } from "./answers/app.ts";
import { stopConsequences, type StopConsequences, type StopFlags } from "./safe-stop.ts";

const FLAGS: StopFlags = { minLive: 3, percentage: 65, minimumToWrite: 2 };
const FIVE = { alive: 5, total: 5 };

function partition(max: number, primary: string | null, ...secondaries: string[]): Partition {
  const live = (primary === null ? 0 : 1) + secondaries.length;
  return { pidx: 4, ballot: 3n, replica_count: { live, max }, primary, secondaries };
}

function stop(node: string, one: Partition, nodes = FIVE, flags = FLAGS): StopConsequences {
  return stopConsequences(node, [{ appId: 2, appName: "users", partitions: [one] }], nodes, flags);
}

const HERE = [{ id: "2.4", appName: "users" }];
const NONE = { lost: [], unwritable: [], alreadyIll: [], freezes: false };

it.each<[what: string, node: string, one: Partition, consequences: Partial<StopConsequences>]>([
  ["the primary of three", "a", partition(3, "a", "b", "c"), { ...NONE, safe: true, primaries: 1, replicas: 1 }],
  ["a secondary of three", "b", partition(3, "a", "b", "c"), { ...NONE, safe: true, primaries: 0, replicas: 1 }],
  ["a node that holds nothing", "z", partition(3, "a", "b", "c"), { ...NONE, safe: true, replicas: 0 }],
  [
    "the primary of two that are left of three",
    "a",
    partition(3, "a", "b"),
    { ...NONE, safe: false, unwritable: HERE },
  ],
  ["the secondary of two that are left", "b", partition(3, "a", "b"), { ...NONE, safe: false, unwritable: HERE }],
  ["the last of three", "a", partition(3, "a"), { ...NONE, safe: false, lost: HERE }],
  ["the last, which is a secondary", "b", partition(3, null, "b"), { ...NONE, safe: false, lost: HERE }],
  ["one of two without a primary", "b", partition(3, null, "b", "c"), { ...NONE, safe: false, alreadyIll: HERE }],
  ["the only copy that was wanted", "a", partition(1, "a"), { ...NONE, safe: false, lost: HERE }],
  ["one of five", "a", partition(5, "a", "b", "c"), { ...NONE, safe: true }],
])("says what stopping %s does", (_what, node, one, consequences) => {
  expect(stop(node, one)).toMatchObject(consequences);
});

it("leaves a split child alone, which nobody holds yet", () => {
  const child: Partition = { pidx: 9, ballot: -1n, replica_count: { live: 0, max: 0 }, primary: null, secondaries: [] };
  expect(stop("a", child)).toMatchObject({ safe: true, replicas: 0 });
});

it("warns that the metas would freeze", () => {
  const healthy = partition(3, "a", "b", "c");
  expect(stop("a", healthy, { alive: 3, total: 3 })).toMatchObject({ safe: false, freezes: true, unwritable: [] });
  expect(stop("a", healthy, { alive: 3, total: 3 }, { ...FLAGS, minLive: 2, percentage: 50 }).safe).toBe(true);
});

it("goes by the flag for how many copies a write needs", () => {
  const two = partition(3, "a", "b");
  expect(stop("b", two, FIVE, { ...FLAGS, minimumToWrite: 1 }).safe).toBe(true);
  expect(stop("b", two, FIVE, { ...FLAGS, minimumToWrite: 3 }).alreadyIll).toEqual(HERE);
});

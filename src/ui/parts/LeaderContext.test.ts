import { expect, it } from "vitest";
import { mayStillBeLoading } from "./LeaderContext.ts";

it.each<[string, string | null, number, string | null, number | null, boolean]>([
  ["long after the leader moved", "m2", 100_000, "m2", 20_000, false],
  ["just after the leader moved", "m2", 21_000, "m2", 20_000, true],
  ["before the page has seen the move", "m2", 19_000, "m1", null, true],
  ["when the leader never moved", "m1", 19_000, "m1", null, false],
  ["when nobody is known to lead yet", "m1", 19_000, null, null, false],
])("an empty answer %s: may the leader still be loading?", (_, server, at, leader, movedAt, loading) => {
  expect(mayStillBeLoading({ server, at }, { leader, movedAt })).toBe(loading);
});

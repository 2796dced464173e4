import { expect, it } from "vitest";
import type { RosterEntry } from "#api/clusters.ts";
import { kindWords } from "./ClusterMark.tsx";
import { samePage } from "./navigation.ts";
import { momentAt } from "./replay-clock.ts";
import { followLeader } from "./useLeaderWatch.ts";

function roster(leader: string | null): RosterEntry[] {
  return ["m1", "m2"].map((server) => ({
    server,
    role: "meta",
    leader: server === leader,
    alive: true,
    starting: false,
  }));
}

it("follows the leader from roster to roster, and takes a gap for no move", () => {
  const begin = { cluster: "demo", leader: null, movedAt: null };
  const first = followLeader(begin, "demo", roster("m1"), 1000);
  expect(first).toEqual({ cluster: "demo", leader: "m1", movedAt: null });
  const gap = followLeader(first, "demo", roster(null), 2000);
  expect(gap).toBe(first);
  expect(followLeader(gap, "demo", null, 2500)).toBe(first);
  const moved = followLeader(gap, "demo", roster("m2"), 3000);
  expect(moved).toEqual({ cluster: "demo", leader: "m2", movedAt: 3000 });
  expect(followLeader(moved, "demo", roster("m2"), 4000)).toBe(moved);
  expect(followLeader(moved, "other", roster("m1"), 5000)).toEqual({ cluster: "other", leader: "m1", movedAt: null });
});

it.each([
  ["playing", 1, 2000, 12_000],
  ["playing fast", 10, 2000, 30_000],
  ["paused", 0, 2000, 10_000],
  ["at its end", 60, 60_000, 50_000],
  ["before the answer by a skewed clock", 1, -5000, 10_000],
])("a recording %s is where it should be", (_, speed, since, at) => {
  expect(momentAt({ title: "", from: 0, to: 50_000, at: 10_000, speed }, since)).toBe(at);
});

it.each<[Parameters<typeof kindWords>[0], string | null]>([
  [{ kind: "demo", scenario: "healthy", title: "Demo" }, "Demo: simulated cluster, scenario healthy"],
  [{ kind: "demo", title: "Demo" }, "Demo: simulated cluster"],
  [{ kind: "replay", title: "07-meta-failover" }, "Replay of 07-meta-failover"],
  [{ kind: "real", title: "Onebox" }, null],
])("marks %o as %s", (entry, words) => {
  expect(kindWords(entry)).toBe(words);
});

it.each([
  ["/c/shop", "/c/lab"],
  ["/c/shop/apps", "/c/lab/apps"],
  ["/c/shop/apps/orders", "/c/lab/apps"],
  ["/c/shop/nodes/10.0.0.1%3A34801", "/c/lab/nodes"],
  ["/c/shop/explorer", "/c/lab/explorer?server=leader&path=%2F"],
  ["/c/shop/no-such-page", "/c/lab"],
  ["/c/shopping/apps", "/c/lab"],
])("from %s of one cluster one comes to %s of the other", (here, there) => {
  expect(samePage(here, "shop", "lab")).toBe(there);
});

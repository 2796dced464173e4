import { expect, it } from "vitest";
import type { RosterEntry } from "#api/clusters.ts";
import { costOf, suggestedChoice, type Extent } from "./cost.ts";

function extent(replicas: number, tables: number, partitions: number): Extent {
  const server = (name: string, role: RosterEntry["role"], leader = false): RosterEntry => ({
    server: name,
    role,
    leader,
    alive: true,
    starting: false,
  });
  return {
    servers: [
      server("m1:1", "meta", true),
      server("m2:1", "meta"),
      ...Array.from({ length: replicas }, (_, i) => server(`r${i}:1`, "replica")),
    ],
    tables: Array.from({ length: tables }, (_, id) => ({ id, name: `t${id}`, partitions, copies: 3 })),
  };
}

it("suggests all of a small cluster, and of a large one what it can bear", () => {
  expect(suggestedChoice(extent(5, 10, 8))).toMatchObject({ allMetrics: true, replicaTables: true });
  expect(suggestedChoice(extent(100, 1000, 50))).toMatchObject({ allMetrics: false, replicaTables: false });
});

it("tells the price of each option: a request for each table of each replica server, and bytes for each replica", () => {
  const large = extent(10, 20, 8);
  const none = { allMetrics: false, replicaTables: false, rounds: 2 };
  const base = costOf(large, none);
  expect(costOf(large, { ...none, replicaTables: true }).requests - base.requests).toBe(3 * 20 * 10);
  const all = costOf(large, { ...none, allMetrics: true });
  expect(all.bytes - base.bytes).toBeGreaterThan(20 * 8 * 3 * 15_000);
  // One question in place of two of each replica server.
  expect(base.requests - all.requests).toBe(10);
});

it("adds a request to each replica server, and ten seconds, for each round of load", () => {
  const some = extent(4, 2, 8);
  const [two, seven] = [2, 7].map((rounds) => costOf(some, { allMetrics: false, replicaTables: false, rounds }));
  expect((seven?.requests ?? 0) - (two?.requests ?? 0)).toBe(5 * 4);
  expect([two?.seconds, seven?.seconds]).toEqual([10, 60]);
});

it("asks one that is known to be dead once and no more", () => {
  const one = extent(1, 5, 8);
  const dead = { ...one, servers: one.servers.map((entry) => ({ ...entry, alive: entry.role === "meta" })) };
  const choice = { allMetrics: true, replicaTables: true, rounds: 2 };
  const without = { ...one, servers: one.servers.filter(({ role }) => role === "meta") };
  expect(costOf(dead, choice).requests).toBe(costOf(without, choice).requests + 1);
});

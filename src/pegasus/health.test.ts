import { expect, it } from "vitest";
import type { Partition } from "./answers/app.ts";
import {
  clusterSeverity,
  countHealth,
  isSplitChild,
  isUnassigned,
  liveReplicas,
  partitionClass,
  partitionHealth,
  severityOf,
  tableHealth,
  type ClusterFacts,
  type HealthCounts,
  type PartitionClass,
  type PartitionHealth,
  type Severity,
} from "./health.ts";

function partition(max: number, primary: boolean, secondaries: number, ballot = 3n): Partition {
  return {
    pidx: 0,
    ballot,
    replica_count: { live: Number(primary) + secondaries, max },
    primary: primary ? "r1:34801" : null,
    secondaries: Array.from({ length: secondaries }, (_, index) => `r${index + 2}:34801`),
  };
}

it.each<[max: number, primary: boolean, secondaries: number, PartitionHealth, PartitionClass]>([
  [3, true, 2, "healthy", "healthy"],
  [3, true, 3, "healthy", "healthy"],
  [3, true, 1, "unhealthy", "writable-ill"],
  [3, true, 0, "write-unhealthy", "unwritable"],
  [3, false, 2, "read-unhealthy", "unreadable"],
  [3, false, 0, "read-unhealthy", "dead"],
  [5, true, 1, "unhealthy", "writable-ill"],
  [2, true, 0, "write-unhealthy", "unwritable"],
  [1, true, 0, "healthy", "unwritable"],
  [1, false, 0, "read-unhealthy", "dead"],
])(
  "of %d copies with primary %s and %d secondaries: %s over HTTP, %s in metrics",
  (max, primary, others, health, kind) => {
    const one = partition(max, primary, others);
    expect(partitionHealth(one)).toBe(health);
    expect(partitionClass(one, 2)).toBe(kind);
  },
);

it.each<[max: number, live: number, minimum: number, PartitionClass]>([
  [1, 1, 0, "healthy"],
  [2, 1, 0, "writable-ill"],
  [3, 1, 0, "unwritable"],
  [3, 2, 0, "writable-ill"],
  [5, 2, 0, "unwritable"],
  [5, 3, -1, "writable-ill"],
  [3, 1, 1, "writable-ill"],
  [3, 2, 3, "unwritable"],
])("of %d copies with %d alive where %d must be: %s", (max, live, minimum, kind) => {
  expect(partitionClass(partition(max, true, live - 1), minimum)).toBe(kind);
});

it("does not take a split child that is under way for dead", () => {
  const child = partition(0, false, 0, -1n);
  expect(isSplitChild(child)).toBe(true);
  expect(partitionHealth(child)).toBe("splitting");
  expect(isSplitChild(partition(3, false, 0, 0n))).toBe(false);
  expect(isSplitChild(partition(3, false, 0, -1n))).toBe(false);
});

it("counts copies that live, whatever the server says of their number", () => {
  expect(liveReplicas({ ...partition(3, true, 2), replica_count: { live: 0, max: 3 } })).toBe(3);
  expect(liveReplicas(partition(3, false, 2))).toBe(2);
});

it("counts each worse class into the milder one, as the server does", () => {
  const partitions = [
    partition(3, true, 2),
    partition(3, true, 1),
    partition(3, true, 0),
    partition(3, false, 2),
    partition(0, false, 0, -1n),
  ];
  expect(countHealth(partitions)).toEqual({
    partition_count: 5,
    fully_healthy: 1,
    unhealthy: 4,
    write_unhealthy: 3,
    read_unhealthy: 2,
  });
  expect(countHealth([])).toEqual({
    partition_count: 0,
    fully_healthy: 0,
    unhealthy: 0,
    write_unhealthy: 0,
    read_unhealthy: 0,
  });
});

it.each<[Partial<HealthCounts>, Severity]>([
  [{}, "ok"],
  [{ unhealthy: 1 }, "warning"],
  [{ unhealthy: 1, write_unhealthy: 1 }, "critical"],
  [{ unhealthy: 1, write_unhealthy: 1, read_unhealthy: 1 }, "critical"],
])("calls %j %s", (counts, severity) => {
  const none = { partition_count: 8, fully_healthy: 8, unhealthy: 0, write_unhealthy: 0, read_unhealthy: 0 };
  expect(severityOf({ ...none, ...counts })).toBe(severity);
});

it("judges a table without its split children, which only make it worth a notice", () => {
  const child: Partition = { pidx: 4, ballot: -1n, replica_count: { live: 0, max: 0 }, primary: null, secondaries: [] };
  const healthy = partition(3, true, 2);
  expect(tableHealth([healthy, child])).toMatchObject({
    counts: { partition_count: 1, fully_healthy: 1, read_unhealthy: 0 },
    splitting: 1,
    unassigned: 0,
    severity: "notice",
  });
  expect(tableHealth([healthy, child, partition(3, true, 1)]).severity).toBe("warning");
  expect(tableHealth([healthy]).severity).toBe("ok");
  expect(tableHealth([]).severity).toBe("ok");
});

it("tells a partition that nobody ever held from one that has lost all", () => {
  const never = partition(3, false, 0, 0n);
  const lost = partition(3, false, 0, 7n);
  expect([isUnassigned(never), isUnassigned(lost)]).toEqual([true, false]);
  expect(tableHealth([never, lost])).toMatchObject({ unassigned: 1, severity: "critical" });
});

it.each<[what: string, facts: ClusterFacts, severity: Severity]>([
  ["all well", { level: "steady", unaliveNodes: 0, tables: ["ok"] }, "ok"],
  ["balancing", { level: "lively", unaliveNodes: 0, tables: [] }, "ok"],
  ["a table being split", { level: "steady", unaliveNodes: 0, tables: ["ok", "notice"] }, "notice"],
  ["a dead node", { level: "steady", unaliveNodes: 1, tables: ["ok"] }, "warning"],
  ["a table that nobody can read", { level: "steady", unaliveNodes: 1, tables: ["critical", "ok"] }, "critical"],
  ["too many dead nodes", { level: "freezed", unaliveNodes: 2, tables: ["ok"] }, "critical"],
  ["metas that do nothing", { level: "stopped", unaliveNodes: 0, tables: ["ok"] }, "critical"],
  ["no leader", { level: null, unaliveNodes: 0, tables: [] }, "critical"],
  ["a level of another version", { level: "brisk", unaliveNodes: 0, tables: ["ok"] }, "unknown"],
])("sums up a cluster with %s", (_what, facts, severity) => {
  expect(clusterSeverity(facts)).toBe(severity);
});

import { expect, it } from "vitest";
import type { Load, NodeLoad } from "#api/load.ts";
import type { NodeList } from "#pegasus/answers/nodes.ts";
import { diskSeverity, formatShareOf, nodeRows } from "./node-rows.ts";

const LIST: NodeList = {
  details: {
    "r1:34801": { address: "r1:34801", status: "ALIVE", replica_count: 3, primary_count: 1, secondary_count: 2 },
    "r2:34801": { address: "r2:34801", status: "UNALIVE", replica_count: 0, primary_count: 0, secondary_count: 0 },
  },
  summary: { total_node_count: 2, alive_node_count: 1, unalive_node_count: 1 },
};

function loadOf(node: Partial<NodeLoad>, failure: string | null = null): Load {
  return { failure, nodes: { "r1:34801": { failure: null, disks: [], ...node } } } as unknown as Load; // the rest is not looked at
}

it.each<[string, Load | null, string[]]>([
  ["without load", null, ["Alive", "Dead"]],
  ["with load", loadOf({}), ["Alive", "Dead"]],
  ["that nobody could ask", loadOf({ failure: "not recorded" }, "not recorded"), ["Alive", "Dead"]],
  ["with a node that does not answer", loadOf({ failure: "r1:34801 timed out" }), ["Alive, silent", "Dead"]],
])("tells the state of nodes %s", (_, load, states) => {
  expect(nodeRows(LIST, load).map(({ state }) => state)).toEqual(states);
});

it("says why a node is silent", () => {
  const [row] = nodeRows(LIST, loadOf({ failure: "r1:34801 timed out" }));
  expect(row).toMatchObject({ severity: "warning", note: "r1:34801 timed out" });
});

it("finds the fullest disk and adds all of them up", () => {
  const disks = [
    { tag: "a", totalMb: 1000, availableMb: 400 },
    { tag: "b", totalMb: 1000, availableMb: 100 },
    { tag: "broken", totalMb: 0, availableMb: 0 },
  ];
  const [row] = nodeRows(LIST, loadOf({ disks }));
  expect(row?.worstDisk).toEqual({ tag: "b", ratio: 0.9 });
  expect(row?.disks).toEqual({ usedMb: 1500, totalMb: 2000 });
});

it("knows nothing of disks that are not told", () => {
  const [row] = nodeRows(LIST, loadOf({ disks: [] }));
  expect(row).toMatchObject({ worstDisk: null, disks: null });
});

it.each([
  [0.79, "ok"],
  [0.8, "warning"],
  [0.9, "warning"],
  [0.91, "critical"],
])("a disk used to %d is %s", (ratio, severity) => {
  expect(diskSeverity(ratio)).toBe(severity);
});

it.each([
  [1.5 * 2 ** 20, 3 * 2 ** 20, "1.50 of 3 TiB"],
  [512, 2048, "512 MiB of 2 GiB"],
])("writes %i of %i MiB with no unit twice", (used, total, text) => {
  expect(formatShareOf(used, total)).toBe(text);
});

it("tells version, start and last answer as far as they are known", () => {
  const identities = new Map([["r1:34801", { version: "2.6.0", started: "2026-10-24 09:20:02" }]]);
  const [here, dead] = nodeRows(LIST, loadOf({ answeredAt: 5000 }), identities);
  expect(here).toMatchObject({ version: "2.6.0", started: "2026-10-24 09:20:02", answeredAt: 5000 });
  expect(dead).toMatchObject({ version: null, started: null, answeredAt: null });
});

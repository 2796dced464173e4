import { expect, it } from "vitest";
import { diskBalance, diskUse, isFull, nodeSpace, type DiskBalance } from "./disk-balance.ts";

const disk = (tag: string, usedMb: number, totalMb = 1000) => ({ tag, totalMb, availableMb: totalMb - usedMb });

it.each<[what: string, used: number[], balance: DiskBalance]>([
  ["one disk", [900], { kind: "one disk", averagePercent: 90 }],
  ["no disk", [], { kind: "one disk", averagePercent: 0 }],
  ["disks with room", [0, 99], { kind: "roomy", averagePercent: 4 }],
  ["disks that differ by 4 %", [500, 549], { kind: "balanced", averagePercent: 52 }],
  ["disks that differ by 5 %", [500, 550], { kind: "uneven", averagePercent: 52, from: "b", to: "a", moveMb: 25 }],
  ["one fuller than two", [100, 800, 150], { kind: "uneven", averagePercent: 35, from: "b", to: "a", moveMb: 250 }],
])("does with %s what the admin tool would", (_what, used, balance) => {
  const disks = used.map((mb, index) => disk("abc"[index] ?? "", mb));
  expect(diskBalance(disks)).toEqual(balance);
});

it("counts the used share cut and the free share rounded", () => {
  expect(diskUse(disk("a", 666, 1000))).toEqual({ tag: "a", usedMb: 666, usedPercent: 66, freePercent: 33 });
  expect(diskUse(disk("a", 0, 0))).toMatchObject({ usedPercent: 0, freePercent: 0 });
});

it.each([
  [901, 10, false],
  [905, 10, false],
  [906, 10, true],
  [1000, 10, true],
  [1000, 0, false],
])("with %d of 1000 MiB used and a flag of %d, full is %s", (used, minimum, full) => {
  expect(isFull(disk("a", used), minimum)).toBe(full);
});

it("sums up a node as the shell does", () => {
  expect(nodeSpace([disk("a", 100), disk("b", 900)])).toEqual({ freePercent: 50, leastFreePercent: 10 });
  expect(nodeSpace([])).toEqual({ freePercent: 0, leastFreePercent: 100 });
});

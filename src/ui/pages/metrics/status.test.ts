import { expect, it } from "vitest";
import type { Load, NodeLoad } from "#api/load.ts";
import { statusOf } from "./status.ts";

const figures = {
  readQps: 1,
  writeQps: 1,
  readBytes: 1,
  writeBytes: 1,
  readCu: 1,
  writeCu: 1,
  readP99Ns: 1,
  writeP99Ns: 1,
};
const node: NodeLoad = {
  ...figures,
  failure: null,
  primaries: 1,
  replicas: 1,
  residentMemoryMb: 1,
  sessions: 1,
  disks: [],
};
const load: Load = {
  at: 100_000,
  seconds: 10.04,
  interval: 10,
  asked: 2,
  answered: 2,
  failure: null,
  cluster: { ...figures, storageMb: 1 },
  apps: {},
  nodes: { "r1:1": node, "r2:1": node },
};
const oneSilent: Load = { ...load, answered: 1, nodes: { "r1:1": node, "r2:1": { ...node, failure: "timed out" } } };

it.each<[what: string, load: Load, server: string | null, words: string]>([
  ["all is well", load, null, "2 servers answered. A sample every 10 s, rates over 10 s."],
  ["no sample", { ...load, at: null, seconds: null }, null, "The first sample is being taken."],
  ["one sample", { ...load, seconds: null }, null, "Rates need two samples; the next comes in 7 s."],
  [
    "the second is late",
    { ...load, at: 80_000, seconds: null },
    null,
    "Rates need two samples; the next is on its way.",
  ],
  ["no load at all", { ...load, failure: "too old." }, null, "There is no load: too old."],
  ["one is silent", oneSilent, null, "1 of 2 servers answered; not: r2:1. A sample every 10 s, rates over 10 s."],
  ["the one on view is silent", oneSilent, "r2:1", "r2:1 did not answer: timed out"],
  [
    "another than the one on view",
    oneSilent,
    "r1:1",
    "1 of 2 servers answered; not: r2:1. A sample every 10 s, rates over 10 s.",
  ],
])("%s", (_, given, server, words) => {
  expect(statusOf(given, 103_500, server).words).toBe(words);
});

it("names a few of many silent servers", () => {
  const nodes = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [`r${index}:1`, { ...node, failure: "timed out" }]),
  );
  expect(statusOf({ ...load, asked: 9, answered: 1, nodes }, 0, null).words).toContain("r4:1 and 3 more.");
});

it.each<[load: Load, severity: string]>([
  [load, "ok"],
  [{ ...load, at: null }, "notice"],
  [{ ...load, seconds: null }, "notice"],
  [oneSilent, "warning"],
  [{ ...load, failure: "no" }, "warning"],
])("what passes by itself is no warning (case %#)", (given, severity) => {
  expect(statusOf(given, 0, null).severity).toBe(severity);
});

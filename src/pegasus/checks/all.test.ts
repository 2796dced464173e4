// What holds for all checks together: what is not known, what takes two readings, their order, their help.
import { expect, it } from "vitest";
import { CHECKS, judgeAll, worstOf } from "./all.ts";
import { known, type Fact } from "./fact.ts";
import type { ClusterFacts } from "./facts.ts";
import { EVIDENCE, evidenceOf } from "./evidence.ts";
import { HELP, helpFor } from "./help.ts";
import { NOW, facts, gauges, info, judged, nodeList, reading, start, table } from "./made-up-facts.ts";

it.each<[fact: keyof ClusterFacts, ids: readonly string[]]>([
  ["roster", ["metas", "drift"]],
  ["info", ["level", "balance"]],
  ["tables", ["readable", "writable", "copies", "splits"]],
  ["load", ["disks", "memory", "connections"]],
  ["diskOutlooks", ["disk-trend"]],
  ["gauges", ["failed", "rejected", "bulk-load"]],
])("without knowing %s, what hangs on it is unknown and says why", (fact, ids) => {
  const failed: Fact<never> = { kind: "failed", why: "m1 did not answer." };
  for (const id of ids) {
    const verdict = judged(id, { [fact]: failed });
    expect([id, verdict.severity, verdict.unknown, verdict.sentence]).toEqual([
      id,
      "unknown",
      "failed",
      "m1 did not answer.",
    ]);
  }
});

it("waits for a second reading before it tells rates", () => {
  const first = {
    ...reading({}),
    rates: {
      read_failed_requests: null,
      write_failed_requests: null,
      read_busy_requests: null,
      write_busy_requests: null,
    },
  };
  expect(judged("failed", gauges(first)).unknown).toBe("waiting");
  expect(judged("failed", gauges({ ...first, standsStill: true })).unknown).toBe("absent");
});

it("says since when a node has been seen dead, and that it may be longer", () => {
  const change = {
    nodes: nodeList({ r1: { status: "UNALIVE" }, r2: { status: "UNALIVE" }, r3: {} }),
    deadSince: new Map([
      ["r1", { at: NOW - 200_000, atFirst: false }],
      ["r2", { at: NOW - 40_000, atFirst: true }],
    ]),
  };
  expect([...judged("nodes", change).notes]).toEqual([
    ["r1", "for 3 min"],
    ["r2", "for more than 40 s"],
  ]);
  const now = { ...change, deadSince: new Map([["r1", { at: NOW, atFirst: true }]]) };
  expect(judged("nodes", now).notes.get("r1")).toBe("already when this page was opened");
});

it("calls a process restarted whose start changed while the page watched, whatever its zone", () => {
  const change = { ...start("2026-03-02 20:00:00"), firstStarts: new Map([["r1", "2026-02-01 00:00:00"]]) };
  expect(judged("restarts", change)).toMatchObject({ severity: "notice", servers: ["r1"] });
});

it("puts the worst first, what is asked and what cannot be had last", () => {
  const all = judgeAll(
    CHECKS,
    facts({
      nodes: nodeList({ r1: { status: "UNALIVE" }, r2: {} }),
      ...info({ meta_function_level: "blind" }),
      load: { kind: "waiting" },
      hot: { kind: "absent", why: "No." },
      gauges: { kind: "failed", why: "No." },
    }),
  );
  const kinds = all.map(({ verdict }) => verdict.unknown ?? verdict.severity);
  expect([...new Set(kinds)]).toEqual(
    ["critical", "warning", "failed", "notice", "absent", "waiting", "ok"].filter((kind) =>
      kinds.includes(kind as never),
    ),
  );
  expect(worstOf(all)?.id).toBe("level");
});

it("has help and evidence for every check, filled in with what it is about", () => {
  const ids = CHECKS.map(({ id }) => id).toSorted();
  expect([Object.keys(HELP).toSorted(), Object.keys(EVIDENCE).toSorted()]).toEqual([ids, ids]);
  const verdict = judged("copies", { tables: known([table("temp", { unhealthy: 1 })]) });
  const copies = { id: "copies", title: "Copies", verdict };
  const help = helpFor(copies);
  expect(help.commands.map(({ line }) => line)).toEqual(["app temp -d"]);
  expect(evidenceOf(copies).map(({ path, query }) => `${path}?${query}`)).toEqual([
    "/meta/apps?detail",
    "/meta/app?name=temp&detail",
  ]);
});

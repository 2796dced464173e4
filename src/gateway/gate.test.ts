import { expect, it } from "vitest";
import { SECOND } from "./clock.ts";
import { judgeGate, waitOf, type Sighting, type Vitals } from "./gate.ts";

const START = "2026-03-01 12:00:00";
const STARTED = Date.parse("2026-03-01T12:00:00Z");
/** Our own clock: some moment; only differences count. */
const NOW = 1_000_000_000;
const QUARTER = 900 * SECOND;

/** A meta as it shows itself, `up` ms after the second in which it started, its clock `zone` ms away from the time that it writes. */
function meta(up: number, more: Partial<Vitals> = {}, zone = 0): Vitals {
  return {
    startTime: START,
    metricShown: true,
    serverNow: STARTED + up + zone,
    zookeeperTimeoutMs: 10 * SECOND,
    ...more,
  };
}

function seen(ago: number, startTime = START): Sighting {
  return { startTime, since: NOW - ago, late: false };
}

it.each([
  ["the flag and 5 s more", 10_000, 15_000],
  ["the default of Pegasus where the flag cannot be read", null, 35_000],
  ["at most two minutes, whatever the flag says", 600_000, 120_000],
  ["just below that", 114_999, 119_999],
  ["the margin alone for a time-out of nothing", 0, 5_000],
])("a meta is waited for: %s", (_what, zookeeperTimeoutMs, wait) => {
  expect(waitOf(meta(0, { zookeeperTimeoutMs }))).toBe(wait);
});

it.each<[what: string, gate: "open" | "shut", vitals: Vitals, known: Sighting | null]>([
  // W is 15 s here. By our own clock:
  ["seen for the first time, a moment after its start", "shut", meta(300), null],
  ["the same process, first seen W ago", "open", meta(15_300), seen(15_000)],
  ["the same process, first seen just less than W ago", "shut", meta(15_299), seen(14_999)],
  ["another process than the one first seen long ago", "shut", meta(300), seen(3_600_000, "2026-03-01 11:00:00")],
  [
    "the metric is not there, however long it has been seen",
    "shut",
    meta(400_000, { metricShown: false }),
    seen(400_000),
  ],
  ["our clock has been put back since", "shut", meta(20_000), seen(-60_000)],
  // By the server's clock alone, at once: 2 W + 1 s is 31 s.
  ["31 s past a quarter of an hour", "open", meta(31_000), null],
  ["just less than 31 s past a quarter of an hour", "shut", meta(30_999), null],
  ["890 s past", "open", meta(890_000), null],
  ["just more than 890 s past", "shut", meta(890_001), null],
  ["one quarter-hour and 31 s past", "open", meta(QUARTER + 31_000), null],
  ["weeks, and a remainder of 10 s", "shut", meta(2000 * QUARTER + 10_000), null],
  ["weeks, and a remainder of 400 s", "open", meta(2000 * QUARTER + 400_000), null],
  // A start seen through a clock that is a little off wraps to just below a quarter-hour.
  ["a fresh start, the clock 1 ms behind the start time", "shut", meta(-1), null],
  ["a fresh start, the clock set back by nearly 10 s since", "shut", meta(-9999), null],
  // Versions without /metrics have no clock to show.
  ["2.5.0, first met now", "shut", meta(0, { metricShown: null, serverNow: null }), null],
  ["2.5.0, first met W ago", "open", meta(0, { metricShown: null, serverNow: null }), seen(15_000)],
  [
    "2.5.0, restarted since",
    "shut",
    meta(0, { metricShown: null, serverNow: null }),
    seen(90_000, "2026-02-28 01:02:03"),
  ],
  ["a start time that cannot be read", "shut", meta(400_000, { startTime: "a while ago" }), null],
  ["no such day", "shut", meta(400_000, { startTime: "2026-02-31 99:00:00" }), null],
  ["a start time that cannot be read, but the same W ago", "open", meta(0, { startTime: "x" }), seen(15_000, "x")],
])("%s: the gate is %s", (_what, gate, vitals, known) => {
  expect(judgeGate(vitals, known, NOW).open).toBe(gate === "open");
});

const ZONES = [-12, -9.5, -5, -3.5, -0.25, 0.25, 1, 5.5, 5.75, 8, 12.75, 14];

it.each(ZONES)("in a zone %d h from UTC the same remainders open and shut it", (hours) => {
  const zone = hours * 3600 * SECOND;
  expect(judgeGate(meta(31_000, {}, zone), null, NOW).open).toBe(true);
  expect(judgeGate(meta(890_000, {}, zone), null, NOW).open).toBe(true);
  expect(judgeGate(meta(30_999, {}, zone), null, NOW).open).toBe(false);
  expect(judgeGate(meta(890_001, {}, zone), null, NOW).open).toBe(false);
  expect(judgeGate(meta(0, {}, zone), null, NOW).open).toBe(false);
});

it("never opens by the server's clock before 2 W + 1 s of real uptime, for any time-out", () => {
  for (const zookeeperTimeoutMs of [0, 10_000, 30_000, 115_000, 10_000_000]) {
    const wait = waitOf(meta(0, { zookeeperTimeoutMs }));
    // From nearly ten seconds before the start, as a clock that was put back shows it, to the moment from which it may open.
    for (let up = -9999; up < 2 * wait + SECOND; up += 250) {
      expect(judgeGate(meta(up, { zookeeperTimeoutMs }), null, NOW).open, `${up} ms, W ${wait}`).toBe(false);
    }
    expect(judgeGate(meta(2 * wait + SECOND, { zookeeperTimeoutMs }), null, NOW).open).toBe(true);
  }
});

it("says when it may open, and remembers since when", () => {
  expect(judgeGate(meta(300), null, NOW)).toEqual({
    open: false,
    sighting: { startTime: START, since: NOW, late: false },
    retryAfterMs: 15_000,
  });
  expect(judgeGate(meta(4300), seen(4000), NOW)).toEqual({ open: false, sighting: seen(4000), retryAfterMs: 11_000 });
});

it("counts anew from the moment when the metric of a process appears", () => {
  const hidden = judgeGate(meta(300, { metricShown: false }), seen(9000), NOW);
  expect(hidden).toEqual({
    open: false,
    sighting: { startTime: START, since: null, late: true },
    retryAfterMs: 15_000,
  });
  expect(judgeGate(meta(600), hidden.sighting, NOW)).toEqual({
    open: false,
    sighting: { startTime: START, since: NOW, late: true },
    retryAfterMs: 15_000,
  });
});

it("takes no uptime for a proof of a process that was once seen without the metric", () => {
  const late: Sighting = { startTime: START, since: NOW - 14_999, late: true };
  expect(judgeGate(meta(400_000), { ...late, since: null }, NOW).open).toBe(false);
  expect(judgeGate(meta(400_000), late, NOW).open).toBe(false);
  expect(judgeGate(meta(400_000), { ...late, since: NOW - 15_000 }, NOW)).toMatchObject({ open: true, settleMs: 0 });
});

it.each<[uptime: number, known: Sighting | null, settleMs: number]>([
  [31_000, null, 2000],
  [119_999, null, 2000],
  [120_000, null, 0],
  [60_000, seen(500), 1500],
  [60_000, seen(2000), 0],
  [60_000, seen(15_000), 0],
])("of an uptime of %d ms with sighting %j it opens after %d ms more on the connection", (uptime, known, settleMs) => {
  expect(judgeGate(meta(uptime), known, NOW)).toMatchObject({ open: true, settleMs });
});

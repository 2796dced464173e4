import { expect, it } from "vitest";
import { lostChanges, lostWords, type ProcessNow, type RecordedChange } from "./lost-changes.ts";

const EARLIER = "2026-03-13 08:15:42";
const LATER = "2026-03-13 14:02:11";

function entry(id: number, more: Partial<RecordedChange> = {}): RecordedChange {
  const usual = {
    user: "ann",
    server: "r3:34801",
    flag: "a",
    before: "10",
    after: "5",
    verdict: "ok",
    started: EARLIER,
  };
  return { id, at: id * 1000, ...usual, ...more };
}

function server(value: string | undefined, started: string | null = EARLIER): ProcessNow {
  return { started, valueOf: (flag) => (flag === "a" ? value : undefined) };
}

it.each<[what: string, entries: RecordedChange[], now: ProcessNow | undefined, why: string | null]>([
  ["it restarted, and the old value is back", [entry(1)], server("10", LATER), "restart"],
  ["it restarted, and its INI says the same by now", [entry(1)], server("5", LATER), null],
  ["it still holds", [entry(1)], server("5"), null],
  ["somebody changed it past this dashboard", [entry(1)], server("7"), "elsewhere"],
  ["nobody noted when the process started", [entry(1, { started: null })], server("7", LATER), "unknown"],
  ["the server does not say when it started", [entry(1)], server("7", null), "unknown"],
  ["the server does not answer", [entry(1)], undefined, null],
  ["the flag has vanished", [entry(1)], server(undefined, LATER), null],
  ["a newer change holds", [entry(2, { after: "7" }), entry(1)], server("7"), null],
  ["a newer one was undone by a restart", [entry(2, { after: "7" }), entry(1)], server("5", LATER), "restart"],
  ["a newer one was refused", [entry(2, { verdict: "refused", after: "5" }), entry(1)], server("10", LATER), "restart"],
  ["a newer one is in doubt", [entry(2, { verdict: "unknown", after: null }), entry(1)], server("10", LATER), null],
  ["a raw call changed it since", [entry(2, { after: null }), entry(1)], server("10", LATER), null],
  ["it was no flag", [entry(1, { flag: null })], server("10", LATER), null],
])("where %s, it finds %s", (_what, entries, now, why) => {
  expect(lostChanges(entries, () => now).map((lost) => lost.why)).toEqual(why === null ? [] : [why]);
});

it("keeps servers and flags apart", () => {
  const entries = [entry(3, { flag: "b" }), entry(2, { server: "r1:34801" }), entry(1)];
  const found = lostChanges(entries, (name) => server("10", name === "r3:34801" ? LATER : EARLIER));
  expect(found.map(({ change, why }) => [change.id, why])).toEqual([
    [2, "elsewhere"],
    [1, "restart"],
  ]);
});

it.each<[now: ProcessNow, started: string | null, words: string]>([
  [
    server("10", LATER),
    EARLIER,
    "r3:34801 restarted at 2026-03-13 14:02:11 by its own clock; the change of 13:20 by ann (a = 5) is gone: it is 10 now.",
  ],
  [
    server("10"),
    EARLIER,
    "r3:34801 has not restarted, and yet the change of 13:20 by ann (a = 5) no longer holds: it is 10 now. Somebody changed it by other means.",
  ],
  [
    server("10"),
    null,
    "On r3:34801 the change of 13:20 by ann (a = 5) no longer holds: it is 10 now. It restarted since, or was changed by other means.",
  ],
])("says it in a sentence", (now, started, words) => {
  const [lost] = lostChanges([entry(1, { started })], () => now);
  expect(lost === undefined ? null : lostWords(lost, () => "13:20")).toBe(words);
});

import { expect, it } from "vitest";
import { readStartCompaction } from "#pegasus/requests/start-compaction.ts";
import { compactionBody, EMPTY_FORM, wrongWithForm, type CompactionForm } from "./compaction-form.ts";

it("sends all six fields, so that the server takes none from its memory", () => {
  const body = compactionBody("temp", EMPTY_FORM);
  expect(readStartCompaction(JSON.stringify(body))).toEqual({
    app_name: "temp",
    type: "once",
    target_level: -1,
    bottommost_level_compaction: "skip",
    max_concurrent_running_count: 0,
    trigger_time: "",
  });
  expect(wrongWithForm("temp", EMPTY_FORM)).toBeNull();
});

it.each<[what: string, change: Partial<CompactionForm>, wrong: RegExp | null]>([
  ["a level that is no number", { level: "x" }, /whole number/],
  ["level 0, which the server refuses only later", { level: "0" }, /0 is refused/],
  ["a level below -1", { level: "-2" }, />= -1/],
  ["level 6", { level: "6" }, null],
  ["fewer than none at once", { most: "-1" }, />= 0/],
  ["half a replica at once", { most: "1.5" }, /whole number/],
  ["no time of day for a periodic one", { type: "periodic" }, /should not be empty/],
  ["times that nobody checks later", { type: "periodic", times: "25:00" }, /like 3:00,21:00/],
  ["several times", { type: "periodic", times: "3:00, 21:30" }, null],
  ["times left over from before", { type: "once", times: "nonsense" }, null],
])("judges %s", (_what, change, wrong) => {
  const said = wrongWithForm("temp", { ...EMPTY_FORM, ...change });
  if (wrong === null) expect(said).toBeNull();
  else expect(said).toMatch(wrong);
});

it("leaves out times of a compaction that is done once", () => {
  expect(compactionBody("temp", { ...EMPTY_FORM, times: "3:00" }).trigger_time).toBe("");
  expect(compactionBody("temp", { ...EMPTY_FORM, type: "periodic", times: "3:00, 21:30" }).trigger_time).toBe(
    "3:00,21:30",
  );
});

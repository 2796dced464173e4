import { expect, it } from "vitest";
import { BULK_LOAD_STATUSES } from "./answers/bulk-load.ts";
import { BULK_LOAD_PHASES, compactionProgress, sumCompactions, type CompactionCounts } from "./progress.ts";

const counts = (idle: number, queuing: number, running: number, finished: number): CompactionCounts => ({
  idle,
  queuing,
  running,
  finished,
});

it("sums up the replicas of a table over the servers that have some", () => {
  expect(sumCompactions([{ status: counts(1, 2, 3, 4) }, { status: counts(10, 0, 0, 1) }])).toEqual(
    counts(11, 2, 3, 5),
  );
  expect(sumCompactions([])).toEqual(counts(0, 0, 0, 0));
});

it.each<[what: string, now: CompactionCounts, before: CompactionCounts | null, done: number | null]>([
  ["that has not begun", counts(8, 0, 0, 0), counts(8, 0, 0, 0), 0],
  ["that is halfway", counts(0, 2, 2, 4), counts(8, 0, 0, 0), 0.5],
  ["that is through", counts(0, 0, 0, 8), counts(8, 0, 0, 0), 1],
  ["after another that had finished half", counts(0, 2, 0, 6), counts(4, 0, 0, 4), 0.5],
  ["after another that had finished all, busy again", counts(0, 2, 2, 4), counts(0, 0, 0, 8), 0.5],
  ["after another that had finished all, and nothing is busy", counts(0, 0, 0, 8), counts(0, 0, 0, 8), null],
  ["whose start nobody saw, halfway", counts(0, 4, 0, 4), null, 0.5],
  ["whose start nobody saw, and all is finished", counts(0, 0, 0, 8), null, null],
  ["of a server that restarted", counts(4, 0, 0, 0), counts(2, 0, 0, 2), 0],
  ["of no table", counts(0, 0, 0, 0), null, null],
])("tells of a compaction %s how far it is", (_what, now, before, done) => {
  expect(compactionProgress(now, before).done).toBe(done);
});

it("counts who is queuing or running", () => {
  expect(compactionProgress(counts(1, 2, 3, 4), null)).toMatchObject({ replicas: 10, busy: 5 });
});

it("knows every status of a bulk load, in steps that rise", () => {
  const way = ["BLS_DOWNLOADING", "BLS_DOWNLOADED", "BLS_INGESTING", "BLS_SUCCEED"] as const;
  expect(way.map((status) => BULK_LOAD_PHASES[status].step)).toEqual([1, 2, 3, 4]);
  expect(BULK_LOAD_STATUSES.every((status) => BULK_LOAD_PHASES[status].meaning.endsWith("."))).toBe(true);
  expect(BULK_LOAD_PHASES.BLS_FAILED).toMatchObject({ step: null, state: "failed" });
});

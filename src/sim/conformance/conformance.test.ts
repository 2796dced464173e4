// Every request of all recordings of real servers, played against the simulator: each answer must be the recorded one, but for what
// `rules.ts` lists. Those of megabytes are played by conformance-of-metrics.test.ts, at the same time.
import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { differences } from "./report.ts";
import { MOMENTS, RULES } from "./rules.ts";
import { HEAVY, STAGINGS } from "./stagings.ts";

const MINUTE = 60_000;

it.each(STAGINGS.filter((staging) => !HEAVY.includes(staging)))(
  "$recordings: the cluster answers as recorded",
  { timeout: 5 * MINUTE },
  async (staging) => {
    expect(await differences(staging)).toBe("");
  },
);

it("plays all recordings that there are: 31 with 9,351 requests", () => {
  const files = readdirSync(new URL("recordings/", import.meta.url)).map((name) => name.replace(".har.gz", ""));
  expect(STAGINGS.flatMap(({ recordings }) => recordings).toSorted()).toEqual(files.toSorted());
  expect(files).toHaveLength(31);
  expect(STAGINGS.reduce((sum, { requests }) => sum + requests, 0)).toBe(9351);
});

it("lets no more than twenty things differ, each with a reason", () => {
  // Two more rules are not in the list: moments, and that ports are others (`addresses.ts`).
  expect(RULES.length + [MOMENTS, "addresses"].length).toBeLessThanOrEqual(20);
  expect(RULES.filter(({ reason }) => reason.length < 20)).toEqual([]);
});

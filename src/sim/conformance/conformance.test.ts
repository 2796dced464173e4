// Every request of all recordings of real servers, played against the simulator: each answer must be the recorded one, but for what
// `rules.ts` lists. `CONFORMANCE=05-dup-backup npx vitest run src/sim/conformance` plays the recordings whose name begins so.
import { expect, it } from "vitest";
import { perform } from "./performance.ts";
import { reportOf } from "./report.ts";
import { STAGINGS } from "./stagings.ts";

const wanted = process.env["CONFORMANCE"] ?? "";

it.each(STAGINGS.filter(({ recordings }) => recordings.some((name) => name.startsWith(wanted))))(
  "$recordings: the cluster answers as recorded",
  { timeout: 600_000 },
  async (staging) => {
    const { findings } = await perform(staging);
    expect(findings.length === 0 ? "" : reportOf(findings)).toBe("");
  },
);

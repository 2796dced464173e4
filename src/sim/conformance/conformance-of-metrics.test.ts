// The recordings whose answers have megabytes, apart from the others so that both halves are played at once.
import { expect, it } from "vitest";
import { differences } from "./report.ts";
import { HEAVY } from "./stagings.ts";

const MINUTE = 60_000;

it.each(HEAVY)("$recordings: the cluster answers as recorded", { timeout: 5 * MINUTE }, async (staging) => {
  expect(await differences(staging)).toBe("");
});

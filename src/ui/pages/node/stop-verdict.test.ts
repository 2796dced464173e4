import { expect, it } from "vitest";
import type { StopConsequences } from "#pegasus/safe-stop.ts";
import { stopVerdict } from "./stop-verdict.ts";

const SAFE: StopConsequences = {
  safe: true,
  lost: [],
  unwritable: [],
  alreadyIll: [],
  freezes: false,
  primaries: 2,
  replicas: 9,
};
const one = [{ id: "2.0", appName: "temp" }];
const ALIVE = { dead: false, missing: 0 };

it.each<[what: string, change: Partial<StopConsequences>, at: typeof ALIVE, word: string, sentence: RegExp]>([
  ["all have their quorum elsewhere", {}, ALIVE, "Safe", /All 9 replicas .* 2 primaries would move/],
  ["it holds no primary", { primaries: 0 }, ALIVE, "Safe", /clients notice nothing/],
  ["it holds nothing", { replicas: 0, primaries: 0 }, ALIVE, "Safe", /^No replica is on it/],
  ["a last copy is here", { safe: false, lost: one }, ALIVE, "Not safe", /^1 partition would be lost/],
  ["a quorum would break", { safe: false, unwritable: one }, ALIVE, "Not safe", /stop taking writes/],
  ["some are ill already", { safe: false, alreadyIll: one }, ALIVE, "Not safe", /cannot be written already/],
  [
    "the metas would freeze",
    { safe: false, freezes: true },
    ALIVE,
    "Not safe",
    /^With one node fewer the metas freeze/,
  ],
  ["not all is known", {}, { dead: false, missing: 2 }, "Not known", /2 apps could not be looked at/],
  ["what is known is bad enough", { safe: false, lost: one }, { dead: false, missing: 2 }, "Not safe", /lost/],
  ["it is dead", { safe: false, lost: one }, { dead: true, missing: 0 }, "Dead already", /changes nothing/],
])("says so where %s", (_what, change, at, word, sentence) => {
  const verdict = stopVerdict({ ...SAFE, ...change }, at);
  expect(verdict.word).toBe(word);
  expect(verdict.sentence).toMatch(sentence);
});

import { expect, it } from "vitest";
import type { Load } from "#api/load.ts";
import { roundWords, whyNoLoad } from "./load-words.ts";

const NOTHING = {
  readQps: null,
  writeQps: null,
  readBytes: null,
  writeBytes: null,
  readCu: null,
  writeCu: null,
  readP99Ns: null,
  writeP99Ns: null,
  storageMb: null,
};

function load(change: Partial<Load>): Load {
  return {
    at: 1,
    seconds: 10,
    interval: 10,
    asked: 5,
    answered: 5,
    failure: null,
    cluster: NOTHING,
    apps: {},
    nodes: {},
    ...change,
  };
}

it.each<[string, Load | null, RegExp]>([
  ["it is being loaded", null, /being loaded/],
  ["there is none at all", load({ failure: "old version" }), /^No load: old version$/],
  ["the first round is under way", load({ at: null, seconds: null }), /first round/],
  ["there is only one sample", load({ seconds: null, interval: 20 }), /two samples.*20 s/],
  ["a server was silent", load({ answered: 4 }), /did not answer/],
  ["a counter was reset", load({}), /both of the last two samples/],
])("says why a figure is missing when %s", (_, latest, words) => {
  expect(whyNoLoad(latest, null)).toMatch(words);
});

it("says why the load itself could not be had", () => {
  expect(whyNoLoad(null, { kind: "offline", message: "Nobody answers." })).toBe("No load: Nobody answers.");
});

it.each<[Partial<Load>, string | null]>([
  [{}, "Load of 5 of 5 nodes, rates over 10 s"],
  [{ answered: 1, asked: 1, seconds: null }, "Load of 1 of 1 node, rates come with the next round"],
  [{ at: null }, null],
  [{ failure: "old version" }, null],
])("tells the last round %o as %s", (change, words) => {
  expect(roundWords(load(change))).toBe(words);
});

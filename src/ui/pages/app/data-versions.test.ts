import { expect, it } from "vitest";
import { versionWords } from "./data-versions.ts";

const fleet = (answers: Readonly<Record<string, Readonly<Record<string, number>>>>) => ({
  answers: new Map(
    Object.entries(answers).map(([server, replicas]) => [
      server,
      Object.fromEntries(Object.entries(replicas).map(([index, data_version]) => [index, { data_version }])),
    ]),
  ),
  ms: new Map<string, number>(),
  silent: [],
});

it.each([
  [fleet({ "a:1": { 0: 1, 1: 1 }, "b:1": { 0: 1 } }), "Data version 1 on all 3 replicas that were told of."],
  [
    fleet({ "a:1": { 0: 1, 1: 1 }, "b:1": { 0: 0 } }),
    "Data versions differ: 1 on 2 replicas, 0 of partition 0 on b:1.",
  ],
  [fleet({ "a:1": {} }), "No node tells a data version."],
])("says which version the replicas have", (answers, words) => {
  expect(versionWords(answers)).toBe(words);
});

import { expect, it } from "vitest";
import { EVENT_KINDS } from "#api/events.ts";
import { kindWord, severityOf } from "./event-words.ts";

it("has a word of its own for every kind, and the name itself for one that it does not know", () => {
  const words = EVENT_KINDS.map(kindWord);
  expect(new Set(words).size).toBe(EVENT_KINDS.length);
  for (const word of words) expect(word).toMatch(/^[A-Z][a-z ]+$/);
  expect(kindWord("disk-lost")).toBe("disk lost");
});

it.each([
  ["node-down", "critical", "critical"],
  ["restart", "warning", "warning"],
  ["node-up", "info", "ok"],
  ["partitions-healthy", "info", "ok"],
  ["round-complete", "info", "ok"],
  ["config-changed", "info", "notice"],
  ["disk-lost", "info", "notice"],
] as const)("shows %s of the level %s as %s", (kind, level, severity) => {
  expect(severityOf(kind, level)).toBe(severity);
});

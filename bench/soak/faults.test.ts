// Reduced from `npm run bench -- soak`: 24 of each fault instead of 1,000. Memory is measured there alone.
import { expect, it } from "vitest";
import { FAULT_NAMES, suffer } from "./faults.ts";

const KINDS: Readonly<Record<(typeof FAULT_NAMES)[number], readonly string[]>> = {
  refused: ["unreachable"],
  "black-holed": ["unreachable"],
  "accepts and says nothing": ["timeout"],
  "dies before its answer": ["dropped"],
  "dies mid-body": ["dropped"],
  "dies mid-way of a large body": ["broke off"],
  "stops mid-way of a large body": ["broke off"],
  "garbage status line": ["dropped"],
  "endless body": ["too-large"],
  "endless body without a length": ["too-large"],
  "too long a Content-Length": ["dropped"],
  "too short a Content-Length": ["answered 200"],
  "two Content-Lengths": ["dropped"],
  "a head without end": ["dropped"],
  "redirect loop": ["no-leader", "answered 200"],
  "redirect to a stranger": ["answered 307"],
};

it.each(FAULT_NAMES)("%s: bounded time, a clear error, nothing left open", { timeout: 60_000 }, async (fault) => {
  const report = await suffer(fault, 24);
  expect(report).toMatchObject({ asked: 24, leftOpen: 0, socketsGrown: 0, strangersContacted: 0 });
  expect(report.longestMs).toBeLessThan(report.boundMs);
  expect(KINDS[fault]).toEqual(expect.arrayContaining(Object.keys(report.kinds)));
});

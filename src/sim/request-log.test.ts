import { expect, it } from "vitest";
import { RequestLog } from "./request-log.ts";

it("keeps the latest 10,000 requests and counts all of them", () => {
  const log = new RequestLog();
  for (let at = 0; at < 25_000; at++) log.add({ at, server: at % 2 === 0 ? "a:1" : "b:1", method: "GET", target: "/" });
  const latest = log.latest();
  expect([latest.length, latest[0]?.at, latest.at(-1)?.at]).toEqual([10_000, 15_000, 24_999]);
  expect(log.latest("a:1")).toHaveLength(5000);
  expect([log.count("a:1"), log.count("nobody:1")]).toEqual([12_500, 0]);
});

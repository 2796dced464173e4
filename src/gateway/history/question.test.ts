import { expect, it } from "vitest";
import { GatewayFailure } from "../failure.ts";
import { readQuestion } from "./question.ts";

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;

it("asks for the cluster's last hour unless told", () => {
  expect(readQuestion({ metric: "read_requests" }, NOW)).toEqual({
    metrics: ["read_requests"],
    scope: "cluster",
    ids: null,
    from: NOW - HOUR,
    to: NOW,
    step: null,
    fn: "avg",
    top: null,
  });
});

it.each([
  [{ from: "-6h" }, { from: NOW - 6 * HOUR, to: NOW }],
  [{ from: "1799999000000", to: "now" }, { from: 1_799_999_000_000 }],
  [{ from: "2027-01-15T07:00:00Z" }, { from: NOW - HOUR }],
  [{ scope: "app", id: "2, 3,2" }, { ids: ["2", "3"] }],
  [
    { step: "5m", fn: "max", scope: "app", top: "10" },
    { step: 300_000, fn: "max", top: 10 },
  ],
])("reads %j", (query, expected) => {
  expect(readQuestion({ metric: "read_requests", ...query }, NOW)).toMatchObject(expected);
});

it.each<[Readonly<Record<string, string>>, string]>([
  [{ metric: "" }, "metric names nothing"],
  [{ metric: "get_latency_ns" }, "is not kept (get_latency_ns.p99 is)"],
  [{ scope: "planet" }, "scope must be one of cluster, server"],
  [{ scope: "disk" }, "read_requests is kept of cluster, server, app, partition, not of disk"],
  [{ id: "7" }, "the cluster is one"],
  [{ scope: "app", id: "," }, "id names nothing"],
  [{ from: "yesterday" }, 'from: "yesterday" is no time'],
  [{ from: "now", to: "-1h" }, "from must be before to"],
  [{ step: "5" }, "is no duration"],
  [{ from: "-90d", step: "10s" }, "more than 11000 values"],
  [{ fn: "median" }, "fn must be one of avg, min, max"],
  [{ top: "0" }, "top must be a number"],
  [{ color: "red" }, 'There is no parameter "color"'],
])("refuses %j with a sentence", (query, sentence) => {
  const read = (): unknown => readQuestion({ metric: "read_requests", ...query }, NOW);
  expect(read).toThrow(GatewayFailure);
  expect(read).toThrow(sentence);
});

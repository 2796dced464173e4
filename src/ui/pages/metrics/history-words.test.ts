import { expect, it } from "vitest";
import type { HistoryStatus } from "#api/history.ts";
import type { Failure } from "../../answer.ts";
import { historyWords } from "./history-words.ts";

const status = (over: Partial<HistoryStatus> = {}): HistoryStatus => ({
  source: "embedded",
  sampling: true,
  mode: "writes",
  failure: null,
  note: null,
  cost: { requestsPerSecond: 0.6, bytesPerSecond: 34_816, everySeconds: 10, wide: true },
  usedBytes: 3 * 2 ** 20,
  fileBytes: 4 * 2 ** 20,
  maxBytes: 2 ** 31,
  series: 500,
  tiers: [],
  metrics: [],
  ...over,
});

it.each<[what: string, over: Partial<HistoryStatus>, severity: string, words: RegExp]>([
  [
    "all is well",
    {},
    "ok",
    /^History of 3 MiB\. It costs the cluster 0\.60 requests\/s and 34 KiB\/s, a round every 10 s\.$/,
  ],
  ["no round yet", { cost: null }, "ok", /after the first round/],
  [
    "a large cluster",
    { cost: { requestsPerSecond: 10, bytesPerSecond: 1, everySeconds: 20, wide: false } },
    "ok",
    /the rest of theirs is charted live/,
  ],
  ["only while looked at", { sampling: false }, "notice", /there are gaps/],
  ["nothing kept", { mode: "off" }, "notice", /no place to write it.*begin when this page is opened/],
  ["a full disk", { failure: "The disk is full." }, "warning", /The disk is full\./],
  ["set aside", { note: "history.db was damaged." }, "notice", /was damaged/],
  ["in memory", { mode: "memory-only", failure: "EACCES." }, "warning", /cannot be used\. EACCES\./],
  ["another writes", { mode: "reads-only" }, "notice", /Another process/],
  ["Prometheus", { source: "prometheus" }, "ok", /^History from Prometheus\. It costs/],
])("%s", (_, over, severity, words) => {
  const said = historyWords(status(over), null);
  expect(said?.words).toMatch(words);
  expect(said?.severity).toBe(severity);
});

it("a gateway that keeps none says so, one that does not answer is worse", () => {
  const exchange = {
    method: "GET" as const,
    url: "/api",
    status: 404,
    contentType: "",
    headers: [],
    text: "",
    bytes: null,
    size: 0,
    server: null,
    hops: [],
    ms: null,
    at: 0,
  };
  const none: Failure = {
    kind: "gateway",
    code: "not-found",
    message: "This dashboard keeps no history.",
    tried: [],
    exchange,
  };
  expect(historyWords(null, none)).toMatchObject({ severity: "notice" });
  expect(historyWords(null, { kind: "offline", message: "Gone." })).toMatchObject({ severity: "warning" });
  expect(historyWords(null, null)).toBeNull();
});

// A real Prometheus scrapes the gateway over a simulated cluster; what it then has is compared with the embedded history.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { historySchema, historyStatusSchema, type HistoryAnswer } from "#api/history.ts";
import { systemClock } from "#gateway/clock.ts";
import { answerHistory } from "#gateway/history/answer.ts";
import { readQuestion } from "#gateway/history/question.ts";
import { silentLog } from "#gateway/log.ts";
import { hasPrometheus, startPrometheus } from "#gateway/testing/prometheus.ts";
import { backend } from "./backend.ts";
import { serve } from "./serve.ts";

const INSTALLED = hasPrometheus();
if (!INSTALLED) {
  const why = "there is no Prometheus on this machine, and it cannot be installed (apt-get install prometheus)";
  process.stderr.write(`\nLEFT OUT: history from a real Prometheus was not tested: ${why}.\n\n`);
}

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

it.skipIf(!INSTALLED)(
  "has the same history in a Prometheus that scrapes it as in its own file",
  async () => {
    const page = mkdtempSync(join(tmpdir(), "pegasus-no-page-"));
    writeFileSync(join(page, "index.html"), "<!doctype html>");
    closing.push(async () => rmSync(page, { recursive: true }));
    const served = await serve({
      host: "127.0.0.1",
      port: 0,
      page,
      backend: (doors) =>
        backend({
          source: { kind: "demo", scenario: "healthy" },
          doors,
          log: silentLog,
          history: { background: true, wishes: { every: 2000, keep: { "1s": 3_600_000 } } },
        }),
    });
    closing.push(() => served.close());
    const { host } = new URL(served.url);
    const prometheus = await startPrometheus(`
global: { scrape_interval: 1s, scrape_timeout: 1s }
scrape_configs:
  - { job_name: dashboard, metrics_path: /api/clusters/demo/prometheus, static_configs: [ { targets: [ "${host}" ] } ] }
`);
    closing.push(() => prometheus.close());
    const own = async (query: string): Promise<HistoryAnswer> => {
      const response = await fetch(`${served.url}api/clusters/demo/history?${query}`);
      expect(response.status).toBe(200);
      return historySchema.parse(await response.json());
    };
    const theirs = (query: string): Promise<HistoryAnswer> =>
      answerHistory(
        { cluster: "demo", store: null, prometheus: prometheus.url, every: 2 },
        readQuestion(Object.fromEntries(new URLSearchParams(query)), systemClock.now()),
      );
    const means = ({ series }: HistoryAnswer): [string, number][] =>
      series.map(({ metric, id, points }) => {
        const known = points.filter((point) => point !== null);
        return [`${metric} ${id}`, known.reduce((sum, point) => sum + point, 0) / known.length];
      });
    const known = ({ series }: HistoryAnswer): number =>
      Math.min(...series.map(({ points }) => points.filter((point) => point !== null).length), 99);
    const counters = "metric=read_requests,write_requests&scope=server&step=2s&from=-60s";
    const gauges = "metric=storage_mb,sst_files&scope=server&step=2s&from=-60s";
    await vi.waitFor(
      async () => {
        const found = await theirs(counters);
        expect(found.series.length).toBeGreaterThan(0);
        expect(known(found)).toBeGreaterThan(4);
        const { cost } = historyStatusSchema.parse(
          await (await fetch(`${served.url}api/clusters/demo/history`)).json(),
        );
        expect(cost?.requestsPerSecond).toBeGreaterThan(0);
      },
      { timeout: 60_000, interval: 1000 },
    );
    const [mine, other] = [new Map(means(await own(gauges))), new Map(means(await theirs(gauges)))];
    expect([...other.keys()]).toEqual([...mine.keys()]);
    expect(mine.size).toBe(10);
    for (const [name, mean] of mine) expect(Math.abs((other.get(name) ?? NaN) / mean - 1), name).toBeLessThan(0.05);
    // Between two rounds, what its counter grew by is what the history's rates add up to.
    const now = Math.floor(Date.now() / 1000); // both are told at the same moments
    const raw = async (name: string): Promise<[number, string][]> => {
      const form = new URLSearchParams({ query: name, start: String(now - 60), end: String(now), step: "1" });
      const answer = await fetch(`${prometheus.url}/api/v1/query_range`, { method: "POST", body: form });
      const { data } = await answer.json();
      return data.result[0].values;
    };
    const rounds = new Map(await raw("pegasus_sampled_timestamp_seconds"));
    const totals = await raw("pegasus_cluster_read_requests_total");
    const [begin, total] = totals[0] ?? [0, ""];
    const [end, later] = totals.at(-1) ?? [0, ""];
    const [from, to] = [Number(rounds.get(begin)) * 1000, Number(rounds.get(end)) * 1000];
    expect(to).toBeGreaterThan(from);
    const { series, ...range } = await own(
      `metric=read_requests&step=1s&from=${Math.round(from)}&to=${Math.round(to)}`,
    );
    const sum = series[0]?.points.reduce<number>((all, point) => all + (point ?? 0), 0) ?? NaN;
    const seconds = (range.to - range.from) / 1000;
    expect((sum / seconds / (Number(later) - Number(total))) * ((to - from) / 1000)).toBeCloseTo(1, 0.5);
  },
  90_000,
);

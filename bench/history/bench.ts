// The embedded history beside Prometheus on the same data in the same run: how fast values are taken in, how fast 100 series of an hour, a
// day and a week are told, and what a value takes on the disk.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HistoryQuestion } from "#api/history.ts";
import { answerHistory, historyText } from "#gateway/history/answer.ts";
import type { Reading } from "#gateway/history/recorder.ts";
import { HistoryStore } from "#gateway/history/store.ts";
import { keepingOf } from "#gateway/history/tiers.ts";
import { silentLog } from "#gateway/log.ts";
import { hasPrometheus, startPrometheus } from "#gateway/testing/prometheus.ts";
import { TestClock } from "#gateway/testing/clock.ts";
import { median, table, type Report, type Say } from "../report.ts";

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
const EVERY = 10 * SECOND;
const SERIES = 100;

interface Effort {
  readonly days: number;
  readonly tries: number;
}
const FULL: Effort = { days: 7, tries: 5 };
const SHORT: Effort = { days: 1, tries: 3 };

const RANGES = [
  { name: "1 h, every 10 s", length: HOUR, step: 10 * SECOND },
  { name: "24 h, every minute", length: DAY, step: 60 * SECOND },
  { name: "7 d, every 10 min", length: 7 * DAY, step: 600 * SECOND },
] as const;

/** A rate with a daily wave and noise, of so many digits as counters of a real server give; a fifth of the series are idle. */
function valueAt(series: number, at: number): number {
  if (series % 5 === 0) return 0;
  const wave = 1 + 0.5 * Math.sin((at / DAY) * 2 * Math.PI + series);
  const noise = Math.sin(at * 0.0131 + series * 7.7) * Math.sin(at * 0.00071 + series);
  return Math.round(10 * series * 100 * wave * (1 + 0.1 * noise)) / 100;
}

/** Options: `--short`. */
export async function run(args: readonly string[], say: Say): Promise<Report> {
  const effort = args.includes("--short") ? SHORT : FULL;
  const ranges = RANGES.filter(({ length }) => length <= effort.days * DAY);
  const end = Math.floor(Date.now() / HOUR) * HOUR - 3 * HOUR;
  const start = end - effort.days * DAY;
  const values = ((end - start) / EVERY) * SERIES;
  say(`${values} values of ${SERIES} series over ${effort.days} d into the embedded history`);
  const own = await embedded(start, end, ranges, effort);
  say("the same into Prometheus");
  const other = hasPrometheus() ? await prometheus(start, end, ranges, effort) : null;
  if (other === null) say("LEFT OUT: there is no Prometheus on this machine.");
  const figures = { bench: "history", values, embedded: own, prometheus: other };
  const rows = [
    ["values/s taken in", short(own.insertPerSecond), other === null ? "-" : short(other.insertPerSecond)],
    ["bytes a value", short(own.bytesPerValue), other === null ? "-" : short(other.bytesPerValue)],
    ["longest block of the event loop, ms", short(own.longestBlockMs), "-"],
    ...ranges.map(({ name }) => [
      `100 series of ${name}, ms`,
      short(own.queries[name] ?? NaN),
      other === null ? "-" : short(other.queries[name] ?? NaN),
    ]),
  ];
  return { figures, text: table(["", "embedded", "Prometheus"], rows) };
}

interface Figures {
  readonly insertPerSecond: number;
  readonly bytesPerValue: number;
  readonly queries: Readonly<Record<string, number>>;
}

type Ranges = readonly (typeof RANGES)[number][];

async function embedded(start: number, end: number, ranges: Ranges, { tries }: Effort) {
  const directory = mkdtempSync(join(tmpdir(), "pegasus-bench-"));
  const clock = new TestClock({ standsStill: true });
  clock.advance(start - clock.now());
  // Everything at its full resolution, as the other has it, and thinned besides.
  const keeping = keepingOf({ keep: { "10s": 30 * DAY, "1m": 30 * DAY, "10m": 90 * DAY } });
  const store = new HistoryStore(directory, keeping, clock, silentLog);
  const block = blockMeter();
  const began = performance.now();
  for (let at = start; at < end; at += EVERY) {
    const reading: Reading = {
      metric: "read_requests",
      scope: "app",
      values: new Map(Array.from({ length: SERIES }, (_, series) => [String(series), valueAt(series, at + EVERY)])),
    };
    await store.record("c", at, at + EVERY, [reading]);
    clock.advance(EVERY);
    await new Promise(setImmediate);
    if ((at + EVERY) % HOUR === 0) await store.maintain();
  }
  clock.advance(10 * 60 * SECOND);
  await store.maintain();
  const seconds = (performance.now() - began) / 1000;
  const { tiers } = store.status();
  const finest = tiers[0];
  const queries: Record<string, number> = {};
  for (const { name, length, step } of ranges) {
    const question: HistoryQuestion = {
      metrics: ["read_requests"],
      scope: "app",
      ids: null,
      from: end - length,
      to: end,
      step,
      fn: "avg",
      top: null,
    };
    const sources = { cluster: "c", store, prometheus: null, every: EVERY / SECOND };
    queries[name] = await timed(tries, async () => historyText(await answerHistory(sources, question)));
  }
  const longestBlockMs = block();
  await store.close();
  rmSync(directory, { recursive: true, force: true });
  const values = ((end - start) / EVERY) * SERIES;
  return {
    insertPerSecond: values / seconds,
    bytesPerValue: (finest?.bytes ?? NaN) / (finest?.values ?? NaN),
    bytesPerValueWithThinned: tiers.reduce((sum, { bytes }) => sum + bytes, 0) / values,
    queries,
    longestBlockMs,
  };
}

/** Its own tool takes the values in; they are gauges there, too. */
async function prometheus(start: number, end: number, ranges: Ranges, { tries, days }: Effort): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), "pegasus-bench-prometheus-"));
  const text = ["# HELP reads Reads.\n# TYPE reads gauge\n"];
  for (let series = 0; series < SERIES; series++) {
    for (let at = start + EVERY; at <= end; at += EVERY)
      text.push(`reads{id="${series}"} ${valueAt(series, at)} ${at / SECOND}\n`);
  }
  text.push("# EOF\n");
  writeFileSync(join(folder, "values.txt"), text.join(""));
  const began = performance.now();
  spawnSync(
    "promtool",
    ["tsdb", "create-blocks-from", "openmetrics", join(folder, "values.txt"), join(folder, "data")],
    {
      stdio: "ignore",
    },
  );
  const seconds = (performance.now() - began) / 1000;
  const bytes = sizeOf(join(folder, "data"));
  const server = await startPrometheus("", [`--storage.tsdb.retention.time=${days + 30}d`], folder);
  const queries: Record<string, number> = {};
  for (const { name, length, step } of ranges) {
    const form = new URLSearchParams({
      query: `avg_over_time(reads[${step / SECOND}s])`,
      start: String((end - length + step) / SECOND),
      end: String(end / SECOND),
      step: String(step / SECOND),
    });
    queries[name] = await timed(tries, async () => {
      const answer = await fetch(`${server.url}/api/v1/query_range`, { method: "POST", body: form });
      return answer.text();
    });
  }
  await server.close();
  const values = ((end - start) / EVERY) * SERIES;
  return { insertPerSecond: values / seconds, bytesPerValue: bytes / values, queries };
}

/** ms, the median of some. @throws where nothing was told */
async function timed(tries: number, ask: () => Promise<string>): Promise<number> {
  const spent: number[] = [];
  for (let turn = 0; turn < tries; turn++) {
    const began = performance.now();
    const text = await ask();
    spent.push(performance.now() - began);
    if (text.length < 10_000) throw new Error(`That is no answer: ${text.slice(0, 200)}`);
  }
  return median(spent);
}

/** Tells how long, ms, the event loop was kept from its work at most. */
function blockMeter(): () => number {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    last = now;
  }, 5);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

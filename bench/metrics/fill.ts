// A day of history, written as the gateway writes it, of made-up servers and apps that outdo those of the demo.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Reading } from "#gateway/history/recorder.ts";
import { HistoryStore } from "#gateway/history/store.ts";
import { keepingOf } from "#gateway/history/tiers.ts";
import { silentLog } from "#gateway/log.ts";
import { TestClock } from "#gateway/testing/clock.ts";

const SECOND = 1000;
const EVERY = 10 * SECOND;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

/** Each of them of every made-up server. */
export const METRICS = [
  "read_requests",
  "write_requests",
  "read_bytes",
  "write_bytes",
  "read_latency_ns.p99",
  "write_latency_ns.p99",
  "resident_mem_usage_mb",
  "network_server_sessions",
  "primary_replicas",
  "queue_length",
] as const;
export const SERVERS = 10;
export const APPS = 100;

/** A daily wave with noise, far above what the demo does. */
function valueAt(series: number, at: number): number {
  const wave = 1 + 0.5 * Math.sin((at / DAY) * 2 * Math.PI + series);
  const noise = Math.sin(at * 0.0131 + series * 7.7) * Math.sin(at * 0.00071 + series);
  return Math.round(1e9 * (series + 10) * wave * (1 + 0.1 * noise));
}

/** Returns the data folder. The last value is of `end`, ms. */
export async function fillDay(end: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "pegasus-bench-metrics-"));
  const clock = new TestClock({ standsStill: true });
  clock.advance(end - DAY - clock.now());
  const store = new HistoryStore(folder, keepingOf({}), clock, silentLog);
  for (let at = end - DAY; at < end; at += EVERY) {
    const servers = METRICS.map((metric, place): Reading => {
      const ids = Array.from({ length: SERVERS }, (_, server) => `r${server}.bench:34801`);
      return {
        metric,
        scope: "server",
        values: new Map(ids.map((id, nth) => [id, valueAt(place * SERVERS + nth, at)])),
      };
    });
    const ids = Array.from({ length: APPS }, (_, app) => String(1000 + app));
    const apps = {
      metric: "read_requests",
      scope: "app" as const,
      values: new Map(ids.map((id, nth) => [id, valueAt(nth, at)])),
    };
    await store.record("demo", at, at + EVERY, [...servers, apps]);
    clock.advance(EVERY);
    await new Promise(setImmediate);
    if ((at + EVERY) % HOUR === 0) await store.maintain();
  }
  await store.close();
  return folder;
}

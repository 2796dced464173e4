// Rates of a real cluster, from its recorded answers to the answer of the history; and what becomes of resets and gaps.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DEPTHS } from "#pegasus/kept-metrics.ts";
import { silentLog } from "../log.ts";
import { TestClock } from "../testing/clock.ts";
import { Breather } from "./breather.ts";
import { Gatherer, WHOLE } from "./gatherer.ts";
import type { Reading } from "./recorder.ts";
import { LoadReducer } from "./reduce-load.ts";
import { reduceReplicas } from "./reduce-replicas.ts";
import { reduceServers } from "./reduce-servers.ts";
import type { SampledRound } from "./sampled-round.ts";
import { HistoryStore } from "./store.ts";
import { sampledRound } from "./testing/round.ts";
import { keepingOf } from "./tiers.ts";

const SECOND = 1000;
const PRIMARIES = { "4.0": "34801", "4.1": "34802", "4.2": "34802" };
const LINES = readFileSync(new URL("testing/series.ndjson", import.meta.url), "utf8")
  .trim()
  .split("\n");

interface Answer {
  port: number;
  timestamp_ns: number;
  entities: { id: string; metrics: { name: string; value: number }[] }[];
}

async function reduced(loads: LoadReducer, before: SampledRound | null, now: SampledRound): Promise<Reading[]> {
  const into = new Gatherer();
  for (const depth of DEPTHS) {
    await loads.reduce(now.tables, depth, into, new Breather());
    await reduceReplicas(before, now, depth, into, new Breather());
  }
  reduceServers(before, now, into);
  return into.readings();
}

function valueIn(readings: readonly Reading[], metric: string, scope: string, id = WHOLE): number | null | undefined {
  return readings.find((one) => one.metric === metric && one.scope === scope)?.values.get(id);
}

/** By hand: the counters of a server's primaries between two of its answers, over its own clock. */
function byHand(server: string, round: number, names: readonly string[]): number {
  const answerOf = (n: number): { answer: Answer; ns: bigint } => {
    const line = LINES.slice(n * 3, n * 3 + 3).find((text) => text.includes(`"port":${server}`)) ?? "";
    const ns = BigInt(/"timestamp_ns":(\d+)/.exec(line)?.[1] ?? "0");
    return { answer: JSON.parse(line), ns };
  };
  const [now, before] = [answerOf(round), answerOf(round - 1)];
  const total = ({ answer: { entities } }: { answer: Answer }): number =>
    entities
      .filter(({ id }) => Object.entries(PRIMARIES).some(([one, by]) => id === `replica@${one}` && by === server))
      .flatMap(({ metrics }) => metrics)
      .filter(({ name }) => names.includes(name))
      .reduce((sum, { value }) => sum + value, 0);
  return (total(now) - total(before)) / (Number(now.ns - before.ns) / 1e9);
}

it("tells the rates of a recorded cluster as they are computed by hand", async () => {
  const directory = mkdtempSync(join(tmpdir(), "pegasus-history-"));
  const clock = new TestClock({ standsStill: true });
  const keeping = keepingOf({ keep: { "5s": 24 * 3600 * SECOND } });
  const store = new HistoryStore(directory, keeping, clock, silentLog);
  const T0 = Math.ceil(clock.now() / 1_800_000) * 1_800_000;
  const loads = new LoadReducer();
  let before: SampledRound | null = null;
  const rounds = LINES.length / 3;
  for (let round = 0; round < rounds; round++) {
    const some = LINES.slice(round * 3, round * 3 + 3);
    const answers = Object.fromEntries(some.map((text) => [/"port":(\d+)/.exec(text)?.[1] ?? "", text]));
    const now = sampledRound(before, { at: T0 + round * 5 * SECOND, answers, primaries: PRIMARIES });
    await store.record("c", now.at - 5 * SECOND, now.at, await reduced(loads, before, now));
    before = now;
  }
  const told = async (metric: string, scope: Reading["scope"], id: string): Promise<(number | null)[]> => {
    const series = (await store.entities("c", metric, scope)).get(id) ?? 0;
    const range = { from: T0, to: T0 + (rounds - 1) * 5 * SECOND, step: 5 * SECOND };
    return (await store.values([series], range)).get(series)?.told("avg") ?? [];
  };
  for (const [metric, names] of [
    ["read_requests", ["get_requests"]],
    ["write_requests", ["put_requests", "multi_put_requests"]],
    ["read_capacity_units", ["read_capacity_units"]],
    ["put_requests", ["put_requests"]],
  ] as const) {
    const one = await told(metric, "server", "34801");
    const other = await told(metric, "server", "34802");
    const app = await told(metric, "app", "4");
    let busy = 0;
    for (let round = 1; round < rounds; round++) {
      const hands = [byHand("34801", round, names), byHand("34802", round, names)];
      const sum = (hands[0] ?? 0) + (hands[1] ?? 0);
      busy += sum;
      for (const [found, expected] of [
        [one, hands[0]],
        [other, hands[1]],
        [app, sum],
      ] as const) {
        const [value, hand] = [found[round - 1] ?? NaN, expected ?? NaN];
        expect(Math.abs(value - hand)).toBeLessThanOrEqual(hand * 1e-6); // six digits are kept
      }
    }
    expect(busy).toBeGreaterThan(100);
  }
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

function answer(seconds: number, gets: Readonly<Record<string, number>>): string {
  const entities = Object.entries(gets).map(([id, value]) => ({
    type: "replica",
    id: `replica@${id}`,
    attributes: {},
    metrics: [
      { name: "get_requests", value },
      { name: "rdb_estimated_keys", value: 1000 },
    ],
  }));
  const about = { cluster: "c", role: "replica", host: "h", port: 1, timestamp_ns: 1_700_000_000_000 + seconds };
  return JSON.stringify({ ...about, entities }).replace(
    /"timestamp_ns":(\d+)/,
    (_, n: string) => `"timestamp_ns":${n}000000000`,
  );
}

it.each<[what: string, now: Readonly<Record<string, string>>, expected: number | null]>([
  ["all parts told", { n1: answer(10, { "1.0": 1100, "1.1": 1100 }), n2: answer(10, { "1.2": 1100 }) }, 30],
  ["a counter began anew", { n1: answer(10, { "1.0": 50, "1.1": 1100 }), n2: answer(10, { "1.2": 1100 }) }, null],
  ["a server did not answer", { n1: answer(10, { "1.0": 1100, "1.1": 1100 }) }, null],
  ["a replica is missing", { n1: answer(10, { "1.0": 1100 }), n2: answer(10, { "1.2": 1100 }) }, null],
])("tells a sum where it is whole, and a gap otherwise: %s", async (_what, answers, expected) => {
  const primaries = { "1.0": "n1", "1.1": "n1", "1.2": "n2" };
  const loads = new LoadReducer();
  const first = sampledRound(null, {
    at: 0,
    answers: { n1: answer(0, { "1.0": 1000, "1.1": 1000 }), n2: answer(0, { "1.2": 1000 }) },
    primaries,
  });
  await reduced(loads, null, first);
  const failures = Object.hasOwn(answers, "n2") ? {} : { n2: "n2 is away." };
  const now = sampledRound(first, { at: 10 * SECOND, answers, primaries, failures });
  const readings = await reduced(loads, first, now);
  for (const metric of ["read_requests", "get_requests"]) {
    expect(valueIn(readings, metric, "app", "1")).toBe(expected);
    expect(valueIn(readings, metric, "cluster")).toBe(expected);
  }
});

it("does not give up a sum for a part that hardly counts", async () => {
  const primaries = { "1.0": "n1", "1.1": "n2" };
  const loads = new LoadReducer();
  const at = (seconds: number, busy: number, idle: number) => ({
    at: seconds * SECOND,
    answers: { n1: answer(seconds, { "1.0": busy }), n2: answer(seconds, { "1.1": idle }) },
    primaries,
  });
  const first = sampledRound(null, at(0, 0, 500));
  const second = sampledRound(first, at(10, 10_000, 510));
  const third = sampledRound(second, at(20, 20_000, 0)); // began anew: 1 of 1001 requests a second
  await reduced(loads, null, first);
  await reduced(loads, first, second);
  expect(valueIn(await reduced(loads, second, third), "read_requests", "cluster")).toBe(1000);
});

it("takes no rate from a primary that moved", async () => {
  const loads = new LoadReducer();
  const both = (seconds: number): Record<string, string> => ({
    n1: answer(seconds, { "1.0": 1000 + seconds }),
    n2: answer(seconds, { "1.0": 9000 + seconds }),
  });
  const first = sampledRound(null, { at: 0, answers: both(0), primaries: { "1.0": "n1" } });
  const now = sampledRound(first, { at: 10 * SECOND, answers: both(10), primaries: { "1.0": "n2" } });
  const readings = await reduced(loads, first, now);
  expect(valueIn(readings, "get_requests", "cluster")).toBeNull();
  expect(valueIn(readings, "rdb_estimated_keys", "app", "1")).toBe(1000);
});

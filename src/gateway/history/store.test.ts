import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { silentLog } from "../log.ts";
import { TestClock } from "../testing/clock.ts";
import type { Reading } from "./recorder.ts";
import { HistoryStore } from "./store.ts";
import { keepingOf } from "./tiers.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const MiB = 1024 * 1024;
/** A whole number of the longest periods. */
const T0 = 60 * HOUR * 7900;

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "pegasus-history-"));
  closing.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

function clockAt(now: number): TestClock {
  const clock = new TestClock({ standsStill: true });
  clock.advance(now - clock.now());
  return clock;
}

function open(
  directory: string,
  clock = clockAt(T0),
  wishes: Parameters<typeof keepingOf>[0] = {},
  maxSize = 16 * MiB,
) {
  const store = new HistoryStore(directory, { ...keepingOf(wishes), maxSize }, clock, silentLog);
  closing.push(() => store.close());
  return { store, clock };
}

function reading(value: number | null, metric = "read_requests", scope: Reading["scope"] = "app", id = "2"): Reading {
  return { metric, scope, values: new Map([[id, value]]) };
}

/** Rounds of 10 s from T0 on, one value each. */
async function record(store: HistoryStore, values: readonly (number | null)[], start = T0): Promise<void> {
  for (const [index, value] of values.entries()) {
    await store.record("c", start + index * 10 * SECOND, start + (index + 1) * 10 * SECOND, [reading(value)]);
  }
}

async function told(
  store: HistoryStore,
  range: { from: number; to: number; step: number },
  fn: "avg" | "min" | "max" = "avg",
  [metric, scope, id]: readonly [string, Reading["scope"], string] = ["read_requests", "app", "2"],
): Promise<(number | null)[]> {
  const series = (await store.entities("c", metric, scope)).get(id);
  if (series === undefined) return [];
  const found = await store.values([series], store.fitting(scope, range));
  return found.get(series)?.told(fn) ?? [];
}

it("tells what was recorded, and gaps as gaps", async () => {
  const { store } = open(folder());
  await record(store, [1, 2, null, 4]);
  expect(await told(store, { from: T0, to: T0 + 50 * SECOND, step: 10 * SECOND })).toEqual([1, 2, null, 4, null]);
});

it("gives each instant the round that it lies in, however rounds and instants fall together", async () => {
  const { store } = open(folder());
  const rounds = [3, 9.5, 9, 20, 11].map((seconds) => seconds * SECOND);
  let at = T0 + 2 * SECOND;
  for (const [index, length] of rounds.entries()) {
    await store.record("c", at, at + length, [reading(index + 1)]);
    at += length;
  }
  // Rounds end at 5, 14.5, 23.5, 43.5 and 54.5 s.
  expect(await told(store, { from: T0, to: T0 + MINUTE, step: 10 * SECOND })).toEqual([2, 3, 4, 4, 5, null]);
});

it("puts the values of a longer step together, by mean and by extremes", async () => {
  const { store } = open(folder());
  await record(store, [1, 2, 3, 4, 5, 9, null, 8]);
  const range = { from: T0, to: T0 + 2 * MINUTE, step: MINUTE };
  expect(await told(store, range)).toEqual([4, 8]);
  expect(await told(store, range, "min")).toEqual([1, 8]);
  expect(await told(store, range, "max")).toEqual([9, 8]);
});

it("keeps partitions as means of a minute", async () => {
  const { store } = open(folder());
  for (let index = 0; index < 7; index++) {
    const partition = reading(index + 1, "read_requests", "partition", "2.0");
    await store.record("c", T0 + index * 10 * SECOND, T0 + (index + 1) * 10 * SECOND, [partition]);
  }
  const where = ["read_requests", "partition", "2.0"] as const;
  const range = { from: T0, to: T0 + 2 * MINUTE, step: 10 * SECOND };
  expect(await told(store, range, "avg", where)).toEqual([3.5, null]); // the second minute is not over
});

it("has it all after a restart, what was not written to its place yet as well", async () => {
  const directory = folder();
  const clock = clockAt(T0);
  const first = open(directory, clock).store;
  const values = Array.from({ length: 400 }, (_, index) => index); // an hour and a bit
  await record(first, values);
  clock.advance(70 * MINUTE);
  await first.maintain();
  await first.close();
  const { store } = open(directory, clock);
  expect(await told(store, { from: T0, to: T0 + 4000 * SECOND, step: 10 * SECOND })).toEqual(values);
  expect(store.status()).toMatchObject({ mode: "writes", failure: null, note: null });
});

it("thins what grows old: means with their extremes, and drops what is too old", async () => {
  const clock = clockAt(T0);
  const keep = { "10s": 2 * HOUR, "1m": 24 * HOUR };
  const { store } = open(folder(), clock, { keep });
  for (let hour = 0; hour < 30; hour++) {
    const values = Array.from({ length: 360 }, (_, index) => (index % 6) + hour);
    await record(store, values, T0 + hour * HOUR);
    clock.advance(HOUR);
    if (hour % 3 === 0) await store.maintain();
  }
  clock.advance(10 * MINUTE);
  await store.maintain();
  const { tiers } = store.status();
  expect(tiers.map(({ from }) => ((from ?? 0) - T0) / HOUR)).toEqual([18, 6]);
  const hour20 = { from: T0 + 20 * HOUR, to: T0 + 20 * HOUR + 2 * MINUTE };
  expect(await told(store, { ...hour20, step: 10 * SECOND })).toHaveLength(12);
  const hour10 = { from: T0 + 10 * HOUR, to: T0 + 10 * HOUR + 2 * MINUTE };
  // Finer values of then are gone, so a minute is what there is.
  expect(await told(store, { ...hour10, step: 10 * SECOND })).toEqual([12.5, 12.5]);
  expect(await told(store, { ...hour10, step: MINUTE }, "min")).toEqual([10, 10]);
  expect(await told(store, { ...hour10, step: 2 * MINUTE }, "max")).toEqual([15]);
});

it("is written by one process; a second one says so, reads what the first writes, and takes over when that ends", async () => {
  const directory = folder();
  const clock = clockAt(T0);
  const first = open(directory, clock).store;
  await record(first, [1, 2]);
  const said: string[] = [];
  const log = { ...silentLog, say: (message: string) => void said.push(message) };
  const second = new HistoryStore(directory, keepingOf({}), clock, log);
  closing.push(() => second.close());
  const range = { from: T0, to: T0 + 40 * SECOND, step: 10 * SECOND };
  expect(await told(second, range)).toEqual([1, 2, null, null]);
  expect(second.status().mode).toBe("reads-only");
  expect(said.join(" ")).toContain("reads it only");
  await second.record("c", T0, T0 + 10 * SECOND, [reading(99)]);
  await record(first, [3], T0 + 20 * SECOND);
  expect(await told(second, range)).toEqual([1, 2, 3, null]);
  await first.close();
  await second.maintain();
  expect(second.status().mode).toBe("writes");
  await record(second, [4], T0 + 30 * SECOND);
  expect(await told(second, range)).toEqual([1, 2, 3, 4]);
});

it("sets a damaged file aside, says so and begins anew", async () => {
  const directory = folder();
  writeFileSync(join(directory, "history.db"), "this is no database ".repeat(1000));
  const { store } = open(directory);
  await record(store, [1]);
  expect(store.status()).toMatchObject({ mode: "writes", failure: null });
  expect(store.status().note).toMatch(/^It was damaged \(.*\): the history until now was set aside as .*history\.db\./);
  expect(readdirSync(directory).some((name) => name.startsWith("history.db.2"))).toBe(true);
  expect(await told(store, { from: T0, to: T0 + 10 * SECOND, step: 10 * SECOND })).toEqual([1]);
});

it("sets a file of other steps aside", async () => {
  const directory = folder();
  const first = open(directory).store;
  await record(first, [1]);
  await first.close();
  const { store } = open(directory, clockAt(T0), { keep: { "20s": HOUR } });
  await store.maintain();
  expect(store.status().note).toMatch(/^It was kept with other steps/);
});

it("goes on in memory where nothing can be written, and says why", async () => {
  const directory = join(folder(), "a-file");
  writeFileSync(directory, "");
  const { store } = open(directory);
  await store.record("c", T0, T0 + 10 * SECOND, [reading(1)]);
  expect(store.status()).toMatchObject({ mode: "memory-only" });
  expect(store.status().failure).toContain("The history cannot be opened");
});

it("says that the disk is full, and keeps the last hours in memory until there is room again", async () => {
  const { store } = open(folder(), clockAt(T0), {}, MiB / 2);
  const many = (round: number): Reading => {
    const values = Array.from({ length: 2000 }, (_, id): [string, number] => [`${id}`, id * 1.1 + round]);
    return { metric: "read_requests", scope: "app", values: new Map(values) };
  };
  let rounds = 0;
  while (store.status().failure === null && rounds < 90) {
    await store.record("c", T0 + rounds * 10 * SECOND, T0 + (rounds + 1) * 10 * SECOND, [many(rounds)]);
    rounds++;
  }
  expect(store.status().failure).toMatch(/cannot be written: .*full/);
  const last = { from: T0 + (rounds - 1) * 10 * SECOND, to: T0 + rounds * 10 * SECOND, step: 10 * SECOND };
  expect(await told(store, last)).toEqual([expect.closeTo(2.2 + rounds - 1, 3)]);
});

it("stays below its largest size by letting the oldest go", async () => {
  const clock = clockAt(T0);
  const { store } = open(folder(), clock, {}, MiB);
  let noise = 1;
  const next = (): number => (noise = (noise * 48_271) % 2_147_483_647);
  for (let hour = 0; hour < 8; hour++) {
    for (let minute = 0; minute < 60; minute += 6) {
      const from = T0 + hour * HOUR + minute * MINUTE;
      const values = Array.from({ length: 600 }, (_, id): [string, number] => [`${id}`, next()]);
      await store.record("c", from, from + MINUTE, [
        { metric: "read_requests", scope: "app", values: new Map(values) },
      ]);
    }
    clock.advance(HOUR);
    await store.maintain();
  }
  const { usedBytes, failure, tiers } = store.status();
  expect(failure).toBeNull();
  expect(usedBytes).toBeLessThan(MiB);
  expect(tiers[0]?.from).toBeGreaterThan(T0);
});

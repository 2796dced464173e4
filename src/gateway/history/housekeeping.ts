// What is done beside recording: hours that are over are written, thinned and dropped when they are too old or too many. In slices, so
// that nobody waits.
import type { Block, Blocks } from "./blocks.ts";
import { Breather } from "./breather.ts";
import { Buckets } from "./buckets.ts";
import { packChunk, unpackChunk, type Column } from "./chunk.ts";
import { GAP } from "./codes.ts";
import { chunkKey, pageOfKey, type HistoryFile } from "./history-file.ts";
import { packPage, pageOf, unpackPage } from "./page.ts";
import type { Periods } from "./periods.ts";
import type { Keeping, Tier } from "./tiers.ts";

/** What only some rounds tell is known for all the time since the last of them. */
const LATE_MS = 450_000;
const ROWS_AT_ONCE = 20;
/** Of the file's largest size: above the first, old periods go until it is below the second. */
const FULL = 0.85;
const ROOM = 0.75;

export interface House {
  readonly file: HistoryFile;
  readonly keeping: Keeping;
  readonly blocks: Blocks;
  readonly periods: Periods;
}

/** All that is due. `now`: ms. @throws what SQLite throws */
export async function keepHouse(house: House, now: number): Promise<void> {
  const { file, keeping, blocks } = house;
  const [first] = keeping.tiers;
  for (const block of blocks.all()) {
    if (block.start + first.period + LATE_MS <= now) await writeBlock(house, first, block);
  }
  for (const tier of keeping.tiers.slice(1)) await thin(house, tier, now);
  for (const tier of keeping.tiers) {
    for (const start of house.periods.starts(tier.level)) {
      if (start + tier.period < now - tier.keep) await dropPeriod(house, tier, start);
    }
  }
  await makeRoom(house);
  const longest = Math.max(...keeping.tiers.map(({ keep }) => keep));
  file.dropEvents(now - longest, 1000);
  await file.settle();
}

async function writeBlock(house: House, tier: Tier, block: Block): Promise<void> {
  const { file, blocks } = house;
  const pages = new Map<number, [number, Int32Array][]>();
  for (const kept of [block.fine, block.coarse]) {
    for (const [series, codes] of kept) {
      const page = pages.get(pageOf(series));
      if (page === undefined) pages.set(pageOf(series), [[series, codes]]);
      else page.push([series, codes]);
    }
  }
  const columns = [...pages].map(([page, rows]): [number, () => Map<number, Column>] => [
    page,
    () => new Map(rows.map(([series, codes]) => [series, { mean: codes, lowest: codes, highest: codes }])),
  ]);
  await writePeriod(house, tier, block.start, columns);
  const breather = new Breather();
  while (file.dropJournal(block.start + tier.period, ROWS_AT_ONCE)) await breather.breathe();
  blocks.drop(block.start);
}

/** Makes a tier's periods that are over out of the finer one's. */
async function thin(house: House, tier: Tier, now: number): Promise<void> {
  const { keeping, periods, blocks, file } = house;
  const finer = keeping.tiers[tier.level - 1];
  if (finer === undefined) return;
  const open = blocks.all()[0]?.start ?? Infinity;
  const startOf = (at: number): number => Math.floor(at / tier.period) * tier.period;
  for (const start of new Set(periods.starts(finer.level).map(startOf))) {
    const end = start + tier.period;
    if (periods.has(tier.level, start) || end + LATE_MS > now || open < end) continue;
    // The finer tier of a tier that is thinned itself may not be complete yet.
    const below = keeping.tiers[finer.level - 1];
    const waits = (at: number): boolean =>
      below !== undefined && !periods.has(finer.level, at) && hasAny(house, below, at, finer);
    const starts = Array.from({ length: tier.period / finer.period }, (_, index) => start + index * finer.period);
    if (starts.some(waits)) continue;
    const pages = new Set(starts.flatMap((at) => keysOf(file, finer, at).map(pageOfKey)));
    const columns = [...pages].map((page): [number, () => Map<number, Column>] => [
      page,
      () => thinnedPage(file, tier, finer, start, starts, page),
    ]);
    await writePeriod(house, tier, start, columns);
  }
}

function hasAny({ periods }: House, below: Tier, from: number, finer: Tier): boolean {
  return periods.starts(below.level).some((start) => start >= from && start < from + finer.period);
}

function thinnedPage(
  file: HistoryFile,
  tier: Tier,
  finer: Tier,
  start: number,
  starts: readonly number[],
  page: number,
): Map<number, Column> {
  const buckets = new Map<number, Buckets>();
  const keys = new Map(starts.map((at) => [chunkKey(finer.level, at / finer.period, page), at]));
  for (const { key, data } of file.chunks([...keys.keys()])) {
    for (const [series, chunk] of unpackPage(page, data)) {
      const found = buckets.get(series) ?? new Buckets(start, tier.step, tier.period / tier.step);
      buckets.set(series, found);
      found.addColumn(keys.get(key) ?? start, finer.period, unpackChunk(chunk));
    }
  }
  return new Map([...buckets].map(([series, found]) => [series, plainIfSame(found.column())]));
}

/** What was kept as means of this step has no extremes beside them. */
function plainIfSame({ mean, lowest, highest }: Column): Column {
  const same = mean.every((code, slot) => code === lowest[slot] && code === highest[slot]);
  return same ? { mean, lowest: mean, highest: mean } : { mean, lowest, highest };
}

async function writePeriod(
  { file, periods }: House,
  tier: Tier,
  start: number,
  pages: readonly [number, () => Map<number, Column>][],
): Promise<void> {
  const breather = new Breather();
  let bytes = 0;
  let count = 0;
  for (const [page, columnsOf] of pages) {
    const chunks = new Map<number, Uint8Array>();
    for (const [series, column] of columnsOf()) {
      const values = column.mean.reduce((sum, code) => (code === GAP ? sum : sum + 1), 0);
      count += values;
      if (values > 0) chunks.set(series, packChunk(column));
    }
    if (chunks.size > 0) {
      const data = packPage(chunks);
      file.putChunk(chunkKey(tier.level, start / tier.period, page), data);
      bytes += data.length;
    }
    await breather.breathe();
  }
  file.putPeriod(tier.level, start, bytes, count);
  periods.add(tier.level, start, bytes, count);
}

function keysOf(file: HistoryFile, { level, period }: Tier, start: number): number[] {
  const index = start / period;
  return file.keysBetween(chunkKey(level, index, 0), chunkKey(level, index + 1, 0));
}

async function dropPeriod({ file, periods }: House, { level, period }: Tier, start: number): Promise<void> {
  const breather = new Breather();
  const index = start / period;
  while (file.dropChunks(chunkKey(level, index, 0), chunkKey(level, index + 1, 0), ROWS_AT_ONCE))
    await breather.breathe();
  file.dropPeriod(level, start);
  periods.drop(level, start);
}

/** The oldest of the tier that takes the most. */
async function makeRoom(house: House): Promise<void> {
  const { file, keeping, periods } = house;
  if (file.size().used <= keeping.maxSize * FULL) return;
  while (file.size().used > keeping.maxSize * ROOM) {
    const largest = keeping.tiers.toSorted((a, b) => periods.bytes(b.level) - periods.bytes(a.level))[0];
    const oldest = largest === undefined ? undefined : periods.starts(largest.level)[0];
    if (largest === undefined || oldest === undefined) return;
    await dropPeriod(house, largest, oldest);
  }
}

// Reading: the values of some series over a range, out of the coarsest tier that is fine enough, what that does not have yet out of the
// finer ones, and the newest out of memory.
import { Breather } from "./breather.ts";
import { Buckets } from "./buckets.ts";
import { unpackChunk } from "./chunk.ts";
import { chunkKey, pageOfKey } from "./history-file.ts";
import type { House } from "./housekeeping.ts";
import { pageOf, unpackPage } from "./page.ts";
import type { Keeping, Tier } from "./tiers.ts";

const ROWS_AT_ONCE = 8;

export interface Range {
  /** ms; values are of (from, to]. */
  readonly from: number;
  readonly to: number;
  /** ms between two values. */
  readonly step: number;
}

/** The range as it can be told: on the grid of its step, which is longer where finer values are kept no more. */
export function fittingRange({ tiers }: Keeping, finest: number, { from, to, step }: Range, now: number): Range {
  const kept = tiers.find(({ keep, period }) => from >= now - keep - period) ?? tiers[tiers.length - 1] ?? tiers[0];
  const unit = Math.max(finest, kept.step);
  const fitting = Math.ceil(step / unit) * unit;
  return { from: Math.floor(from / fitting) * fitting, to: Math.ceil(to / fitting) * fitting, step: fitting };
}

/** By series; those without any value are left out. @throws what SQLite throws, RangeError where the file is damaged */
export async function lookUp(house: House, series: readonly number[], range: Range): Promise<Map<number, Buckets>> {
  const { from, to, step } = range;
  const found = new Map<number, Buckets>();
  const add = (id: number, start: number, period: number, column: Parameters<Buckets["addColumn"]>[2]): void => {
    const buckets = found.get(id) ?? new Buckets(from, step, Math.round((to - from) / step));
    found.set(id, buckets);
    buckets.addColumn(start, period, column);
  };
  const wanted = new Set(series);
  const pages = [...new Set(series.map(pageOf))];
  const { rows, open } = planned(house, range, pages);
  const breather = new Breather();
  for (let index = 0; index < rows.length; index += ROWS_AT_ONCE) {
    const some = new Map(rows.slice(index, index + ROWS_AT_ONCE).map((row) => [row.key, row]));
    for (const { key, data } of house.file.chunks([...some.keys()])) {
      const row = some.get(key);
      if (row === undefined) continue;
      for (const [id, chunk] of unpackPage(pageOfKey(key), data)) {
        if (wanted.has(id)) add(id, row.start, row.tier.period, unpackChunk(chunk));
      }
      await breather.breathe();
    }
  }
  for (const block of house.blocks.all()) {
    if (!open.has(block.start)) continue;
    for (const id of wanted) {
      const mean = block.fine.get(id) ?? block.coarse.get(id);
      if (mean !== undefined)
        add(id, block.start, house.keeping.tiers[0].period, { mean, lowest: mean, highest: mean });
    }
  }
  return found;
}

interface PlannedRow {
  readonly key: number;
  readonly tier: Tier;
  readonly start: number;
}

/** Which rows, and which periods in memory. */
function planned({ keeping, periods, blocks }: House, range: Range, pages: readonly number[]) {
  const rows: PlannedRow[] = [];
  const open = new Set<number>();
  const visit = (tier: Tier, start: number): void => {
    if (start >= range.to || start + tier.period <= range.from) return;
    if (periods.has(tier.level, start)) {
      for (const page of pages) rows.push({ key: chunkKey(tier.level, start / tier.period, page), tier, start });
      return;
    }
    const finer = keeping.tiers[tier.level - 1];
    if (finer === undefined) open.add(start);
    else for (let at = start; at < start + tier.period; at += finer.period) visit(finer, at);
  };
  const top = keeping.tiers.findLast(({ step }) => step <= range.step) ?? keeping.tiers[0];
  const oldest = Math.min(
    ...keeping.tiers.flatMap(({ level }) => periods.starts(level)[0] ?? []),
    ...blocks.all().map(({ start }) => start),
  );
  const first = Math.floor(Math.max(range.from, Math.min(oldest, range.to)) / top.period) * top.period;
  for (let start = first; start < range.to; start += top.period) visit(top, start);
  return { rows, open };
}

// Which periods the file has, by tier.
import type { HistoryFile } from "./history-file.ts";

export class Periods {
  private readonly levels = new Map<number, Map<number, { readonly bytes: number; readonly count: number }>>();

  read(file: HistoryFile): void {
    this.levels.clear();
    for (const { tier, start, bytes, count } of file.periods()) this.add(tier, start, bytes, count);
  }

  add(level: number, start: number, bytes: number, count: number): void {
    const starts = this.levels.get(level) ?? new Map<number, { bytes: number; count: number }>();
    starts.set(start, { bytes, count });
    this.levels.set(level, starts);
  }

  drop(level: number, start: number): void {
    this.levels.get(level)?.delete(start);
  }

  has(level: number, start: number): boolean {
    return this.levels.get(level)?.has(start) ?? false;
  }

  /** Oldest first. */
  starts(level: number): number[] {
    return [...(this.levels.get(level)?.keys() ?? [])].toSorted((a, b) => a - b);
  }

  bytes(level: number): number {
    return [...(this.levels.get(level)?.values() ?? [])].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Values in it. */
  count(level: number): number {
    return [...(this.levels.get(level)?.values() ?? [])].reduce((sum, { count }) => sum + count, 0);
  }
}

// Which partitions are hot: much busier than the others of their table, and busy at all (reference 6.6;
// server/hotspot_partition_calculator.cpp and the Go collector's hotspot detector).
import { deviation } from "./spread.ts";

/** Requests per second of each partition of one table at one moment, by index. Reads and writes are looked at apart. */
export type PartitionRates = readonly number[];

export interface HotRules {
  /** A z-score of this makes a partition hot; flag `hot_partition_threshold`. */
  readonly score: number;
  /** Below so many requests per second none is hot. */
  readonly rate: number;
  /** Rounds that are remembered; flag `max_hotspot_store_size`. */
  readonly rounds: number;
}

export const HOT_RULES: HotRules = { score: 3, rate: 100, rounds: 100 };

/** The history with a new round. It starts anew when the number of partitions changes: a split makes them incomparable. */
export function withRound(
  history: readonly PartitionRates[],
  round: PartitionRates,
  { rounds }: Pick<HotRules, "rounds"> = HOT_RULES,
): PartitionRates[] {
  const comparable = history.at(-1)?.length === round.length ? history : [];
  return [...comparable, round].slice(-rounds);
}

/** The z-score of each partition in the latest round, against all partitions in all rounds; 0 where all are alike. */
export function hotScores(history: readonly PartitionRates[]): number[] {
  const latest = history.at(-1) ?? [];
  const all = history.flat();
  const spread = deviation(all, true);
  if (spread === 0) return latest.map(() => 0);
  const mean = all.reduce((sum, rate) => sum + rate, 0) / all.length;
  return latest.map((rate) => (rate - mean) / spread);
}

export interface HotPartition {
  readonly index: number;
  readonly rate: number;
  readonly score: number;
}

/** The hottest first. */
export function hotPartitions(history: readonly PartitionRates[], rules: HotRules = HOT_RULES): HotPartition[] {
  const latest = history.at(-1) ?? [];
  return hotScores(history)
    .map((score, index) => ({ index, rate: latest[index] ?? 0, score }))
    .filter(({ score, rate }) => score >= rules.score && rate >= rules.rate)
    .toSorted((a, b) => b.score - a.score);
}

// Which partitions are hot: much busier than the others of their table, and busy at all (reference 6.6;
// server/hotspot_partition_calculator.cpp and the Go collector's hotspot detector).

/** Requests per second of each partition of one table at one moment, by index. Reads and writes are looked at apart. */
export type PartitionRates = readonly number[];

/** What is remembered of a round: enough for mean and spread, so that a hundred rounds of a thousand tables stay small. */
export interface RoundSums {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

export interface HotRules {
  /** A z-score of this makes a partition hot; flag `hot_partition_threshold`. */
  readonly score: number;
  /** Below so many requests per second none is hot. */
  readonly rate: number;
  /** Rounds that are remembered; flag `max_hotspot_store_size`. */
  readonly rounds: number;
}

export const HOT_RULES: HotRules = { score: 3, rate: 100, rounds: 100 };

function sumsOf(rates: PartitionRates): RoundSums {
  return {
    count: rates.length,
    sum: rates.reduce((sum, rate) => sum + rate, 0),
    squares: rates.reduce((sum, rate) => sum + rate * rate, 0),
  };
}

/** The history with a new round. It starts anew when the number of partitions changes: a split makes them incomparable. */
export function withRound(
  history: readonly RoundSums[],
  round: PartitionRates,
  { rounds }: Pick<HotRules, "rounds"> = HOT_RULES,
): RoundSums[] {
  const comparable = history.at(-1)?.count === round.length ? history : [];
  return [...comparable, sumsOf(round)].slice(-rounds);
}

/** The z-score of each partition in the latest round, against all partitions in all rounds (it among them); 0 where all are alike. */
export function hotScores(latest: PartitionRates, history: readonly RoundSums[]): number[] {
  const total = history.reduce(
    (all, { count, sum, squares }) => ({
      count: all.count + count,
      sum: all.sum + sum,
      squares: all.squares + squares,
    }),
    { count: 0, sum: 0, squares: 0 },
  );
  if (total.count < 2) return latest.map(() => 0);
  const mean = total.sum / total.count;
  // With n - 1; what rounding leaves of nothing is nothing.
  const variance = (total.squares - total.sum * mean) / (total.count - 1);
  if (variance <= 1e-9 * Math.max(1, mean * mean)) return latest.map(() => 0);
  return latest.map((rate) => (rate - mean) / Math.sqrt(variance));
}

export interface HotPartition {
  readonly index: number;
  readonly rate: number;
  readonly score: number;
}

/** The hottest first. `scores`: those of `latest`. */
export function hotPartitions(
  latest: PartitionRates,
  scores: readonly number[],
  rules: HotRules = HOT_RULES,
): HotPartition[] {
  return scores
    .map((score, index) => ({ index, rate: latest[index] ?? 0, score }))
    .filter(({ score, rate }) => score >= rules.score && rate >= rules.rate)
    .toSorted((a, b) => b.score - a.score);
}

/** What a table's partitions were in one round of several. */
interface JudgedRound {
  /** z-scores by index; null: the round could not be judged, since some partition has no rate. */
  readonly scores: readonly number[] | null;
  readonly hot: ReadonlySet<number>;
}

const UNJUDGED: JudgedRound = { scores: null, hot: new Set() };

/** Each round against itself and those before it, as the collector judges them one by one. A round that is not whole is passed over. */
export function judgedRounds(
  rounds: readonly (readonly (number | null)[])[],
  rules: HotRules = HOT_RULES,
): JudgedRound[] {
  let history: readonly RoundSums[] = [];
  return rounds.map((round) => {
    const rates = round.filter((rate) => rate !== null);
    if (rates.length === 0 || rates.length < round.length) return UNJUDGED;
    history = withRound(history, rates, rules);
    const scores = hotScores(rates, history);
    return { scores, hot: new Set(hotPartitions(rates, scores, rules).map(({ index }) => index)) };
  });
}

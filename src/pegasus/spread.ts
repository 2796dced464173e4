// How evenly replicas lie over the nodes: as Pegasus computes it, and as an operator would (reference 2.8 and 6.5).

export interface NodeShare {
  readonly node: string;
  readonly alive: boolean;
  readonly primaries: number;
  /** Primaries included. */
  readonly replicas: number;
}

export interface Spread {
  readonly primaries: number;
  readonly replicas: number;
}

/**
 * The two deviations of `/meta/cluster`: over live nodes that hold anything, with n - 1 while a dead node still holds some, and 0
 * with fewer than two nodes, which is the worst moment to read as "even" (meta/greedy_load_balancer.cpp:110-144).
 */
export function spreadOf(shares: readonly NodeShare[]): Spread {
  const holders = shares.filter(({ alive, replicas }) => alive && replicas > 0);
  const dead = shares.filter(({ alive }) => !alive);
  if (holders.length < 2) return { primaries: 0, replicas: 0 };
  return {
    primaries: shown(
      holders.map(({ primaries }) => primaries),
      dead.some(({ primaries }) => primaries > 0),
    ),
    replicas: shown(
      holders.map(({ replicas }) => replicas),
      dead.some(({ replicas }) => replicas > 0),
    ),
  };
}

/** Rounded as the server does (utils/math.cpp:29-49). */
function shown(values: readonly number[], sample: boolean): number {
  return Math.trunc((deviation(values, sample) + 0.005) * 100) / 100;
}

/** `sample`: with n - 1 in place of n. 0 where there are too few values. */
export function deviation(values: readonly number[], sample: boolean): number {
  const divisor = sample ? values.length - 1 : values.length;
  if (divisor < 1) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / divisor);
}

export interface Skew {
  readonly mean: number;
  readonly least: number;
  readonly most: number;
  /** How many times the mean the fullest holds; 1 is even, null when nobody holds anything. */
  readonly ratio: number | null;
  /** What would have to move for all to hold the same, give or take one. */
  readonly tooMany: number;
}

/** Of the counts of live nodes, those without any included: an empty node is what one wants to see. */
export function skewOf(counts: readonly number[]): Skew {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const mean = counts.length === 0 ? 0 : total / counts.length;
  const sorted = counts.toSorted((a, b) => b - a);
  const base = Math.floor(mean);
  // So many nodes may hold one more than the others.
  const larger = total - base * counts.length;
  const allowed = (rank: number): number => (rank < larger ? base + 1 : base);
  return {
    mean,
    least: sorted.at(-1) ?? 0,
    most: sorted[0] ?? 0,
    ratio: mean === 0 ? null : (sorted[0] ?? 0) / mean,
    tooMany: sorted.reduce((sum, count, rank) => sum + Math.max(0, count - allowed(rank)), 0),
  };
}

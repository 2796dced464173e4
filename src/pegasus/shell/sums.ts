// Sums in which what is not known stays unknown, until somebody knows it.

/** By metric name. */
export type Sums = Map<string, number>;

export function add(sums: Sums, name: string, value: number | null): void {
  if (value !== null) sums.set(name, (sums.get(name) ?? 0) + value);
}

/** Null: none of them is known. */
export function sumOf(sums: Sums, names: readonly string[]): number | null {
  const known = names.flatMap((name) => sums.get(name) ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** 0 where the whole is 0, as the shell shows it. */
export function ratio(part: number | null, whole: number | null): number | null {
  if (part === null || whole === null) return null;
  return Math.abs(whole) < 1e-6 ? 0 : part / whole;
}

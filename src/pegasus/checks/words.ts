// Counts, sizes and times in the sentences of checks.

const GROUPED = new Intl.NumberFormat("en-US");

export function count(value: number | bigint): string {
  return GROUPED.format(value);
}

/** `1 partition`, `8 partitions`. */
export function many(value: number, one: string, several = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : several}`;
}

/** `3 of 5 metas`. */
export function partOf(part: number, all: number, one: string, several = `${one}s`): string {
  return `${count(part)} of ${many(all, one, several)}`;
}

const SPANS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
] as const;

/** A length of time in its largest unit: `40 s`, `3 min`, `5 h`, `2 d`; ms. */
export function span(ms: number): string {
  const [unit, size] = SPANS.find(([, length]) => ms >= length) ?? ["s", 1000];
  return `${Math.max(0, Math.floor(ms / size))} ${unit}`;
}

/** Per second, with as many digits as say something: `0.25`, `12.3`, `1,234`. */
export function rate(value: number): string {
  return GROUPED.format(Number(value.toPrecision(3)));
}

/** MiB. */
export function gib(mib: number): string {
  return `${(mib / 1024).toFixed(mib >= 102_400 ? 0 : 1)} GiB`;
}

/** A sentence and whom it is about, for where there is no room for links. */
export function inOneLine(sentence: string, names: readonly string[]): string {
  const rest = names.filter((name) => !sentence.includes(name));
  return rest.length === 0 ? sentence : `${sentence} (${few(rest)})`;
}

/** The first few, and how many more: `a, b, c and 7 more`. */
export function few(names: readonly string[], shown = 3): string {
  const rest = names.length - shown;
  if (rest <= 0) return names.join(", ");
  return `${names.slice(0, shown).join(", ")} and ${count(rest)} more`;
}

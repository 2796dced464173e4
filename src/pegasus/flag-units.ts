// What unit a flag is in, understood from its name, so that `30s` can be typed for milliseconds and 67108864 read as 64 MiB. Pure.

export interface FlagUnit {
  readonly kind: "time" | "size";
  /** As it is written after a number, e.g. `ms`. */
  readonly symbol: string;
  /** ns of a time, bytes of a size. */
  readonly scale: bigint;
  /** What is meant is so much per second. */
  readonly perSecond: boolean;
}

interface Step {
  readonly symbol: string;
  readonly scale: bigint;
}

const TIMES: readonly Step[] = [
  { symbol: "ns", scale: 1n },
  { symbol: "µs", scale: 1_000n },
  { symbol: "ms", scale: 1_000_000n },
  { symbol: "s", scale: 1_000_000_000n },
  { symbol: "min", scale: 60n * 1_000_000_000n },
  { symbol: "h", scale: 3_600n * 1_000_000_000n },
  { symbol: "d", scale: 86_400n * 1_000_000_000n },
];
/** Pegasus's MB are MiB (trap 47). */
const SIZES: readonly Step[] = [
  { symbol: "B", scale: 1n },
  { symbol: "KiB", scale: 1n << 10n },
  { symbol: "MiB", scale: 1n << 20n },
  { symbol: "GiB", scale: 1n << 30n },
  { symbol: "TiB", scale: 1n << 40n },
];
const STEPS = { time: TIMES, size: SIZES } as const;

/** The first that fits; rates before times, since their names end in `sec`. */
const PATTERNS: readonly (readonly [pattern: RegExp, symbol: string])[] = [
  [/(^|_)(mb|megabytes)(_|$)/, "MiB"],
  [/(^|_)bytes(_|$)(?!per)/, "B"],
  [/(^|_)ns(_|$)/, "ns"],
  [/(^|_)microseconds(_|$)/, "µs"],
  [/(^|_)ms(_|$)/, "ms"],
  [/(^|_)(seconds?|sec|s)(_|$)/, "s"],
  [/(^|_)minutes(_|$)/, "min"],
  [/(^|_)hours(_|$)/, "h"],
  [/(^|_)days(_|$)/, "d"],
];

/** Flags whose names do not tell, by what they say of themselves (reference 4.3). */
const TOLD: ReadonlyMap<string, string> = new Map([
  ["abnormal_write_trace_latency_threshold", "ns"],
  ...[
    "dup_max_allowed_write_size",
    "max_allowed_write_size",
    "rocksdb_abnormal_get_size_threshold",
    "rocksdb_abnormal_multi_get_size_threshold",
    "rocksdb_block_cache_capacity",
    "rocksdb_compaction_readahead_size",
    "rocksdb_max_bytes_for_level_base",
    "rocksdb_max_log_file_size",
    "rocksdb_metadata_block_size",
    "rocksdb_multi_get_max_iteration_size",
    "rocksdb_target_file_size_base",
    "rocksdb_total_size_across_write_buffer",
    "rocksdb_writable_file_max_buffer_size",
    "rocksdb_write_buffer_size",
  ].map((name) => [name, "B"] as const),
]);
/** In whose names a unit stands for something else. */
const UNTOLD: ReadonlySet<string> = new Set(["rocksdb_max_bytes_for_level_multiplier"]);

/** Null: it is a plain number, a text, or nobody knows. `type`: as in `/config`; only integers have units. */
export function unitOfFlag({ name, type }: { readonly name: string; readonly type: string }): FlagUnit | null {
  if (!/^FV_U?INT\d+$/.test(type) || UNTOLD.has(name)) return null;
  const symbol = TOLD.get(name) ?? PATTERNS.find(([pattern]) => pattern.test(name))?.[1];
  if (symbol === undefined) return null;
  for (const kind of ["time", "size"] as const) {
    const step = STEPS[kind].find((one) => one.symbol === symbol);
    if (step !== undefined) return { kind, ...step, perSecond: kind === "size" && /_per_sec(_|$)/.test(name) };
  }
  return null;
}

/** `MiB/s`, as it stands beside the field. */
export function unitSymbol({ symbol, perSecond }: FlagUnit): string {
  return perSecond ? `${symbol}/s` : symbol;
}

export type Quantity =
  | { readonly kind: "plain" }
  /** `text`: the number in the flag's own unit. */
  | { readonly kind: "converted"; readonly text: string }
  | { readonly kind: "refused"; readonly reason: string };

/** Reads `1.5 h` or `64MB` in the flag's unit, exactly. What has no letters after a number is plain. */
export function readQuantity(unit: FlagUnit, typed: string): Quantity {
  const [, sign = "", whole = "", fraction = "", letters] =
    /^([+-]?)(\d+)(?:\.(\d+))?\s*([a-zµμ]+(?:\/s)?)$/i.exec(typed.trim()) ?? [];
  if (letters === undefined) return { kind: "plain" };
  const step = stepNamed(unit, letters);
  if (step === undefined) return { kind: "refused", reason: `“${letters}” is no unit here: ${unitsWords(unit)}.` };
  const parts = BigInt(whole + fraction) * step.scale;
  const one = unit.scale * 10n ** BigInt(fraction.length);
  if (parts % one !== 0n) return { kind: "refused", reason: `That is no whole number of ${unit.symbol}.` };
  return { kind: "converted", text: `${sign === "-" ? "-" : ""}${parts / one}` };
}

const SPELLINGS: Readonly<Record<string, string>> = {
  us: "µs",
  μs: "µs",
  sec: "s",
  second: "s",
  seconds: "s",
  m: "min",
  minute: "min",
  minutes: "min",
  hour: "h",
  hours: "h",
  day: "d",
  days: "d",
  byte: "b",
  bytes: "b",
};

function stepNamed(unit: FlagUnit, letters: string): Step | undefined {
  const bare = letters.toLowerCase().replace(/\/s$/, "");
  if (letters.includes("/") && !unit.perSecond) return undefined;
  const wanted = SPELLINGS[bare] ?? bare;
  // K, KB and KiB are one here.
  const symbolOf = ({ symbol }: Step): string[] => {
    const lower = symbol.toLowerCase();
    return lower.endsWith("ib") ? [lower, lower.replace("ib", "b"), lower.slice(0, 1)] : [lower];
  };
  const spelled = unit.kind === "size" && bare === "m" ? "m" : wanted;
  return STEPS[unit.kind].find((step) => symbolOf(step).includes(spelled));
}

/** What may stand after a number, for the hint of a field. */
export function unitsWords({ kind }: Pick<FlagUnit, "kind">): string {
  return kind === "time"
    ? "ns, us, ms, s, min, h and d are understood"
    : "B, KB, MB, GB and TB are understood, in powers of 1024 as Pegasus has them";
}

/** `30 s` for 30000 ms, in the largest unit in which it is 1 or more; null where the number says it as well. `value`: in normal form. */
export function inWords(unit: FlagUnit, value: string): string | null {
  if (!/^-?\d+$/.test(value)) return null;
  const amount = BigInt(value) * unit.scale;
  const size = amount < 0n ? -amount : amount;
  const step = STEPS[unit.kind].findLast(({ scale }) => size >= scale);
  if (step === undefined || step.symbol === unit.symbol) return null;
  const hundredths = (size * 100n + step.scale / 2n) / step.scale;
  const exact = hundredths * step.scale === size * 100n;
  const digits = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}`.replace(/\.?0+$/, "");
  return `${exact ? "" : "≈ "}${amount < 0n ? "-" : ""}${digits} ${step.symbol}${unit.perSecond ? "/s" : ""}`;
}

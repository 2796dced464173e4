// How long a profile is to take, as servers read it (reference 2.25; http/pprof_http_service.cpp; recording 02: `seconds=abc`).

const MICROSECOND = 1e-6;
const DEFAULT_PROFILE = 60;

/** strtoul: what can be read at the beginning, or 0. */
function strtoul(text: string): bigint {
  const [, sign, digits] = /^\s*([+-]?)(\d+)/.exec(text) ?? [];
  if (digits === undefined) return 0n;
  return BigInt.asUintN(64, sign === "-" ? -BigInt(digits) : BigInt(digits));
}

/**
 * Of `/pprof/profile`, out of the target as it stood in the request line. They are counted in 32 bits of microseconds, and run over.
 * A `seconds` without a value is passed over.
 */
export function profileSeconds(target: string): number {
  const [, query = ""] = target.split("?");
  for (const parameter of query.split("&")) {
    const [name, value = ""] = parameter.split("=").filter((part) => part !== "");
    if (name !== "seconds" || value === "") continue;
    return Number(BigInt.asUintN(32, strtoul(value) * 1_000_000n)) * MICROSECOND;
  }
  return DEFAULT_PROFILE;
}

/** Of `/pprof/heap`; null: there are none, or none that can be read, and a sample is asked for. */
export function heapSeconds(query: ReadonlyMap<string, string>): number | null {
  const text = query.get("seconds") ?? "";
  const value = /^(\d+|0[xX][0-9a-fA-F]+)$/.test(text) ? Number(text) : Number.NaN;
  return value < 2 ** 32 ? value : null;
}

// The order in which a std::unordered_map<std::string, …> of libstdc++ gives its keys back. Pegasus keeps query parameters in one, so
// that order shows: in the query of a 307 (reference 1.7) and in which of two wrong parameters `/metrics` names.
import { bytesOf } from "#pegasus/bytes.ts";

const MASK = (1n << 64n) - 1n;
const MULTIPLIER = 0xc6a4_a793_5bd1_e995n;
const SEED = 0xc70f_6907n;

/** std::hash<std::string>: MurmurHash64A with libstdc++'s seed (libsupc++/hash_bytes.cc). */
export function hashOf(text: string): bigint {
  const bytes = bytesOf(text);
  const whole = bytes.length - (bytes.length % 8);
  let hash = SEED ^ multiply(BigInt(bytes.length));
  for (let at = 0; at < whole; at += 8) hash = multiply(hash ^ multiply(mix(multiply(little(bytes, at, 8)))));
  if (whole < bytes.length) hash = multiply(hash ^ little(bytes, whole, bytes.length - whole));
  return mix(multiply(mix(hash)));
}

function multiply(value: bigint): bigint {
  return (value * MULTIPLIER) & MASK;
}

function mix(value: bigint): bigint {
  return value ^ (value >> 47n);
}

function little(bytes: Uint8Array, at: number, length: number): bigint {
  let value = 0n;
  for (let index = length - 1; index >= 0; index--) value = (value << 8n) | BigInt(bytes[at + index] ?? 0);
  return value;
}

/** Bucket counts in the order in which the map grows through them; no request has room for more keys. */
const BUCKETS = [13n, 29n, 59n, 127n, 257n, 541n, 1109n, 2357n, 5087n, 10_273n, 20_753n, 42_043n];

/** Keys of one bucket stand together, the latest first, and so do the buckets by when each got its first key. */
class Chain {
  private readonly keysOf = new Map<bigint, string[]>();
  private readonly buckets: bigint;

  constructor(buckets: bigint) {
    this.buckets = buckets;
  }

  add(key: string): void {
    const bucket = hashOf(key) % this.buckets;
    const keys = this.keysOf.get(bucket);
    if (keys === undefined) this.keysOf.set(bucket, [key]);
    else keys.push(key);
  }

  order(): string[] {
    return [...this.keysOf.values()].toReversed().flatMap((keys) => keys.toReversed());
  }

  /** The map has grown: all its keys are put in anew, in their present order. */
  rehashed(buckets: bigint): Chain {
    const grown = new Chain(buckets);
    for (const key of this.order()) grown.add(key);
    return grown;
  }
}

/** The keys in the order of iteration, when they were put in as `keys` stand. */
export function hashOrder(keys: readonly string[]): string[] {
  let buckets = BUCKETS[0] ?? 1n;
  let chain = new Chain(buckets);
  for (const [index, key] of keys.entries()) {
    if (index >= buckets) {
      buckets = BUCKETS.find((more) => more > index) ?? buckets;
      chain = chain.rehashed(buckets);
    }
    chain.add(key);
  }
  return chain.order();
}

// Slows down who guesses passwords, by address and by name, without locking anybody out for long.
import { isIPv6 } from "node:net";
import type { Clock } from "../clock.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** So many attempts are free: people mistype. */
const FREE = 5;
const FORGOTTEN_MS = 15 * MINUTE;
/** The longest wait: of an address, which is the guesser's; and of a name, which is somebody else's who wants to come in. */
const LONGEST_MS = { address: 60 * SECOND, name: 10 * SECOND, device: 60 * SECOND } as const;
/** Entries kept of each kind; the one that was quiet for the longest goes first. */
const MOST_ENTRIES = 10_000;

export type Kind = keyof typeof LONGEST_MS;
export type Counted = readonly [kind: Kind, key: string];

interface Entry {
  attempts: number;
  last: number;
}

export class SignInBrake {
  private readonly clock: Clock;
  private readonly entries: Readonly<Record<Kind, Map<string, Entry>>> = {
    address: new Map(),
    name: new Map(),
    device: new Map(),
  };
  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Whose failures count: of a browser that this name has signed in from, its own alone, so that nobody else can slow it. */
  static counted(name: string, address: string, device: string | null): readonly Counted[] {
    if (device !== null) return [["device", device]];
    return [
      ["address", network(address)],
      ["name", name],
    ];
  }

  /**
   * Counts an attempt, as failed until it succeeds (so that many at once are no way around), and returns 0; or returns how many ms are
   * to be waited first, and counts nothing: who hammers on does not make the wait longer.
   */
  begin(counted: readonly Counted[]): number {
    const wait = Math.max(...counted.map(([kind, key]) => this.waitOf(kind, key)));
    if (wait > 0) return wait;
    for (const [kind, key] of counted) this.count(kind, key);
    return 0;
  }

  /** The attempt was a good one. A name is forgiven everything, an address only this: it may be a guesser with a name of its own. */
  succeeded(counted: readonly Counted[]): void {
    for (const [kind, key] of counted) {
      const entry = this.entries[kind].get(key);
      if (entry === undefined) continue;
      entry.attempts--;
      if (kind !== "address" || entry.attempts <= 0) this.entries[kind].delete(key);
    }
  }

  private waitOf(kind: Kind, key: string): number {
    const entry = this.live(kind, key);
    if (entry === undefined || entry.attempts < FREE) return 0;
    const pause = Math.min(LONGEST_MS[kind], 2 ** (entry.attempts - FREE) * SECOND);
    return Math.max(0, entry.last + pause - this.clock.now());
  }

  private count(kind: Kind, key: string): void {
    const entries = this.entries[kind];
    const attempts = (this.live(kind, key)?.attempts ?? 0) + 1;
    entries.delete(key); // to its end: the order of a Map is that of insertion
    entries.set(key, { attempts, last: this.clock.now() });
    const [oldest] = entries.keys();
    if (entries.size > MOST_ENTRIES && oldest !== undefined) entries.delete(oldest);
  }

  private live(kind: Kind, key: string): Entry | undefined {
    const entry = this.entries[kind].get(key);
    return entry !== undefined && entry.last + FORGOTTEN_MS > this.clock.now() ? entry : undefined;
  }
}

/** Whoever has an IPv6 address has a /64 full of them. */
function network(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":");
  const filled = tail === undefined ? groups : [...groups, ...Array<string>(8).fill("0")];
  return filled.slice(0, 4).join(":");
}

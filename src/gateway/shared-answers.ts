// The same question asked by many at once goes upstream once, and its answer may serve others for as long as they allow.

interface Entry<T> {
  readonly promise: Promise<T>;
  readonly lasting: boolean;
  /** ms since epoch when the answer came; null while under way. */
  at: number | null;
  weight: number;
}

export interface SharedAnswersOptions<T> {
  readonly now: () => number;
  /** What an answer weighs, in bytes; all that are kept weigh 64 MiB at most. */
  readonly weigh?: (value: T) => number;
}

const MOST_ENTRIES = 400;
const MOST_BYTES = 64 * 1024 * 1024;
/** Nobody allows more than this; older answers are let go. */
const LONGEST_MS = 120_000;

export class SharedAnswers<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly now: () => number;
  private readonly weigh: (value: T) => number;
  constructor({ now, weigh = () => 0 }: SharedAnswersOptions<T>) {
    this.now = now;
    this.weigh = weigh;
  }

  /**
   * The answer to `key`, at most `maxAgeMs` old; `make` asks anew. A failure is shared by those who wait, and not kept. `lasting`: it
   * is dangerous to ask too often, so this answer outlives `forget`.
   */
  async get(
    key: string,
    maxAgeMs: number,
    make: () => Promise<T>,
    lasting = false,
  ): Promise<{ value: T; ageMs: number }> {
    const found = this.entries.get(key);
    if (found !== undefined && (found.at === null || this.now() - found.at <= maxAgeMs)) {
      const value = await found.promise;
      return { value, ageMs: found.at === null ? 0 : Math.max(0, this.now() - found.at) };
    }
    const entry: Entry<T> = { promise: make(), lasting, at: null, weight: 0 };
    this.entries.delete(key);
    this.entries.set(key, entry);
    try {
      const value = await entry.promise;
      entry.at = this.now();
      entry.weight = this.weigh(value);
      this.trim();
      return { value, ageMs: 0 };
    } catch (error) {
      if (this.entries.get(key) === entry) this.entries.delete(key);
      throw error;
    }
  }

  /** After a change, what was said before is no longer to be served. */
  forget(): void {
    for (const [key, entry] of this.entries) if (!entry.lasting) this.entries.delete(key);
  }

  /** Lets go of what is too old, and of the oldest while there are too many or they weigh too much. */
  private trim(): void {
    const now = this.now();
    let bytes = [...this.entries.values()].reduce((sum, { weight }) => sum + weight, 0);
    for (const [key, { at, weight, lasting }] of this.entries) {
      if (at === null) continue;
      const full = this.entries.size > MOST_ENTRIES || bytes > MOST_BYTES;
      if (now - at <= LONGEST_MS && (lasting || !full)) continue;
      this.entries.delete(key);
      bytes -= weight;
    }
  }
}

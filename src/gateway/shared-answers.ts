// The same question asked by many at once goes upstream once, and its answer may serve others for as long as they allow.

interface Entry<T> {
  readonly promise: Promise<T>;
  /** ms since epoch when the answer came; null while under way. */
  at: number | null;
}

const MOST_ENTRIES = 400;
/** Nobody allows more than this; older answers are let go. */
const LONGEST_MS = 120_000;

export class SharedAnswers<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly now: () => number;
  constructor(now: () => number) {
    this.now = now;
  }

  /** The answer to `key`, at most `maxAgeMs` old; `make` asks anew. A failure is shared by those who wait, and not kept. */
  async get(key: string, maxAgeMs: number, make: () => Promise<T>): Promise<{ value: T; ageMs: number }> {
    const found = this.entries.get(key);
    if (found !== undefined && (found.at === null || this.now() - found.at <= maxAgeMs)) {
      const value = await found.promise;
      return { value, ageMs: found.at === null ? 0 : Math.max(0, this.now() - found.at) };
    }
    const entry: Entry<T> = { promise: make(), at: null };
    this.entries.delete(key);
    this.entries.set(key, entry);
    try {
      const value = await entry.promise;
      entry.at = this.now();
      this.trim();
      return { value, ageMs: 0 };
    } catch (error) {
      if (this.entries.get(key) === entry) this.entries.delete(key);
      throw error;
    }
  }

  /** After a change, what was said before is no longer to be served. */
  forget(): void {
    this.entries.clear();
  }

  private trim(): void {
    const now = this.now();
    for (const [key, entry] of this.entries) {
      if (entry.at === null) continue;
      if (this.entries.size > MOST_ENTRIES || now - entry.at > LONGEST_MS) this.entries.delete(key);
    }
  }
}

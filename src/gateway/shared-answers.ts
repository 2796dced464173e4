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
  /** Whether it may serve those who ask when it is there; all may unless told. */
  readonly keep?: (value: T) => boolean;
}

const MOST_ENTRIES = 400;
const MOST_BYTES = 64 * 1024 * 1024;
/** Nobody allows more than this; older answers are let go. */
const LONGEST_MS = 120_000;

export class SharedAnswers<T> {
  private readonly entries = new Map<string, Entry<T>>();
  /** What they weigh together. */
  private bytes = 0;
  private readonly now: () => number;
  private readonly weigh: (value: T) => number;
  private readonly keep: (value: T) => boolean;
  constructor({ now, weigh = () => 0, keep = () => true }: SharedAnswersOptions<T>) {
    this.now = now;
    this.weigh = weigh;
    this.keep = keep;
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
    this.drop(key);
    this.entries.set(key, entry);
    try {
      const value = await entry.promise;
      entry.at = this.now();
      if (this.entries.get(key) === entry) {
        if (this.keep(value)) {
          entry.weight = this.weigh(value);
          this.bytes += entry.weight;
        } else {
          this.drop(key);
        }
      }
      this.trim();
      return { value, ageMs: 0 };
    } catch (error) {
      if (this.entries.get(key) === entry) this.drop(key);
      throw error;
    }
  }

  /** After a change, what was said before is no longer to be served. */
  forget(): void {
    for (const [key, entry] of this.entries) if (!entry.lasting) this.drop(key);
  }

  private drop(key: string): void {
    this.bytes -= this.entries.get(key)?.weight ?? 0;
    this.entries.delete(key);
  }

  /** Lets go of what is too old, and of the oldest while there are too many or they weigh too much. */
  private trim(): void {
    const now = this.now();
    for (const [key, { at, lasting }] of this.entries) {
      if (at === null) continue;
      const full = this.entries.size > MOST_ENTRIES || this.bytes > MOST_BYTES;
      const old = now - at > LONGEST_MS;
      if (!old && !full) return; // those that follow are younger
      if (old || !lasting) this.drop(key);
    }
  }
}

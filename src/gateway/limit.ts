/** Waited for its turn longer than it was willing to. */
export class TooBusy extends Error {
  override readonly name = "TooBusy";
}

interface Waiting {
  readonly go: () => void;
  readonly timer: NodeJS.Timeout | undefined;
}

/** At most `size` at once; the others wait in order. */
export class Limit {
  private free: number;
  private readonly waiting: Waiting[] = [];
  constructor(size: number) {
    this.free = size;
  }

  /** @throws {TooBusy} when its turn has not come after `longestWaitMs` */
  async run<T>(work: () => Promise<T>, longestWaitMs?: number): Promise<T> {
    if (!this.entersAtOnce()) await this.turn(longestWaitMs);
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /** Resolves when its turn has come; `leave` must follow. @throws {TooBusy} when that is not after `longestWaitMs` */
  async enter(longestWaitMs?: number): Promise<void> {
    if (!this.entersAtOnce()) await this.turn(longestWaitMs);
  }

  private entersAtOnce(): boolean {
    if (this.free <= 0) return false;
    this.free--;
    return true;
  }

  leave(): void {
    const next = this.waiting.shift();
    clearTimeout(next?.timer);
    if (next === undefined) this.free++;
    else next.go();
  }

  private turn(longestWaitMs: number | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(new TooBusy("Too many wait for their turn."));
      };
      const timer = longestWaitMs === undefined ? undefined : setTimeout(giveUp, longestWaitMs).unref();
      const entry: Waiting = { go: resolve, timer };
      this.waiting.push(entry);
    });
  }
}

/** Runs `work` for each item, at most `size` at once. */
export async function eachLimited<T>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const limit = new Limit(size);
  await Promise.all(items.map((item) => limit.run(() => work(item))));
}

// What servers were asked, for tests that look at who asked whom how often.

export interface LoggedRequest {
  /** ms since the epoch. */
  readonly at: number;
  readonly server: string;
  readonly method: string;
  /** As it stood on the wire, in origin form. */
  readonly target: string;
}

const KEPT = 10_000;

export class RequestLog {
  private entries: LoggedRequest[] = [];
  private readonly counts = new Map<string, number>();

  add(entry: LoggedRequest): void {
    this.entries.push(entry);
    // Cut back now and then instead of at each request, which would move ten thousand entries.
    if (this.entries.length >= 2 * KEPT) this.entries = this.entries.slice(-KEPT);
    this.counts.set(entry.server, this.count(entry.server) + 1);
  }

  latest(server?: string): readonly LoggedRequest[] {
    return this.entries.slice(-KEPT).filter((entry) => server === undefined || entry.server === server);
  }

  count(server: string): number {
    return this.counts.get(server) ?? 0;
  }
}

// Rows that the worker has in any number, of which the page asks for those in view: lines, rows of a table or a comparison.

export interface Windowed<Row> {
  readonly count: number;
  readonly rows: ReadonlyMap<number, Row>;
  /** Why there are none. */
  readonly failed: string | null;
}

interface Part<Row> {
  readonly from: number;
  readonly rows: readonly Row[];
  readonly count: number;
}

const REMEMBERED = 1000;
const AHEAD = 60;

export class WindowStore<Row> {
  private readonly ask: (from: number, to: number) => Promise<Part<Row>>;
  private readonly listeners = new Set<() => void>();
  private known: Windowed<Row> = { count: 0, rows: new Map(), failed: null };
  private looked = "";

  constructor(ask: (from: number, to: number) => Promise<Part<Row>>) {
    this.ask = ask;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly current = (): Windowed<Row> => this.known;

  /** Asks for what is drawn, and some more, unless it is there. */
  look(first: number, end: number): void {
    const looked = `${first} ${end}`;
    if (looked === this.looked) return;
    this.looked = looked;
    const { rows, count } = this.known;
    for (let row = first; row < end || row === 0; row++) {
      if (rows.has(row) || (row >= count && count > 0)) continue;
      this.get(Math.max(0, row - AHEAD), Math.max(end, row) + AHEAD);
      return;
    }
  }

  private get(from: number, to: number): void {
    this.ask(from, to).then(
      (part) => {
        const merged = new Map(this.known.rows.size < REMEMBERED ? this.known.rows : []);
        for (const [index, row] of part.rows.entries()) merged.set(part.from + index, row);
        this.publish({ count: part.count, rows: merged, failed: null });
      },
      (error: unknown) => {
        this.publish({ ...this.known, failed: error instanceof Error ? error.message : String(error) });
      },
    );
  }

  private publish(known: Windowed<Row>): void {
    this.known = known;
    for (const listener of this.listeners) listener();
  }
}

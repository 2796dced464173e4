// Logs are JSON lines on stderr. Paths only: queries can carry values that are nobody's business.

export interface RequestEntry {
  /** Also in the answer's `x-request-id`. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  /** The person's address, as far as trusted proxies tell. */
  readonly address: string;
  /** Null: nobody who is signed in. */
  readonly user: string | null;
  /** The Pegasus server that answered, and `server status` of each one before. */
  readonly server: string | null;
  readonly hops: string | null;
  /** Of the body as it went out; null: not known. */
  readonly bytes: number | null;
  /** Whether the answer broke off in the midst. */
  readonly cut: boolean;
}

export interface Log {
  request(entry: RequestEntry): void;
  say(message: string): void;
  /** `id`: of the request in which it was made. */
  mistake(error: unknown, id?: string): void;
}

const LONGEST_PATH = 300;

export function jsonLog(write: (line: string) => void, now: () => number): Log {
  const time = (): string => new Date(now()).toISOString();
  const writeLine = (fields: object): void => write(`${JSON.stringify(fields)}\n`);
  const line = (level: string, fields: object): void => writeLine({ time: time(), level, ...fields });
  return {
    request: ({ id, method, path, status, ms, address, user, server, hops, bytes, cut }) =>
      // Each by its name, and not by `line`: copying objects costs more than writing them.
      writeLine({
        time: time(),
        level: "info",
        id,
        method,
        path: pathAlone(path),
        status,
        ms: Math.round(ms),
        address,
        user,
        server,
        hops: hops === "" ? null : hops,
        bytes,
        cut: cut ? true : undefined,
      }),
    say: (message) => line("info", { message }),
    mistake: (error, id) =>
      line("error", {
        ...(id === undefined ? {} : { id }),
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  };
}

/** Writes lines together that come in the same moment: each write costs as much as the rest of a small request. */
export class LineWriter {
  private waiting = "";
  private readonly out: (text: string) => void;
  constructor(out: (text: string) => void) {
    this.out = out;
  }

  write(line: string): void {
    if (this.waiting === "") setImmediate(() => this.flush());
    this.waiting += line;
  }

  /** Before the process ends, too. */
  flush(): void {
    const text = this.waiting;
    this.waiting = "";
    if (text !== "") this.out(text);
  }
}

/** Without a query, in whatever spelling: some servers decode `%3F` before they look for one. */
function pathAlone(path: string): string {
  const end = path.search(/\?|%3f|%253f/i);
  const alone = end < 0 ? path : path.slice(0, end);
  return alone.length > LONGEST_PATH ? `${alone.slice(0, LONGEST_PATH)}…` : alone;
}

/** For tests, which read answers and not logs. */
export const silentLog: Log = { request: () => {}, say: () => {}, mistake: () => {} };

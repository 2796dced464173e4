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
}

export interface Log {
  request(entry: RequestEntry): void;
  say(message: string): void;
  /** `id`: of the request in which it was made. */
  mistake(error: unknown, id?: string): void;
}

const LONGEST_PATH = 300;

export function jsonLog(write: (line: string) => void, now: () => number): Log {
  const line = (level: string, fields: object): void =>
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, ...fields })}\n`);
  return {
    request: ({ id, method, path, status, ms, hops, ...rest }) =>
      line("info", {
        id,
        method,
        path: pathAlone(path),
        status,
        ms: Math.round(ms),
        ...rest,
        hops: hops === "" ? null : hops,
      }),
    say: (message) => line("info", { message }),
    mistake: (error, id) =>
      line("error", {
        ...(id === undefined ? {} : { id }),
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  };
}

/** Without a query, in whatever spelling: some servers decode `%3F` before they look for one. */
function pathAlone(path: string): string {
  const end = path.search(/\?|%3f|%253f/i);
  const alone = end < 0 ? path : path.slice(0, end);
  return alone.length > LONGEST_PATH ? `${alone.slice(0, LONGEST_PATH)}…` : alone;
}

/** For tests, which read answers and not logs. */
export const silentLog: Log = { request: () => {}, say: () => {}, mistake: () => {} };

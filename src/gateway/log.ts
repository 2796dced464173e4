// Logs are JSON lines on stderr. Paths only: queries can carry values that are nobody's business.

export interface Log {
  request(entry: { method: string; path: string; status: number; ms: number; server: string | null }): void;
  say(message: string): void;
  mistake(error: unknown): void;
}

export function jsonLog(write: (line: string) => void, now: () => number): Log {
  const line = (level: string, fields: object): void =>
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, ...fields })}\n`);
  return {
    request: ({ ms, ...entry }) => line("info", { ...entry, ms: Math.round(ms) }),
    say: (message) => line("info", { message }),
    mistake: (error) =>
      line("error", { message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  };
}

/** For tests, which read answers and not logs. */
export const silentLog: Log = { request: () => {}, say: () => {}, mistake: () => {} };

// What the Profiles page asks of this browser and of its worker. No server is asked here, and nothing is polled.
import { queryOptions, type QueryClient } from "@tanstack/react-query";

const ENTRIES: readonly unknown[] = ["profiles", "entries"];
/** Answers of the worker are made again in moments, and can be large. */
const REMEMBERED_MS = 20_000;

/** What was taken or opened does not change by itself. */
const SETTLED = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } as const;

export const profileQueries = {
  /** The list of kept profiles. */
  entries: <T>(read: () => Promise<T>) => queryOptions({ queryKey: ENTRIES, queryFn: read, ...SETTLED }),
  /** `run`: the worker that is asked; another one has nothing of what this one has opened. */
  opened: <T>(run: number, key: string, open: () => Promise<T>) => {
    const queryKey: readonly unknown[] = ["profiles", run, "opened", key];
    return queryOptions({ queryKey, queryFn: open, ...SETTLED, gcTime: REMEMBERED_MS });
  },
  /** A part of what is open: frames, a table … */
  part: <T>(run: number, name: string, ask: object, answer: () => Promise<T>) => {
    const queryKey: readonly unknown[] = ["profiles", run, name, ask];
    return queryOptions({ queryKey, queryFn: answer, ...SETTLED, gcTime: REMEMBERED_MS });
  },
};

/** After one was kept, changed or deleted. */
export function refreshEntries(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: ENTRIES });
}

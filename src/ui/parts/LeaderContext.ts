// Who leads and since when the page knows it, for parts that must not believe a leader that has just begun (reference 1.8).
import { createContext, useContext } from "react";

export interface Leadership {
  /** Under the roster's name; null: nobody is known to lead. */
  readonly leader: string | null;
  /** When the page saw the leader change, ms since epoch; null: it did not. */
  readonly movedAt: number | null;
}

export const LeaderContext = createContext<Leadership>({ leader: null, movedAt: null });

export function useLeadership(): Leadership {
  return useContext(LeaderContext);
}

/** The roster is polled: the page notices a move this much later than the answers of the new leader may show it, ms. */
const WINDOW = 15_000;

/**
 * Whether an answer may come from a leader that has not loaded the cluster's state yet: it says 200 with no tables then.
 * @param answer who answered and when (ms since epoch)
 */
export function mayStillBeLoading(answer: { server: string | null; at: number }, leadership: Leadership): boolean {
  if (answer.server !== null && leadership.leader !== null && answer.server !== leadership.leader) return true;
  return leadership.movedAt !== null && Math.abs(answer.at - leadership.movedAt) < WINDOW;
}

// The history as the command line and the file want it, in the data folder.
import type { Clock } from "../clock.ts";
import { Webhook } from "../events/webhook.ts";
import type { Log } from "../log.ts";
import type { HistoryOptions } from "./cluster-history.ts";
import { HistoryStore } from "./store.ts";
import { keepingOf, type HistoryWishes } from "./tiers.ts";

export interface HistoryWanted {
  /** Whether to sample when nobody looks. */
  readonly background: boolean;
  readonly wishes?: HistoryWishes;
  /** Whom to tell when a cluster turns critical and when it recovers. */
  readonly webhook?: string | null;
}

/** `place`: the data folder; null: there is none. @throws an Error with a sentence where the wishes do not fit each other. */
export function openHistory(wanted: HistoryWanted, place: string | null, clock: Clock, log: Log): HistoryOptions {
  const keeping = keepingOf(wanted.wishes ?? {});
  const { background, webhook = null } = wanted;
  return {
    keeping,
    store: place === null ? null : new HistoryStore(place, keeping, clock, log),
    background,
    webhook: webhook === null ? null : new Webhook(webhook, clock, log),
  };
}

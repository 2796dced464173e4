// What happened to a cluster, for the page of events and as annotations of charts.
import type * as z from "zod/mini";
import { type eventSchema, eventsSchema } from "#api/events.ts";
import { clusterRoute } from "#api/routes.ts";
import { USUAL, api } from "./live.ts";

/** One thing that happened. */
export type EventEntry = z.infer<typeof eventSchema>;

/** As the route takes them: ms since epoch, `now`, or `-6h`. */
export interface EventRange {
  readonly from: string;
  readonly to: string;
}

export const eventQueries = {
  /** Newest first. */
  events: (cluster: string, { from, to }: EventRange) =>
    api<z.infer<typeof eventsSchema>>(
      ["cluster", cluster, "events", from, to],
      `${clusterRoute(cluster, "events")}?${new URLSearchParams({ from, to })}`,
      eventsSchema,
      USUAL,
    ),
};

// `GET /api/clusters/{cluster}/events?from=&to=`: what happened to a cluster, newest first, as far as the gateway noticed it; kept with
// the history. Changes of configuration are those of the audit log.
import * as z from "zod/mini";

export const EVENT_KINDS = [
  "leader-moved",
  "node-down",
  "node-up",
  "restart",
  "version",
  "partitions-unhealthy",
  "partitions-healthy",
  "config-changed",
  "round-incomplete",
  "round-complete",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const eventSchema = z.looseObject({
  id: z.string(),
  /** ms since epoch by the gateway's clock, when it was noticed. */
  at: z.number(),
  /** One of EVENT_KINDS; open text, since an older page may talk to a newer gateway. */
  kind: z.string(),
  level: z.enum(["info", "warning", "critical"]),
  /** By its name in the roster. */
  server: z.nullable(z.string()),
  /** The app's name. */
  app: z.nullable(z.string()),
  /** A sentence. */
  message: z.string(),
});
export interface ClusterEvent {
  id: string;
  at: number;
  kind: EventKind;
  level: "info" | "warning" | "critical";
  server: string | null;
  app: string | null;
  message: string;
}

export const eventsSchema = z.object({
  from: z.number(),
  to: z.number(),
  /** Whether there were more than are told. */
  more: z.boolean(),
  /** Why events are not recorded, in a sentence; null: they are. */
  failure: z.nullable(z.string()),
  events: z.array(eventSchema),
});
export interface EventsAnswer extends Omit<z.infer<typeof eventsSchema>, "events"> {
  events: ClusterEvent[];
}

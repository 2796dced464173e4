// `GET|POST /api/clusters/{cluster}/replay`: the clock of a recording, for the scrubber in the shell. Only where kind is `replay`.
import * as z from "zod/mini";

export const replaySchema = z.object({
  title: z.string(),
  /** The recorded span and the moment being shown, ms since epoch. */
  from: z.number(),
  to: z.number(),
  at: z.number(),
  /** Recorded seconds per second; 0: paused. */
  speed: z.number(),
});
export type ReplayState = z.infer<typeof replaySchema>;

/** What a POST may set. */
export const replayMoveSchema = z.object({
  at: z.optional(z.number()),
  speed: z.optional(z.number().check(z.minimum(0), z.maximum(1000))),
});
export type ReplayMove = z.infer<typeof replayMoveSchema>;

import type { ReplayState } from "#api/replay.ts";

/** The recording's moment, ms since epoch, so long (ms) after the gateway told where it is; never beyond its span. */
export function momentAt(state: ReplayState, since: number): number {
  return Math.min(state.to, Math.max(state.from, state.at + Math.max(0, since) * state.speed));
}

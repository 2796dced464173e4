import { readServerTime } from "../start-time.ts";
import { over, ok, verdict, type Check, type Verdict } from "./check.ts";
import type { ClusterFacts, Fleet } from "./facts.ts";
import { partial } from "./fleet-words.ts";
import { many, span } from "./words.ts";

/** So long a start is news, ms. */
const RECENT_MS = 15 * 60_000;

/** Processes that have just started. A start time has no zone, so that of a server far away may be told too early or late (reference 2.3). */
export const restarts: Check = {
  id: "restarts",
  title: "Recent restarts",
  judge: (facts) => over(facts.starts, (starts) => judge(starts, facts)),
};

interface Restart {
  readonly server: string;
  /** Null: it happened while this page watched. */
  readonly ago: number | null;
}

function judge(
  starts: Fleet<{ readonly RecentStartTime: string }>,
  { now, zones, firstStarts }: Pick<ClusterFacts, "now" | "zones" | "firstStarts">,
): Verdict {
  const recent = [...starts.answers].flatMap(([server, { RecentStartTime: text }]): Restart[] => {
    const ago = uptime(text, now, zones);
    const first = firstStarts.get(server);
    if (first !== undefined && first !== text) return [{ server, ago }];
    return ago !== null && ago < RECENT_MS ? [{ server, ago }] : [];
  });
  if (recent.length === 0) return ok(`No server has started in the last quarter of an hour.${partial(starts)}`);
  const sorted = recent.toSorted((a, b) => (a.ago ?? 0) - (b.ago ?? 0));
  const notes = sorted.flatMap(({ server, ago }): [string, string][] =>
    ago === null ? [] : [[server, `${span(ago)} ago`]],
  );
  return verdict("notice", `${many(recent.length, "server")} started lately.${partial(starts)}`, {
    servers: sorted.map(({ server }) => server),
    notes: new Map(notes),
  });
}

/** The shortest that is possible in one of the zones, ms; null: it lies in the future in each of them, or is no time. */
function uptime(text: string, now: number, zones: readonly number[]): number | null {
  const start = readServerTime(text);
  if (start === null) return null;
  // Some seconds in the future are a clock that is a little off.
  const possible = zones.map((zone) => now - (start - zone)).filter((ms) => ms > -30_000);
  return possible.length === 0 ? null : Math.max(0, Math.min(...possible));
}

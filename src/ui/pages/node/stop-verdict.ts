// The answer to "Safe to stop this node?" in a word and a sentence. Pure.
import type { Severity } from "#pegasus/health.ts";
import type { StopConsequences, StopFlags } from "#pegasus/safe-stop.ts";
import { plural } from "../../format.ts";

/** What a leader has unless it is told otherwise (reference 4.3). */
export const STANDARD_FLAGS: StopFlags = { minimumToWrite: 2, minLive: 3, percentage: 65 };

interface Verdict {
  readonly severity: Severity;
  readonly word: string;
  readonly sentence: string;
}

export function stopVerdict(
  { safe, lost, unwritable, alreadyIll, freezes, primaries, replicas }: StopConsequences,
  { dead, missing }: { readonly dead: boolean; readonly missing: number },
): Verdict {
  if (dead) {
    const sentence = "The leader counts it as dead already: stopping it changes nothing for the cluster.";
    return { severity: "notice", word: "Dead already", sentence };
  }
  const bad = [
    ...(lost.length > 0 ? [`${plural(lost.length, "partition")} would be lost with it`] : []),
    ...(unwritable.length > 0 ? [`${plural(unwritable.length, "partition")} would stop taking writes`] : []),
    ...(alreadyIll.length > 0 ? [`${plural(alreadyIll.length, "partition")} on it cannot be written already`] : []),
    ...(freezes ? ["with one node fewer the metas freeze, and no secondary becomes primary"] : []),
  ];
  if (!safe) return { severity: "critical", word: "Not safe", sentence: `${capital(bad.join("; "))}.` };
  if (missing > 0) {
    const sentence = `Of what is known nothing would be lost, but ${plural(missing, "app")} could not be looked at.`;
    return { severity: "unknown", word: "Not known", sentence };
  }
  if (replicas === 0) return { severity: "ok", word: "Safe", sentence: "No replica is on it." };
  const move =
    primaries === 0
      ? "None of them is a primary, so clients notice nothing."
      : `${plural(primaries, "primary", "primaries")} would move by failover; moving them before (admin shell, or pegasus_rolling_update.sh) spares clients that.`;
  return {
    severity: "ok",
    word: "Safe",
    sentence: `All ${plural(replicas, "replica")} on it keep their quorum elsewhere. ${move}`,
  };
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

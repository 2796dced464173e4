import { over, ok, verdict, type Check } from "./check.ts";
import type { Fact } from "./fact.ts";
import type { ClusterFacts, Fleet } from "./facts.ts";
import { median } from "./fleet-words.ts";
import { few, many, partOf } from "./words.ts";

/** Answers to the smallest questions take milliseconds; a second means a server, or the way to it, in trouble. */
const SLOW_MS = 1000;

/** Answers of a kind: a version that lacks it, a meta that is left alone, a recording that has it not. */
const NO_FAILURES = new Set(["refused", "starting", "not-recorded"]);

/** How servers that are alive answer the small questions that this page puts to all of them. */
export const answers: Check = {
  id: "answers",
  title: "Answers",
  judge: (facts) =>
    over(rounds(facts), (all) => {
      const dead = deadOf(facts);
      const answered = all.reduce((sum, { ms }) => sum + ms.size, 0);
      const times = latestTimes(facts);
      const failures = all.flatMap(({ silent }) =>
        silent.filter(({ server, kind }) => !dead.has(server) && !NO_FAILURES.has(kind)),
      );
      const servers = [...new Set(failures.map(({ server }) => server))];
      const typical = median(times);
      const slow = typical >= SLOW_MS ? `${(typical / 1000).toFixed(1)} s is usual for an answer` : null;
      if (failures.length > 0) {
        const reasons = [...new Set(failures.map(({ kind }) => kind))];
        const sentence = `${partOf(failures.length, failures.length + answered, "question")} to live servers failed (${few(reasons)}), of ${few(servers)}`;
        return verdict("warning", `${sentence}${slow === null ? "" : `; ${slow}`}.`, { servers });
      }
      if (answered === 0) return verdict("unknown", "No server has answered yet.");
      if (slow !== null) return verdict("warning", `Slow: ${slow}.`);
      return ok(`${many(answered, "question")} answered, usually within ${Math.max(1, Math.round(typical))} ms.`);
    }),
};

/** Of the round that is asked most often: the first ones come while the page itself is being loaded. */
function latestTimes({ versions, starts, gauges }: ClusterFacts): number[] {
  const all: readonly Fact<Fleet<unknown>>[] = [gauges, starts, versions];
  const latest = all.find((fact) => fact.kind === "known" && fact.value.ms.size > 0);
  return latest?.kind === "known" ? [...latest.value.ms.values()] : [];
}

/** Those that are known, once one is. */
function rounds({ versions, starts, gauges }: ClusterFacts): Fact<readonly Fleet<unknown>[]> {
  const all: readonly Fact<Fleet<unknown>>[] = [versions, starts, gauges];
  const known = all.flatMap((fact) => (fact.kind === "known" ? [fact.value] : []));
  if (known.length > 0) return { kind: "known", value: known };
  return versions.kind === "known" ? { kind: "waiting" } : versions;
}

/** Dead ones have a check of their own. */
function deadOf({ roster }: ClusterFacts): ReadonlySet<string> {
  if (roster.kind !== "known") return new Set();
  return new Set(roster.value.filter(({ alive, starting }) => alive === false || starting).map(({ server }) => server));
}

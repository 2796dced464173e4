import { over, ok, verdict, type Check } from "./check.ts";
import type { DuplicationFact } from "./facts.ts";
import { count, few, many, span } from "./words.ts";

/** Behind by so many seconds of writes, or by so many writes where their rate is not known. */
const LATE_SECONDS = 60;
const LATE_WRITES = 10_000n;
/** Fewer are under way at any moment, and say nothing. */
const UNDER_WAY = 1000n;

function lagOf({ lag }: DuplicationFact): bigint {
  return lag?.total ?? 0n;
}

function secondsBehind(one: DuplicationFact): number | null {
  return one.writeQps === null || one.writeQps <= 0 ? null : Number(lagOf(one)) / one.writeQps;
}

function isLate(one: DuplicationFact): boolean {
  if (lagOf(one) < UNDER_WAY) return false;
  const seconds = secondsBehind(one);
  return seconds === null ? lagOf(one) >= LATE_WRITES : seconds >= LATE_SECONDS;
}

function words(one: DuplicationFact): string {
  const seconds = secondsBehind(one);
  const time = seconds === null ? "" : `, about ${span(seconds * 1000)} of writes`;
  return `${one.app} to ${one.remote} by ${count(lagOf(one))} writes${time}`;
}

/** How far duplications are behind, by what the leader tells of each partition (reference 2.14). */
export const duplication: Check = {
  id: "duplication",
  title: "Duplication",
  judge: ({ duplications }) =>
    over(duplications, (all) => {
      const live = all.filter(({ status }) => status !== "DS_REMOVED");
      if (live.length === 0) return ok("No table is duplicated to another cluster.");
      const late = live.filter(isLate).toSorted((a, b) => Number(lagOf(b) - lagOf(a)));
      const paused = live.filter(({ status }) => status === "DS_PAUSE");
      const silent = live.filter(({ lag }) => lag === null);
      const apps = [...new Set([...late, ...paused].map(({ app }) => app))];
      if (late.length > 0) return verdict("warning", `Behind: ${few(late.map(words))}.`, { apps });
      if (paused.length > 0)
        return verdict("notice", `Paused: ${few(paused.map(({ app, remote }) => `${app} to ${remote}`))}.`, { apps });
      if (silent.length === live.length)
        return verdict("unknown", `${many(live.length, "duplication")}; this version does not tell how far behind.`);
      const most = live.toSorted((a, b) => Number(lagOf(b) - lagOf(a)))[0];
      return ok(
        `${many(live.length, "duplication")} ${live.length === 1 ? "keeps" : "keep"} up; at most ${count(most === undefined ? 0 : lagOf(most))} writes under way.`,
      );
    }),
};

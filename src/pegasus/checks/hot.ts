import { over, ok, verdict, type Check } from "./check.ts";
import { few, many, rate } from "./words.ts";

/** In a table of many partitions a few stand out by chance, and so many requests are nothing to a server. */
const MANY_TIMES = 4;
const BUSY = 1000;

/** Partitions that are far busier than the others of their table (reference 6.6). */
export const hot: Check = {
  id: "hot",
  title: "Hot partitions",
  judge: (facts) =>
    over(facts.hot, (marked) => {
      const all = marked.filter(({ times, rate: value }) => times >= MANY_TIMES && value >= BUSY);
      if (all.length === 0 && marked.length > 0)
        return ok(
          `${few(marked.map(({ app, index }) => `${app}.${index}`))} above the others of the table, at rates that hurt nobody.`,
        );
      if (all.length === 0) return ok("No partition is far busier than the others of its table.");
      const sorted = all.toSorted((a, b) => b.rate - a.rate);
      const words = sorted.map(
        ({ app, index, kind, rate: value, times }) =>
          `${app}.${index} with ${rate(value)} ${kind === "both" ? "requests" : kind} per second, ${Math.round(times)} times the average`,
      );
      const partitions = [...new Set(sorted.map(({ app, index }) => `${app}.${index}`))];
      return verdict("warning", `${many(partitions.length, "hot partition")}: ${few(words)}.`, {
        apps: [...new Set(sorted.map(({ app }) => app))],
        partitions,
      });
    }),
};

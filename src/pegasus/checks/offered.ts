import { over, ok, verdict, type Check } from "./check.ts";

/** What the servers' builds lack, so that parts of this dashboard are empty (reference 7). */
export const offered: Check = {
  id: "offered",
  title: "Interfaces",
  judge: (facts) =>
    over(facts.offered, ({ meta, replica }) => {
      const both = new Set([...meta, ...replica]);
      const lacks = [
        ...(replica.has("/metrics") ? [] : ["no /metrics, so that rates, latency, disks and memory are not told"]),
        ...([...both].some((path) => path.startsWith("/pprof/")) ? [] : ["no /pprof, so that nothing can be profiled"]),
        ...(both.has("/configs") ? [] : ["no /configs"]),
      ];
      if (lacks.length === 0) return ok("The servers offer metrics, flags and profiles.");
      return verdict("notice", `This build has ${lacks.join("; ")}.`);
    }),
};

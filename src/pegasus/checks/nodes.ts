import { over, ok, verdict, type Check } from "./check.ts";
import type { SeenSince } from "./facts.ts";
import { partOf, span } from "./words.ts";

/** Replica servers that the metas call dead, each with since when this page has seen it so (reference 6.7 and 9.2). */
export const nodes: Check = {
  id: "nodes",
  title: "Nodes",
  judge: ({ nodes: list, deadSince, now }) =>
    over(list, ({ details }) => {
      const all = Object.values(details);
      const dead = all.filter(({ status }) => status === "UNALIVE").map(({ address }) => address);
      if (all.length === 0) return verdict("critical", "No replica server has registered with the leader.");
      if (dead.length === 0) return ok(`All ${all.length} replica servers are alive.`);
      const notes = new Map(dead.map((server) => [server, sinceWords(deadSince.get(server), now)]));
      const sentence = `${partOf(dead.length, all.length, "node")} dead.`;
      return verdict(dead.length === all.length ? "critical" : "warning", sentence, { servers: dead, notes });
    }),
};

export function sinceWords(since: SeenSince | undefined, now: number): string {
  if (since === undefined) return "just now";
  const ago = span(now - since.at);
  return since.atFirst ? `for more than ${ago}` : `for ${ago}`;
}

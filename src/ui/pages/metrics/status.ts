// How things are with the samples behind the charts, in words. Pure.
import type { Load } from "#api/load.ts";
import { plural } from "../../format.ts";

export interface Status {
  readonly severity: "ok" | "notice" | "warning";
  readonly words: string;
}

/** `now`: ms since epoch. `server`: only this node is on view. */
export function statusOf(load: Load, now: number, server: string | null): Status {
  if (load.failure !== null) return { severity: "warning", words: `There is no load: ${load.failure}` };
  if (load.at === null) return { severity: "notice", words: "The first sample is being taken." };
  if (load.seconds === null) {
    const left = Math.max(0, Math.ceil((load.at + load.interval * 1000 - now) / 1000));
    const next = left === 0 ? "the next is on its way" : `the next comes in ${left} s`;
    return { severity: "notice", words: `Rates need two samples; ${next}.` };
  }
  const own = server === null ? null : (load.nodes[server]?.failure ?? null);
  if (own !== null) return { severity: "warning", words: `${server} did not answer: ${own}` };
  const every = `A sample every ${load.interval} s, rates over ${Math.round(load.seconds)} s.`;
  if (load.answered < load.asked) {
    return {
      severity: "warning",
      words: `${load.answered} of ${plural(load.asked, "server")} answered${missingWords(load)}. ${every}`,
    };
  }
  return { severity: "ok", words: `${plural(load.answered, "server")} answered. ${every}` };
}

/** Named as far as they fit a line. */
const NAMED = 5;

function missingWords(load: Load): string {
  const missing = Object.entries(load.nodes).filter(([, node]) => node.failure !== null);
  if (missing.length === 0) return "";
  const named = missing.slice(0, NAMED).map(([server]) => server);
  return `; not: ${named.join(", ")}${missing.length > NAMED ? ` and ${missing.length - NAMED} more` : ""}`;
}

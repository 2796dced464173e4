// Says that something was not recorded: what was asked of whom, and what the recording has of this server instead.
import type { Asked } from "./asked.ts";
import { RULES } from "./derive.ts";
import { plainAnswer, type Answer } from "./exchange.ts";
import { answerOf, type History } from "./history.ts";

/** The gateway makes its error kind `not-recorded` of an answer with this header. */
const HEADER = "X-Pegasus-Replay: not-recorded\r\n";

export function notRecorded(server: string, history: History, asked: Asked, at: number): Answer {
  const body = `${asked.method} ${asked.text} of ${server} was not recorded${when(history, asked, at)}\n`;
  return plainAnswer(404, "Not Found", body, HEADER);
}

function when(history: History, asked: Asked, at: number): string {
  const [first, last] = [history.all[0], history.all.at(-1)];
  if (first === undefined || last === undefined) return ": the recording only names this server, nobody asked it.";
  const later = firstAfter(history, asked, at);
  if (later !== undefined)
    return ` by ${time(at)}, the moment that is replayed: it was first recorded at ${time(later)}.`;
  return `. Other requests of this server were, from ${time(first.exchange.at)} to ${time(last.exchange.at)}.`;
}

/** When the request itself, or something that its answer follows from, is recorded for the first time. */
function firstAfter(history: History, asked: Asked, at: number): number | undefined {
  const { target } = asked;
  const moments = [history.firstOf(asked.key, at)?.exchange.at];
  if (target === undefined || asked.method !== "GET") return moments[0];
  for (const rule of RULES.filter(({ path }) => path === target.path)) {
    const source = history.firstAt(rule.from, at, (one) => {
      const found = one.asked.target;
      return found !== undefined && answerOf(one, 200) !== undefined && rule.serves(found, target);
    });
    moments.push(source?.exchange.at);
  }
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function time(at: number): string {
  return new Date(at).toISOString().replace("T", " ").replace("Z", " UTC");
}

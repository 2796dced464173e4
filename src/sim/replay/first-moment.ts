// Where a replay begins: at the first moment from which the main pages have answers.
import { answerAt } from "./answer.ts";
import { readAsked } from "./asked.ts";
import type { Decoded } from "./decoded.ts";
import { answerOf, type History } from "./history.ts";

/** One of each row is enough. */
const MAIN = [["/meta/cluster"], ["/meta/nodes", "/meta/nodes?detail"], ["/meta/apps", "/meta/apps?detail"]].map(
  (targets) => targets.map((target) => readAsked("GET", target)),
);

/** In ms since the epoch; `undefined` when no server answered anything. */
export function firstMoment(histories: readonly History[], decoded: Decoded): number | undefined {
  const complete = histories.map((history) => firstComplete(history, decoded));
  return least(complete) ?? least(histories.map((history) => history.all.find(answered)?.exchange.at));
}

/** When a meta could first answer all of it by itself, which only the leader does. */
function firstComplete(history: History, decoded: Decoded): number | undefined {
  return history.all.find((recorded) => {
    if (answerOf(recorded, 200) === undefined || !recorded.exchange.target.startsWith("/meta/")) return false;
    return MAIN.every((asks) => asks.some((asked) => isAnswered(history, recorded.exchange.at, asked, decoded)));
  })?.exchange.at;
}

function isAnswered(history: History, at: number, asked: ReturnType<typeof readAsked>, decoded: Decoded): boolean {
  const outcome = answerAt(history, asked, at, decoded);
  return outcome?.kind === "answer" && outcome.status === 200;
}

function answered(recorded: Parameters<typeof answerOf>[0]): boolean {
  return answerOf(recorded) !== undefined;
}

function least(moments: readonly (number | undefined)[]): number | undefined {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

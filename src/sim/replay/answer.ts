// What a recorded server says to a request at a moment: the newest of what was recorded for this request, what follows from
// other answers, and what holds for the whole server.
import { effectOf } from "#pegasus/endpoints.ts";
import type { Target } from "#pegasus/target.ts";
import { asHashed } from "../answers/ask.ts";
import { isWellFormed, type Asked } from "./asked.ts";
import type { Decoded } from "./decoded.ts";
import { listedApp, RULES, type Rule } from "./derive.ts";
import { plainAnswer, type Answer, type Failure } from "./exchange.ts";
import { answerOf, type History, type Recorded } from "./history.ts";
import { locationOf } from "./named.ts";

interface Candidate {
  /** How new what it rests on is. */
  readonly order: number;
  /** `undefined` when it does not say it, after all. */
  readonly outcome: () => Answer | Failure | undefined;
}

/** `undefined`: not recorded. `at` in ms since the epoch. */
export function answerAt(history: History, asked: Asked, at: number, decoded: Decoded): Answer | Failure | undefined {
  const { target } = asked;
  if (target === undefined) {
    const recorded = history.lastOf(asked.key, at)?.exchange.outcome;
    return recorded ?? plainAnswer(400, "Bad Request", asked.error);
  }
  // A change is not done again, and what a costly call found out then is of no use now.
  if (effectOf(target.path) !== "read") return undefined;
  const newestFirst = [
    exact(history, asked, target, at, decoded),
    ...(asked.method === "GET" ? derived(history, target, at, decoded) : []),
    redirect(history, target, at),
    frozen(history, at),
  ]
    .filter((candidate) => candidate !== undefined)
    .toSorted((a, b) => b.order - a.order);
  for (const { outcome } of newestFirst) {
    const found = outcome();
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The port refuses connections at this moment. */
export function isRefusing(history: History, at: number): boolean {
  const outcome = history.last(at)?.exchange.outcome;
  return outcome?.kind === "fault" && outcome.fault === "refused";
}

function exact(history: History, asked: Asked, target: Target, at: number, decoded: Decoded): Candidate | undefined {
  // A refusal is the port's matter (`isRefusing`); what stands here answers when it is open again.
  const recorded = history.lastOf(asked.key, at, (one) => !isFault(one, "refused"));
  if (recorded === undefined) return undefined;
  const candidate = { order: recorded.order, outcome: () => recorded.exchange.outcome };
  const answer = answerOf(recorded);
  if (answer?.status === 307) {
    // Still true as long as this server sends everybody to the same leader, and word for word only for the same words.
    const role = history.lastMeta(at, tellsRole);
    const agrees = role !== undefined && leaderIn(role) === locationOf(answer) && recorded.asked.text === asked.text;
    return agrees ? { ...candidate, order: role.order } : undefined;
  }
  const listedSince = answer?.status === 404 && isListedSince(history, recorded, target, at, decoded);
  return listedSince ? undefined : candidate;
}

/** Whether a table that was not there is in a newer list. */
function isListedSince(history: History, old: Recorded, target: Target, at: number, decoded: Decoded): boolean {
  const name = target.query.get("name");
  if (target.path !== "meta/app" || name === undefined) return false;
  const list = answerOf(
    history.lastAt("meta/apps", at, (one) => answerOf(one, 200) !== undefined && one.order > old.order),
  );
  return list !== undefined && typeof listedApp(list, name, decoded) === "object";
}

function derived(history: History, target: Target, at: number, decoded: Decoded): Candidate[] {
  return RULES.filter((rule) => rule.path === target.path).flatMap((rule) => {
    const source = history.lastAt(rule.from, at, (one) => isSource(rule, one, target));
    const answer = answerOf(source);
    if (source === undefined || answer === undefined) return [];
    return [{ order: source.order, outcome: () => rule.derive(answer, target, decoded) }];
  });
}

function isSource(rule: Rule, recorded: Recorded, wanted: Target): boolean {
  const { target, method } = recorded.asked;
  return (
    method === "GET" && target !== undefined && answerOf(recorded, 200) !== undefined && rule.serves(target, wanted)
  );
}

/** A meta that redirects one path redirects all of `/meta/*` (1.7). */
function redirect(history: History, target: Target, at: number): Candidate | undefined {
  if (!target.path.startsWith("meta/") || (CHECKED_FIRST.has(target.path) && !isWellFormed(target))) return undefined;
  const role = history.lastMeta(at, tellsRole);
  const leader = role === undefined ? undefined : leaderIn(role);
  if (role === undefined || leader === undefined) return undefined;
  const pairs = asHashed(target.query).map(([name, value]) => `${name}=${value}`);
  const location = `http://${leader}/${target.path}${pairs.length > 0 ? "?" : ""}${pairs.join("&")}`;
  // Values stand un-encoded in it (1.7). Line ends alone are encoded, where a real server lets them split its answer (9.3).
  const safe = Buffer.from(location)
    .toString("latin1")
    .replaceAll(/[\r\n]/g, encodeURIComponent);
  const answer = plainAnswer(307, "Temporary Redirect", "", `Location: ${safe}\r\n`);
  return { order: role.order, outcome: () => answer };
}

/** Unknown parameters of these are refused before it is known who leads (1.7). */
const CHECKED_FIRST = new Set(["meta/app", "meta/apps", "meta/nodes"]);

/** Whom a redirect names; `undefined` for any other answer. */
function leaderIn(recorded: Recorded): string | undefined {
  const answer = answerOf(recorded, 307);
  return answer === undefined ? undefined : locationOf(answer);
}

/** Every answer of a `/meta/*` path but a 400, which comes before the question who leads. */
function tellsRole(recorded: Recorded): boolean {
  const answer = answerOf(recorded);
  return answer !== undefined && answer.status !== 400;
}

/** A process that let a plain request wait for ever is stopped: nothing else that is asked of it gets an answer. */
function frozen(history: History, at: number): Candidate | undefined {
  const last = history.last(at);
  if (last === undefined || !isFault(last, "timed-out") || last.asked.method !== "GET") return undefined;
  return effectOf(last.asked.target?.path ?? "?") === "read"
    ? { order: last.order, outcome: () => last.exchange.outcome }
    : undefined;
}

function isFault(recorded: Recorded, fault: Failure["fault"]): boolean {
  const { outcome } = recorded.exchange;
  return outcome.kind === "fault" && outcome.fault === fault;
}

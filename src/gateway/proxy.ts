// The two proxy routes, `leader` and `servers/{server}`: one server's own answer, untouched, with who gave it and how.
import { HEADER } from "#api/routes.ts";
import type { Effect } from "#pegasus/endpoint.ts";
import { endpointAt } from "#pegasus/endpoints.ts";
import { maskedQuery } from "#pegasus/secrets.ts";
import { readTarget, writeTarget, type Target } from "#pegasus/target.ts";
import type { Audit } from "./audit.ts";
import { requireOperator, type Caller } from "./caller.ts";
import { verdictOf, verdictOfFailure } from "./change-verdict.ts";
import { SECOND, type Clock } from "./clock.ts";
import { encoded, encodingFor, LEAST_ENCODED_BYTES } from "./encoding.ts";
import { GatewayFailure } from "./failure.ts";
import { responseOf, type Finished } from "./finished.ts";
import { shownValue } from "./flag-value.ts";
import type { Answered } from "./follow.ts";
import { requireIntent, type Doors } from "./guard.ts";
import { maskEcho, maskReply, needsMask } from "./mask.ts";
import type { HeaderReader } from "./asking.ts";
import type { Member } from "./members.ts";
import type { Question } from "./upstream.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

export interface ProxyContext {
  readonly cluster: WatchedCluster;
  readonly audit: Audit | null;
  readonly clock: Clock;
  readonly doors: Doors;
  readonly caller: Caller;
  /** Of this request. */
  readonly id: string;
  /** The header; null: it takes no compressed answer. */
  readonly acceptEncoding: string | null;
}

const STANDARD_MAX_AGE_MS = SECOND;
const JITTER_MS = 500;
/** `?detail` of these can abort a meta: every 10 s at most for the whole gateway (reference 9.1). */
const CAREFUL_MAX_AGE_MS = 10 * SECOND;
const LARGEST_BODY_BYTES = 4096;
const LONGEST_PROFILE_SECONDS = 60;
const STANDARD_PROFILE_SECONDS = 10;

/** `via` is `leader` or a server of the roster; `rest` is the path and query as the browser wrote them. */
export async function proxy(context: ProxyContext, via: string, rest: string, request: Request): Promise<Response> {
  const target = readSafely(rest);
  const endpoint = endpointAt(target.path);
  const effect: Effect = endpoint?.effect ?? "change";
  if (effect === "read") return responseOf(await answerRead(context, via, target, request.headers));
  if (request.method !== "POST") return notByGet(target, effect);
  requireIntent(request, context.doors);
  requireOperator(context.caller);
  if (endpoint === undefined) {
    const message = `/${target.path} is no call of Pegasus that this dashboard knows; it is sent nowhere, since nobody can say what it would do.`;
    throw new GatewayFailure("bad-request", message);
  }
  if (effect === "change") refuseReadOnly(context.cluster);
  return effect === "costly" ? costly(context, via, target, request) : change(context, via, target, request);
}

/** @throws {GatewayFailure} */
export async function answerRead(
  context: ProxyContext,
  via: string,
  target: Target,
  headers: HeaderReader,
): Promise<Finished> {
  const { cluster } = context;
  const member = via === "leader" ? null : await cluster.memberNamed(via);
  const careful = isCareful(target) && member?.role !== "replica" && cluster.settings.kind !== "replay";
  // However it is spelled and whichever meta is asked, the leader answers it.
  const question: Question = {
    method: "GET",
    target: careful ? `/${target.path}?detail` : writeTarget(target),
    // What is masked has to be there whole, and so has what may be asked only now and then.
    mayFlow: !careful && !needsMask(target.path),
  };
  const key = `${careful ? "careful" : (member?.key ?? via)} ${question.target}`;
  const maxAgeMs = Math.max(allowedAge(headers), careful ? CAREFUL_MAX_AGE_MS : 0);
  const { value, ageMs } = await cluster.answers.get(
    key,
    maxAgeMs,
    () => ask(context, member ?? "leader", question, false),
    careful,
  );
  return respond(context, target.path, value, ageMs);
}

/** @throws {GatewayFailure} read-only */
export function refuseReadOnly(cluster: WatchedCluster): void {
  const { writes, writesRefused, title } = cluster.settings;
  if (!writes)
    throw new GatewayFailure("read-only", writesRefused ?? `The cluster ${title} is read-only in this dashboard.`);
}

/** @throws {GatewayFailure} read-only: no audit, no change */
export function requireAudit(audit: Audit | null): Audit {
  if (audit !== null) return audit;
  throw new GatewayFailure(
    "read-only",
    "Changes are refused because the audit log cannot be written; see the server's log.",
  );
}

/** @throws {GatewayFailure} bad-request for what no server may be sent */
export function readSafely(rest: string): Target {
  if (/%0[0ad]/i.test(rest)) throw new GatewayFailure("bad-request", "%00, CR and LF are not sent to Pegasus servers.");
  const read = readTarget(rest === "" ? "/" : rest);
  if (!read.ok) throw new GatewayFailure("bad-request", `Pegasus could not read this path: ${read.error}`);
  return read.target;
}

/** With other parameters besides, Pegasus refuses before it counts anything (reference 1.7). */
export function isCareful({ path, query }: Target): boolean {
  return (path === "meta/apps" || path === "meta/nodes") && query.has("detail") && query.size === 1;
}

/**
 * How old an answer the asker takes, ms: a second without a word of it. A little less than it says: who polls at this very interval
 * is to see news each time, whatever the jitter of its timers.
 */
export function allowedAge(headers: HeaderReader): number {
  const seconds = /(?:^|,)\s*max-age=(\d{1,5})/i.exec(headers.get("cache-control") ?? "")?.[1];
  if (seconds === undefined) return STANDARD_MAX_AGE_MS;
  const allowed = Math.min(Number(seconds) * SECOND, 60 * SECOND);
  return allowed - Math.min(JITTER_MS, allowed / 10);
}

function notByGet(target: Target, effect: Effect): Response {
  const what = effect === "costly" ? "keeps a worker of the server busy" : "may change the cluster";
  const message = `/${target.path} ${what}, so it is not sent for a GET.`;
  return Response.json(
    { error: { kind: "bad-request", message } },
    { status: 405, headers: { allow: "POST", "cache-control": "no-store" } },
  );
}

function ask(context: ProxyContext, via: string | Member, question: Question, once: boolean): Promise<Answered> {
  return via === "leader" ? context.cluster.askLeader(question, once) : context.cluster.askServer(via, question, once);
}

/** Compressed for a browser that takes it, and ready to go. */
async function respond(
  { id, acceptEncoding }: ProxyContext,
  path: string,
  { member, reply, hops }: Answered,
  ageMs: number,
): Promise<Finished> {
  const { body, flow, status, contentType, ms } = maskReply(path, reply);
  const length = flow?.length ?? body.length;
  const encoding = encodingFor(acceptEncoding, length);
  const sent = flow ?? (encoding === null ? body : await encoded(body, encoding));
  const server = member.name;
  const told = hops.join(", ");
  const headers = [
    "content-type",
    contentType,
    // Whatever a server sends, it is text to look at and never a page of this origin.
    "content-security-policy",
    "default-src 'none'; sandbox",
    HEADER.server,
    server,
    HEADER.hops,
    told,
    HEADER.ms,
    String(Math.round(ms)),
    HEADER.age,
    String(Math.round(ageMs)),
    HEADER.id,
    id,
  ];
  // Nobody knows before how long a flow will be when it is compressed.
  if (flow === null || encoding === null) headers.push("content-length", String(sent.length));
  if (encoding !== null) headers.push("content-encoding", encoding);
  if (length >= LEAST_ENCODED_BYTES) headers.push("vary", "accept-encoding");
  return { status, headers, body: sent, encoding, server, hops: told };
}

async function change(context: ProxyContext, via: string, target: Target, request: Request): Promise<Response> {
  const method = endpointAt(target.path)?.method ?? "POST";
  const question = { method, target: writeTarget(target), ...(await bodyOf(request, method)) };
  const { cluster } = context;
  // Whoever leads is who has the flag: its value is read before and after, from the same server.
  const flag = flagIn(target);
  const member =
    via === "leader" ? (flag === null ? via : (await cluster.leading()).member) : await cluster.memberNamed(via);
  return audited(context, member, target, question);
}

/** Which flag a raw `/updateConfig` changes. */
function flagIn(target: Target): string | null {
  return target.path === "updateConfig" ? ([...target.query.keys()][0] ?? null) : null;
}

async function costly(context: ProxyContext, via: string, target: Target, request: Request): Promise<Response> {
  const endpoint = endpointAt(target.path);
  const timed = endpoint?.parameters.some((parameter) => parameter.name === "seconds") === true;
  const query = new Map(target.query);
  let patienceMs = 10 * SECOND;
  if (timed && (query.has("seconds") || target.path === "pprof/profile")) {
    const seconds = Number(query.get("seconds") ?? STANDARD_PROFILE_SECONDS);
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST_PROFILE_SECONDS) {
      throw new GatewayFailure("bad-request", `seconds must be a whole number from 1 to ${LONGEST_PROFILE_SECONDS}.`);
    }
    query.set("seconds", String(seconds));
    patienceMs += seconds * SECOND;
  }
  const method = endpoint?.method ?? "GET";
  const bounded = { path: target.path, query };
  const question = { method, target: writeTarget(bounded), patienceMs, ...(await bodyOf(request, method)) };
  const { cluster } = context;
  // Whichever name it was called by, it is one server.
  const { member, hops } =
    via === "leader" ? await cluster.leading() : { member: await cluster.memberNamed(via), hops: [] };
  return cluster.oneAtATime(member, () => audited(context, member, bounded, question, hops));
}

async function audited(
  context: ProxyContext,
  via: Member | "leader",
  target: Target,
  question: Question,
  hops: readonly string[] = [],
): Promise<Response> {
  const audit = requireAudit(context.audit);
  const server = via === "leader" ? via : via.name;
  const flag = flagIn(target);
  const value = async (): Promise<string | null> => (flag === null ? null : shownValue(context.cluster, server, flag));
  const told = writeTarget({ path: target.path, query: maskedQuery(target.query) });
  const id = audit.begin({
    at: context.clock.now(),
    cluster: context.cluster.settings.name,
    user: context.caller.user,
    reason: context.caller.reason,
    server,
    what: [question.method, told, question.body ?? ""].join(" ").trim(),
    flag,
    before: await value(),
  });
  try {
    const asked = await ask(context, server, question, true);
    const answered = { ...asked, reply: maskEcho(target.query, asked.reply) };
    const { verdict, message } = verdictOf(answered.reply);
    audit.end(id, { verdict, after: await value(), message: `${answered.member.name}: ${message}` });
    return responseOf(await respond(context, target.path, { ...answered, hops: [...hops, ...answered.hops] }, 0));
  } catch (error) {
    audit.end(id, { ...verdictOfFailure(error), after: await value() });
    throw error;
  } finally {
    context.cluster.answers.forget();
  }
}

async function bodyOf(request: Request, method: Question["method"]): Promise<{ body?: string }> {
  const body = await request.text();
  if (Buffer.byteLength(body) > LARGEST_BODY_BYTES) throw new GatewayFailure("too-large", "The body is over 4 KiB.");
  return method === "GET" || body === "" ? {} : { body };
}

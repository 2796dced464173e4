// The two proxy routes, `leader` and `servers/{server}`: one server's own answer, untouched, with who gave it and how.
import { HEADER } from "#api/routes.ts";
import { endpointAt, type Effect } from "#pegasus/endpoints.ts";
import { readTarget, writeTarget, type Target } from "#pegasus/target.ts";
import type { Audit } from "./audit.ts";
import { SECOND, type Clock } from "./clock.ts";
import { GatewayFailure } from "./failure.ts";
import type { Answered } from "./follow.ts";
import { requireIntent, type Doors } from "./guard.ts";
import { Limit } from "./limit.ts";
import { maskReply } from "./mask.ts";
import type { Question } from "./upstream.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

export interface ProxyContext {
  readonly cluster: WatchedCluster;
  readonly audit: Audit | null;
  readonly clock: Clock;
  readonly doors: Doors;
  readonly user: string;
}

const STANDARD_MAX_AGE_MS = SECOND;
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
  if (effect === "read") {
    const question: Question = { method: "GET", target: writeTarget(target) };
    const maxAgeMs = Math.max(allowedAge(request), isCareful(target) ? CAREFUL_MAX_AGE_MS : 0);
    const key = `${via === "leader" ? via : (await context.cluster.memberNamed(via)).key} ${question.target}`;
    const { value, ageMs } = await context.cluster.answers.get(key, maxAgeMs, () => ask(context, via, question, false));
    return respond(target.path, value, ageMs);
  }
  if (request.method !== "POST") return notByGet(target, effect);
  requireIntent(request, context.doors);
  if (effect === "change") refuseReadOnly(context.cluster);
  return effect === "costly" ? costly(context, via, target, request) : change(context, via, target, request);
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

function readSafely(rest: string): Target {
  if (/%0[0ad]/i.test(rest)) throw new GatewayFailure("bad-request", "%00, CR and LF are not sent to Pegasus servers.");
  const read = readTarget(rest === "" ? "/" : rest);
  if (!read.ok) throw new GatewayFailure("bad-request", `Pegasus could not read this path: ${read.error}`);
  return read.target;
}

function isCareful({ path, query }: Target): boolean {
  return (path === "meta/apps" || path === "meta/nodes") && query.has("detail");
}

function allowedAge(request: Request): number {
  const seconds = /(?:^|,)\s*max-age=(\d{1,5})/i.exec(request.headers.get("cache-control") ?? "")?.[1];
  return seconds === undefined ? STANDARD_MAX_AGE_MS : Math.min(Number(seconds) * SECOND, 60 * SECOND);
}

function notByGet(target: Target, effect: Effect): Response {
  const what = effect === "costly" ? "keeps a worker of the server busy" : "may change the cluster";
  const message = `/${target.path} ${what}, so it is not sent for a GET.`;
  return Response.json(
    { error: { kind: "bad-request", message } },
    { status: 405, headers: { allow: "POST", "cache-control": "no-store" } },
  );
}

function ask(context: ProxyContext, via: string, question: Question, once: boolean): Promise<Answered> {
  return via === "leader" ? context.cluster.askLeader(question, once) : context.cluster.askServer(via, question, once);
}

function respond(path: string, { member, reply, hops }: Answered, ageMs: number): Response {
  const { body, status, contentType, ms } = maskReply(path, reply);
  return new Response(new Uint8Array(body), {
    status,
    headers: {
      "content-type": contentType,
      "content-length": String(body.length),
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      [HEADER.server]: member.name,
      [HEADER.hops]: hops.join(", "),
      [HEADER.ms]: String(Math.round(ms)),
      [HEADER.age]: String(Math.round(ageMs)),
    },
  });
}

async function change(context: ProxyContext, via: string, target: Target, request: Request): Promise<Response> {
  const endpoint = endpointAt(target.path);
  const body = await bodyOf(request);
  const question: Question = {
    method: endpoint?.method ?? "POST",
    target: writeTarget(target),
    ...(body === "" ? {} : { body }),
  };
  return audited(context, via, target, question);
}

const busy = new WeakMap<WatchedCluster, Map<string, Limit>>();

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
  const body = await bodyOf(request);
  const question: Question = {
    method: endpoint?.method ?? "GET",
    target: writeTarget({ path: target.path, query }),
    patienceMs,
    ...(body === "" ? {} : { body }),
  };
  return oneAtATime(context.cluster, via).run(() => audited(context, via, target, question));
}

/** One costly call per server at a time; a second one waits its turn instead of being refused by the server. */
function oneAtATime(cluster: WatchedCluster, via: string): Limit {
  const limits = busy.get(cluster) ?? new Map<string, Limit>();
  busy.set(cluster, limits);
  const limit = limits.get(via) ?? new Limit(1);
  limits.set(via, limit);
  return limit;
}

async function audited(context: ProxyContext, via: string, target: Target, question: Question): Promise<Response> {
  const audit = requireAudit(context.audit);
  const id = audit.begin({
    at: context.clock.now(),
    cluster: context.cluster.settings.name,
    user: context.user,
    reason: null,
    server: via,
    what: `${question.method} ${question.target}`,
    flag: null,
    before: null,
  });
  try {
    const answered = await ask(context, via, question, true);
    const { status } = answered.reply;
    audit.end(id, {
      verdict: status === 200 ? "ok" : "refused",
      after: null,
      message: `status ${status} from ${answered.member.name}`,
    });
    context.cluster.answers.forget();
    return respond(target.path, answered, 0);
  } catch (error) {
    const kind = error instanceof GatewayFailure ? error.kind : "internal";
    const sent = kind === "dropped" || kind === "timeout";
    audit.end(id, {
      verdict: sent ? "unknown" : "failed",
      after: null,
      message: error instanceof Error ? error.message : String(error),
    });
    throw error;
  }
}

async function bodyOf(request: Request): Promise<string> {
  const body = await request.text();
  if (Buffer.byteLength(body) > LARGEST_BODY_BYTES) throw new GatewayFailure("too-large", "The body is over 4 KiB.");
  return body;
}

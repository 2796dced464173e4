// What every request to the gateway passes first: it gets a number, a place in the log, and headers for its answer; a strange
// host name is turned away, and so is who is not signed in.
import { randomUUID } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { REASON_HEADER } from "#api/changes.ts";
import { HEADER } from "#api/routes.ts";
import { ANSWER_HEADERS } from "./answer-headers.ts";
import type { Caller } from "./caller.ts";
import { GatewayFailure } from "./failure.ts";
import { factsOf } from "./finished.ts";
import { refuseHost, type Doors } from "./guard.ts";
import type { Log, RequestEntry } from "./log.ts";
import type { People } from "./people/people.ts";
import type { ScrapeToken } from "./people/scrape-token.ts";
import type { Visit } from "./people/visit.ts";

export interface Env {
  readonly Bindings: { readonly arrival: Arrival };
  readonly Variables: { id: string; visit: Visit; caller: Caller | null };
}
export type GatewayContext = Context<Env>;

/** One request since it came in. */
export interface Arrival {
  readonly id: string;
  readonly started: number;
  readonly visit: Visit;
  /** Who asks, once that is known; for the log. */
  user: string | null;
}

export interface EntranceOptions {
  readonly doors: Doors;
  readonly log: Log;
  /** Told of each request when it has been answered. */
  readonly onRequest: (entry: RequestEntry) => void;
  readonly visitOf: (headers: Headers, peer: string | null) => Visit;
}

/** What stands around every answer, whichever way it was found. */
export function entrance({ doors, log, onRequest, visitOf }: EntranceOptions) {
  return async (
    request: Request,
    peer: string | null,
    answer: (arrival: Arrival) => Promise<Response>,
  ): Promise<Response> => {
    const visit = visitOf(request.headers, peer);
    const arrival: Arrival = { id: randomUUID(), started: performance.now(), visit, user: null };
    const response = refuseHost(request.headers.get("host") ?? undefined, doors) ?? (await answer(arrival));
    const { status, server, hops } = factsOf(response) ?? finish(response, arrival.id);
    const entry = {
      id: arrival.id,
      method: request.method,
      path: pathOf(request.url),
      status,
      ms: performance.now() - arrival.started,
      address: visit.address,
      user: arrival.user,
      server,
      hops,
    };
    log.request(entry);
    onRequest(entry);
    return response;
  };
}

/** Gives an answer what it lacks; what the log wants to know of it. */
function finish({ headers, status }: Response, id: string) {
  for (const [name, value] of Object.entries(ANSWER_HEADERS)) if (!headers.has(name)) headers.set(name, value);
  headers.set(HEADER.id, id);
  return { status, server: headers.get(HEADER.server), hops: headers.get(HEADER.hops) };
}

/** As it came, without its query. */
function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, "").replace(/[?#].*$/s, "");
}

/** Tells the routes what is known of the request. */
export function welcome(): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.set("id", c.env.arrival.id);
    c.set("visit", c.env.arrival.visit);
    c.set("caller", null);
    await next();
  };
}

/** Learns who asks, anew at each request. What needs to know says so by `callerOf`. */
export function recognise(people: People): MiddlewareHandler<Env> {
  return async (c, next) => {
    const person = people.who(c.req.raw.headers, c.var.visit);
    c.env.arrival.user = person?.user ?? null;
    c.set("caller", person === null ? null : { ...person, reason: reasonIn(c.req.header(REASON_HEADER)) });
    await next();
  };
}

/** Metrics that a program scrapes may be had with its token; everything else is for people. @throws {GatewayFailure} sign-in */
export function requireSignIn(scrapeToken: ScrapeToken): MiddlewareHandler<Env> {
  return async (c, next) => {
    const scraped = c.req.method === "GET" && SCRAPED.test(c.req.path);
    const token = scraped ? (c.req.header("authorization") ?? null) : null;
    if (token === null || !(await scrapeToken.isIn(token))) callerOf(c);
    await next();
  };
}

const SCRAPED = /^\/(metrics|api\/clusters\/[^/]+\/prometheus)$/;

/** @throws {GatewayFailure} sign-in */
export function callerOf(c: GatewayContext): Caller {
  const { caller } = c.var;
  if (caller !== null) return caller;
  throw new GatewayFailure("sign-in", "You are not signed in to this dashboard, or not any more.");
}

const LONGEST_REASON = 500;

/** Percent-encoded, since headers are not for every letter. */
function reasonIn(header: string | undefined): string | null {
  if (header === undefined) return null;
  let text: string;
  try {
    text = decodeURIComponent(header).trim();
  } catch {
    throw new GatewayFailure("bad-request", `The header ${REASON_HEADER} is not percent-encoded UTF-8.`);
  }
  if (text.length > LONGEST_REASON)
    throw new GatewayFailure("bad-request", `A reason has ${LONGEST_REASON} characters at most.`);
  return text === "" ? null : text;
}

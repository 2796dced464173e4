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
import type { Log } from "./log.ts";
import type { People } from "./people/people.ts";
import type { ScrapeToken } from "./people/scrape-token.ts";
import type { Visit } from "./people/visit.ts";

export interface Env {
  readonly Bindings: { readonly peer: string | null };
  readonly Variables: { id: string; visit: Visit; caller: Caller | null };
}
export type GatewayContext = Context<Env>;

export interface EntranceOptions {
  readonly doors: Doors;
  readonly log: Log;
  readonly visitOf: (headers: Headers, peer: string | null) => Visit;
}

export function entrance({ doors, log, visitOf }: EntranceOptions): MiddlewareHandler<Env> {
  return async (c, next) => {
    const started = performance.now();
    const id = randomUUID();
    c.set("id", id);
    c.set("caller", null);
    c.set("visit", visitOf(c.req.raw.headers, c.env.peer));
    const refusal = refuseHost(c.req.header("host"), doors);
    if (refusal === null) await next();
    else c.res = refusal;
    const { status, server, hops } = factsOf(c.res) ?? finish(c.res, id);
    log.request({
      id,
      method: c.req.method,
      path: c.req.path,
      status,
      ms: performance.now() - started,
      address: c.var.visit.address,
      user: c.var.caller?.user ?? null,
      server,
      hops,
    });
  };
}

/** Gives an answer what it lacks; what the log wants to know of it. */
function finish({ headers, status }: Response, id: string) {
  for (const [name, value] of Object.entries(ANSWER_HEADERS)) if (!headers.has(name)) headers.set(name, value);
  headers.set(HEADER.id, id);
  return { status, server: headers.get(HEADER.server), hops: headers.get(HEADER.hops) };
}

/** Learns who asks, anew at each request. What needs to know says so by `callerOf`. */
export function recognise(people: People): MiddlewareHandler<Env> {
  return async (c, next) => {
    const person = people.who(c.req.raw.headers, c.var.visit);
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

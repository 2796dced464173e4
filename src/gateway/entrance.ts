// What every request to the gateway passes first and last: it gets a number, a place in the log, and headers for its answer; who is
// not signed in is turned away.
import { randomUUID } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { REASON_HEADER } from "#api/changes.ts";
import { HEADER } from "#api/routes.ts";
import { ANSWER_HEADERS } from "./answer-headers.ts";
import type { Asking } from "./asking.ts";
import type { Caller } from "./caller.ts";
import { GatewayFailure } from "./failure.ts";
import type { Sent } from "./finished.ts";
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
  readonly log: Log;
  /** Told of each request when it has been answered. */
  readonly onRequest: (entry: RequestEntry) => void;
}

export function arrive(visit: Visit): Arrival {
  return { id: randomUUID(), started: performance.now(), visit, user: null };
}

/** What is known of an answer. */
export interface Departure {
  readonly status: number;
  /** The Pegasus server that answered, and `server status` of each one before. */
  readonly server: string | null;
  readonly hops: string | null;
}

/** Writes down what came of a request. */
export function depart({ log, onRequest }: EntranceOptions) {
  return (asking: Asking, arrival: Arrival, { status, server, hops }: Departure, { bytes, cut }: Sent): void => {
    // Each by its name: copying objects costs more than writing the line.
    const entry = {
      id: arrival.id,
      method: asking.method,
      path: pathOf(asking.url),
      status,
      ms: performance.now() - arrival.started,
      address: arrival.visit.address,
      user: arrival.user,
      server,
      hops,
      bytes,
      cut,
    };
    log.request(entry);
    onRequest(entry);
  };
}

/** Gives an answer what it lacks. */
export function complete({ headers, status }: Response, id: string): Departure & Sent {
  for (const [name, value] of Object.entries(ANSWER_HEADERS)) if (!headers.has(name)) headers.set(name, value);
  headers.set(HEADER.id, id);
  const length = headers.get("content-length");
  return {
    status,
    server: headers.get(HEADER.server),
    hops: headers.get(HEADER.hops),
    bytes: length === null ? null : Number(length),
    cut: false,
  };
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

import { expect, it } from "vitest";
import type { Fleet } from "#pegasus/checks/facts.ts";
import type { Failure } from "../../answer.ts";
import type { Live } from "../../live.ts";
import type { Exchange } from "../../send.ts";
import { factOf, fleetFact } from "./fact-of.ts";

const EXCHANGE: Exchange = {
  method: "GET",
  url: "/api/clusters/c/fleet/all/version",
  status: 200,
  contentType: "application/x-ndjson",
  headers: [],
  text: "",
  bytes: null,
  size: 0,
  server: null,
  hops: [],
  ms: null,
  at: 0,
};

function live<T>(data: T): { live: Live<T>; failure: null } {
  return { live: { data, exchange: EXCHANGE, failure: null, refreshing: false, refresh: () => {} }, failure: null };
}

function gateway(code: string): Failure {
  return { kind: "gateway", code, message: `It is ${code}.`, tried: [], exchange: EXCHANGE };
}

it.each([
  ["what was answered", live(1), { kind: "known", value: 1 }],
  ["what is being asked", { live: null, failure: null }, { kind: "waiting" }],
  ["what failed", { live: null, failure: gateway("timeout") }, { kind: "failed", why: "It is timeout." }],
  [
    "what was not recorded",
    { live: null, failure: gateway("not-recorded") },
    { kind: "absent", why: "The recording does not have it." },
  ],
] as const)("%s is a fact of its kind", (_what, result, fact) => {
  expect(factOf(result)).toEqual(fact);
});

function fleet(answers: Readonly<Record<string, number>>, ...kinds: string[]): Fleet<number> {
  const silent = kinds.map((kind, index) => ({ server: `r${index}`, kind, message: `r${index} is ${kind}.` }));
  return { answers: new Map(Object.entries(answers)), ms: new Map(), silent };
}

it.each([
  ["somebody has answered", fleet({ m1: 1 }, "timeout"), "known"],
  ["all refuse", fleet({}, "refused", "refused"), "absent"],
  ["none was recorded", fleet({}, "not-recorded"), "absent"],
  ["all are silent", fleet({}, "timeout", "refused"), "failed"],
  ["there is nobody to ask", fleet({}), "failed"],
])("where %s, a round of questions says so", (_what, round, kind) => {
  expect(fleetFact(live(round)).kind).toBe(kind);
});

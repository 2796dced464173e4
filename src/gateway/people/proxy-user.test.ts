import { expect, it } from "vitest";
import { PROXY } from "../testing/people.ts";
import { ProxyUsers, type Person } from "./proxy-user.ts";

const OURS = "10.9.9.9";

function named(headers: Record<string, string>, peer: string | null = OURS): Person | null {
  return new ProxyUsers(PROXY).named(new Headers(headers), { peer, address: peer ?? "unknown", secure: true });
}

it.each<[what: string, headers: Record<string, string>, person: Person | null]>([
  ["an operator by name", { "x-forwarded-user": "ann" }, { user: "ann", role: "operator" }],
  ["anybody else", { "x-forwarded-user": "vic" }, { user: "vic", role: "viewer" }],
  ["a name in other letters", { "x-forwarded-user": "Ann" }, { user: "Ann", role: "viewer" }],
  [
    "an operator by group",
    { "x-forwarded-user": "vic", "x-forwarded-groups": "dev, sre" },
    { user: "vic", role: "operator" },
  ],
  [
    "groups between semicolons",
    { "x-forwarded-user": "vic", "x-forwarded-groups": "dev;sre" },
    { user: "vic", role: "operator" },
  ],
  [
    "a group that only begins alike",
    { "x-forwarded-user": "vic", "x-forwarded-groups": "sre-guests" },
    { user: "vic", role: "viewer" },
  ],
  ["an empty group", { "x-forwarded-user": "vic", "x-forwarded-groups": "," }, { user: "vic", role: "viewer" }],
  ["groups without a name", { "x-forwarded-groups": "sre" }, null],
  ["an empty name", { "x-forwarded-user": " " }, null],
  ["two names", { "x-forwarded-user": "ann, vic" }, null],
  ["no header", {}, null],
  [
    "a name in UTF-8, as proxies send it",
    { "x-forwarded-user": Buffer.from("Zoë").toString("latin1") },
    { user: "Zoë", role: "viewer" },
  ],
  ["a name longer than any", { "x-forwarded-user": "x".repeat(201) }, null],
])("from the proxy, %s", (_what, headers, person) => {
  expect(named(headers)).toEqual(person);
});

it.each(["10.9.9.8", "127.0.0.1", "unknown", "", null])("from %s the header means nothing", (peer) => {
  expect(named({ "x-forwarded-user": "ann", "x-forwarded-groups": "sre" }, peer)).toBeNull();
});

// Redirects, with metas made by hand: each is what it says to any question.
import { expect, it } from "vitest";
import type { ErrorKind } from "#api/errors.ts";
import { GatewayFailure } from "./failure.ts";
import { follow, type Answered, type FollowPort } from "./follow.ts";
import type { Member } from "./members.ts";
import type { Question, Reply } from "./upstream.ts";

const QUESTION: Question = { method: "GET", target: "/meta/apps" };

function member(name: string, more: Partial<Member> = {}): Member {
  return {
    key: name,
    address: name,
    name,
    role: "meta",
    alive: null,
    outside: false,
    aliases: new Set([name]),
    ...more,
  };
}

function reply(status: number, location: string | null = null): Reply {
  return { status, contentType: "text/plain", location, body: Buffer.from(""), flow: null, ms: 1 };
}

const LEADS = reply(200);

function to(leader: string): Reply {
  return reply(307, `http://${leader}/meta/apps`);
}

function fails(kind: ErrorKind, more: { sent?: boolean; retryAfter?: number } = {}): GatewayFailure {
  return new GatewayFailure(kind, `${kind} it is.`, more);
}

interface Stage extends FollowPort {
  /** Who was asked, in order. */
  readonly asked: string[];
}

/** `script`: what each server says, in the order of the configuration. A name that is not in it is unknown, one in `nameless` does not resolve. */
function stage(script: Readonly<Record<string, Reply | GatewayFailure>>, nameless: readonly string[] = []): Stage {
  const asked: string[] = [];
  return {
    asked,
    ask: async ({ name }) => {
      asked.push(name);
      const said = script[name];
      if (said === undefined) throw new Error(`${name} should not have been asked`);
      if (said instanceof GatewayFailure) throw said;
      return said;
    },
    admitLeader: async (name) => member(name, nameless.includes(name) ? { address: null } : {}),
    metas: async () => Object.keys(script).map((name) => member(name)),
  };
}

async function all(port: Stage, once = false): Promise<Answered> {
  return follow(port, await port.metas(), QUESTION, once);
}

async function failureOf(work: Promise<unknown>): Promise<GatewayFailure> {
  const error = await work.then(
    () => new Error("it succeeded"),
    (reason: unknown) => reason,
  );
  if (error instanceof GatewayFailure) return error;
  throw error;
}

it.each<[what: string, script: Record<string, Reply | GatewayFailure>, asked: string[], hops: string[]]>([
  ["the first leads", { "a:1": LEADS, "b:1": to("a:1") }, ["a:1"], []],
  ["the first names the leader", { "a:1": to("b:1"), "b:1": LEADS }, ["a:1", "b:1"], ["a:1 307"]],
  [
    "the leader is named before others are asked",
    { "a:1": to("c:1"), "b:1": to("c:1"), "c:1": LEADS },
    ["a:1", "c:1"],
    ["a:1 307"],
  ],
  ["the first is dead", { "a:1": fails("unreachable"), "b:1": LEADS }, ["a:1", "b:1"], ["a:1 unreachable"]],
  ["the first is starting", { "a:1": fails("starting"), "b:1": LEADS }, ["a:1", "b:1"], ["a:1 starting"]],
  ["the first knows no leader", { "a:1": to("invalid host_port"), "b:1": LEADS }, ["a:1", "b:1"], ["a:1 307"]],
  ["the first was not recorded", { "a:1": fails("not-recorded"), "b:1": LEADS }, ["a:1", "b:1"], ["a:1 not-recorded"]],
  [
    "three redirects",
    { "a:1": to("b:1"), "b:1": to("c:1"), "c:1": to("d:1"), "d:1": LEADS },
    ["a:1", "b:1", "c:1", "d:1"],
    ["a:1 307", "b:1 307", "c:1 307"],
  ],
  [
    "the named leader is dead, another one leads by now",
    { "a:1": to("b:1"), "b:1": fails("dropped"), "c:1": LEADS },
    ["a:1", "b:1", "c:1"],
    ["a:1 307", "b:1 dropped"],
  ],
  [
    "a redirect without address",
    { "a:1": reply(307, null), "b:1": reply(307, "/meta/apps"), "c:1": LEADS },
    ["a:1", "b:1", "c:1"],
    ["a:1 307", "b:1 307"],
  ],
  [
    "a redirect with a user in its address",
    { "a:1": reply(307, "http://x@b:1/"), "c:1": LEADS },
    ["a:1", "c:1"],
    ["a:1 307"],
  ],
  ["an error of the leader is its answer", { "a:1": to("b:1"), "b:1": reply(404) }, ["a:1", "b:1"], ["a:1 307"]],
])("%s", async (_what, script, asked, hops) => {
  const port = stage(script);
  const answered = await all(port);
  expect(port.asked).toEqual(asked);
  expect([answered.member.name, answered.hops]).toEqual([asked.at(-1), hops]);
});

it("finds a leader whose name does not resolve from here by asking the others one by one", async () => {
  const port = stage({ "a:1": to("pod-3:34601"), "b:1": to("pod-3:34601"), "c:1": LEADS }, ["pod-3:34601"]);
  const answered = await follow(port, [member("a:1")], QUESTION, false);
  expect([answered.member.name, answered.hops]).toEqual(["c:1", ["a:1 307", "b:1 307"]]);
  expect(port.asked).toEqual(["a:1", "b:1", "c:1"]);
});

it("asks the other metas when the leader that one server named is gone", async () => {
  const port = stage({ "a:1": to("b:1"), "b:1": fails("timeout"), "c:1": LEADS });
  expect((await follow(port, [member("a:1")], QUESTION, false)).member.name).toBe("c:1");
});

it("takes a 307 of a replica server for an answer: only metas may name a leader", async () => {
  const port = stage({ "r:1": to("evil:1") });
  const answered = await follow(port, [member("r:1", { role: "replica" })], QUESTION, false);
  expect([answered.reply.status, port.asked]).toEqual([307, ["r:1"]]);
});

it.each<[what: string, script: Record<string, Reply | GatewayFailure>, kind: ErrorKind, words: string]>([
  ["two metas that name each other", { "a:1": to("b:1"), "b:1": to("a:1") }, "no-leader", "only point at each other"],
  ["a meta that names itself", { "a:1": to("a:1") }, "no-leader", "only point at each other"],
  [
    "two that name each other, and one that is dead",
    { "a:1": to("b:1"), "b:1": to("a:1"), "c:1": fails("unreachable") },
    "no-leader",
    "unreachable it is.",
  ],
  [
    "no leader known",
    { "a:1": to("invalid host_port"), "b:1": to("invalid host_port") },
    "no-leader",
    "The meta servers know no leader.",
  ],
  [
    "no leader known, and one is dead",
    { "a:1": to("invalid host_port"), "b:1": fails("unreachable") },
    "no-leader",
    "The meta servers know no leader.",
  ],
  ["a redirect to nonsense", { "a:1": reply(307, "http://a b c/") }, "no-leader", "only point at each other"],
  [
    "a dead leader",
    { "a:1": to("b:1"), "b:1": fails("unreachable"), "c:1": to("b:1") },
    "electing",
    "The leader b:1 is gone",
  ],
  ["a leader that hangs", { "a:1": to("b:1"), "b:1": fails("timeout") }, "electing", "The leader b:1 is gone"],
  [
    "a leader that was asked in vain before it was named",
    { "b:1": fails("dropped"), "a:1": to("b:1") },
    "electing",
    "The leader b:1 is gone",
  ],
  [
    "a leader that is starting anew",
    { "a:1": to("b:1"), "b:1": fails("starting", { retryAfter: 9 }), "c:1": to("b:1") },
    "starting",
    "starting it is.",
  ],
  ["a leader that is busy", { "a:1": to("b:1"), "b:1": fails("busy") }, "busy", "busy it is."],
  [
    "a dead meta that nobody named, after a redirect",
    { "a:1": to("invalid host_port"), "b:1": fails("timeout") },
    "no-leader",
    "know no leader",
  ],
  [
    "all dead",
    { "a:1": fails("unreachable"), "b:1": fails("timeout") },
    "unreachable",
    "No meta server answers. unreachable it is. timeout it is.",
  ],
  [
    "some dead, one starting",
    { "a:1": fails("unreachable"), "b:1": fails("starting", { retryAfter: 9 }) },
    "starting",
    "No meta server can answer yet. unreachable it is. starting it is.",
  ],
  ["the only one dead", { "a:1": fails("unreachable") }, "unreachable", "unreachable it is."],
  [
    "not recorded of the leader",
    { "a:1": to("b:1"), "b:1": fails("not-recorded") },
    "not-recorded",
    "not-recorded it is.",
  ],
  [
    "not recorded of one, a dead leader",
    { "c:1": fails("not-recorded"), "a:1": to("b:1"), "b:1": fails("unreachable") },
    "not-recorded",
    "not-recorded it is.",
  ],
  [
    "not recorded of one, no leader known to another",
    { "a:1": fails("not-recorded"), "b:1": to("invalid host_port") },
    "not-recorded",
    "not-recorded it is.",
  ],
])("when nobody answers: %s", async (_what, script, kind, words) => {
  const failure = await failureOf(all(stage(script)));
  expect(failure.kind).toBe(kind);
  expect(failure.message).toContain(words);
  expect(failure.tried).toHaveLength(new Set(failure.tried.map(({ server }) => server)).size);
  expect(failure.hops).toHaveLength(failure.tried.length);
});

it("follows no fourth redirect", async () => {
  const script = { "a:1": to("b:1"), "b:1": to("c:1"), "c:1": to("d:1"), "d:1": to("e:1"), "e:1": LEADS };
  const port = stage(script);
  expect((await failureOf(follow(port, [member("a:1")], QUESTION, false))).kind).toBe("no-leader");
  expect(port.asked).toEqual(["a:1", "b:1", "c:1", "d:1"]);
});

it("tells of the leader, where several have nothing recorded", async () => {
  const script = {
    "a:1": new GatewayFailure("not-recorded", "Not of a."),
    "b:1": to("c:1"),
    "c:1": new GatewayFailure("not-recorded", "Not of c."),
  };
  expect((await failureOf(all(stage(script)))).message).toBe("Not of c.");
});

it("says that the leader's name does not resolve, when no other meta leads", async () => {
  const port = stage({ "a:1": to("pod-3:34601"), "b:1": fails("unreachable") }, ["pod-3:34601"]);
  const failure = await failureOf(all(port));
  expect(failure.kind).toBe("unreachable");
  expect(failure.message).toBe(
    "The leader is called pod-3:34601, which does not resolve from here, and no other meta server that was asked leads. unreachable it is.",
  );
});

it("says of each one that was tried what it said, and when to ask again", async () => {
  const failure = await failureOf(all(stage({ "a:1": to("b:1"), "b:1": fails("starting", { retryAfter: 9 }) })));
  expect(failure.tried).toEqual([
    { server: "a:1", kind: "electing", message: "a:1 says that b:1 leads" },
    { server: "b:1", kind: "starting", message: "starting it is." },
  ]);
  expect([failure.hops, failure.retryAfter]).toEqual([["a:1 307", "b:1 starting"], 9]);
});

it.each<[kind: ErrorKind, once: boolean, asked: string[]]>([
  ["dropped", true, ["a:1"]],
  ["timeout", true, ["a:1"]],
  ["unreachable", true, ["a:1", "b:1"]],
  ["starting", true, ["a:1", "b:1"]],
  ["dropped", false, ["a:1", "b:1"]],
  ["timeout", false, ["a:1", "b:1"]],
  ["too-large", false, ["a:1"]],
  ["bad-request", false, ["a:1"]],
])("after %s a question that may be asked once only (%s) goes to %j", async (kind, once, asked) => {
  const port = stage({ "a:1": fails(kind), "b:1": LEADS });
  const outcome = await all(port, once).catch((error: unknown) => error);
  expect(port.asked).toEqual(asked);
  if (asked.length === 1) expect(outcome).toMatchObject({ kind, tried: [{ server: "a:1", kind }] });
});

it("passes a change on that died in the gate, where it was never sent", async () => {
  const port = stage({ "a:1": fails("timeout", { sent: false }), "b:1": LEADS });
  expect((await all(port, true)).member.name).toBe("b:1");
});

it("does not send a change on to the next after the leader, named by a redirect, dropped it", async () => {
  const port = stage({ "a:1": to("b:1"), "b:1": fails("dropped"), "c:1": LEADS });
  expect(await failureOf(all(port, true))).toMatchObject({
    kind: "dropped",
    sent: true,
    hops: ["a:1 307", "b:1 dropped"],
  });
  expect(port.asked).toEqual(["a:1", "b:1"]);
});

it("lets a mistake of our own through as it is", async () => {
  const port: FollowPort = { ...stage({}), ask: async () => Promise.reject(new TypeError("oops")) };
  await expect(follow(port, [member("a:1")], QUESTION, false)).rejects.toThrow(TypeError);
});

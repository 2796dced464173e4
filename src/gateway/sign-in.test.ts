// Sign-in and roles as the browser and its attackers meet them, over a simulated cluster that tells what reached it.
import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { auditSchema } from "#api/changes.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { OPEN } from "./access.ts";
import { silentLog } from "./log.ts";
import { signText } from "./people/signed-text.ts";
import { Vault } from "./people/vault.ts";
import { TestClock } from "./testing/clock.ts";
import { C, ORIGIN, failureIn, openDashboard, type Dashboard, type DashboardOptions } from "./testing/dashboard.ts";
import { ANN, PROXY, VIC, cookiesOf, signedIn, signingIn, trySignIn, user } from "./testing/people.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ACCESS = signingIn([ANN, VIC]);

let cluster: SimulatedCluster;
const opened: Dashboard[] = [];

beforeAll(async () => {
  cluster = await startCluster({ scenario: "healthy" });
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((dashboard) => dashboard.close()));
});

afterAll(async () => {
  await cluster.close();
});

function open(options: Partial<DashboardOptions> = {}): Dashboard {
  const dashboard = openDashboard({ metas: cluster.metas, access: ACCESS, audited: true, ...options });
  opened.push(dashboard);
  return dashboard;
}

async function session(dashboard: Dashboard, headers: Record<string, string> = {}, peer?: string): Promise<unknown> {
  const response = await dashboard.get("/api/session", headers, peer);
  expect(response.status).toBe(200);
  return response.json();
}

function signOut(dashboard: Dashboard, headers: Record<string, string>): Promise<Response> {
  const request = new Request(`${ORIGIN}/api/session`, {
    method: "DELETE",
    headers: { host: "localhost", ...headers },
  });
  return dashboard.fetch(request);
}

/** What reaches the cluster meanwhile. */
async function sentDuring(work: () => Promise<unknown>): Promise<string[]> {
  const before = cluster.requests().length;
  await work();
  return cluster
    .requests()
    .slice(before)
    .map(({ method, target }) => `${method} ${target}`);
}

it("tells who is not signed in how one could, and tells them nothing else", async () => {
  const dashboard = open();
  expect(await session(dashboard)).toEqual({ user: null, role: null, signIn: "password" });
  expect((await dashboard.get("/healthz")).status).toBe(200);
  const server = encodeURIComponent(cluster.replicas[0] ?? "");
  const sent = await sentDuring(async () => {
    for (const path of [
      "/api/clusters",
      `${C}/servers`,
      `${C}/load`,
      `${C}/audit`,
      `${C}/leader/meta/apps`,
      `${C}/servers/${server}/version`,
      `${C}/fleet/all/version`,
      `${C}/replay`,
      "/api/clusters/nowhere/servers",
      "/api/nothing",
      "/api/session/",
      "/api//session",
      "/metrics",
      `${C}/prometheus`,
    ]) {
      const failure = await failureIn(await dashboard.get(path));
      expect([path, failure.status, failure.kind]).toEqual([path, 401, "sign-in"]);
    }
    for (const path of [`${C}/config`, `${C}/reveal`, `${C}/leader/meta/app/start_compaction`, `${C}/replay`]) {
      expect(await failureIn(await dashboard.post(path, "{}"))).toMatchObject({ status: 401, kind: "sign-in" });
    }
  });
  expect(sent).toEqual([]);
});

it("signs in with a cookie that no script reads, no other site sends along, and that ends by itself", async () => {
  const dashboard = open();
  const response = await trySignIn(dashboard, "ann", "ann's");
  const expires = dashboard.clock.now() + 12 * HOUR;
  const body = (await response.json()) as { expires: number };
  expect(body).toEqual({ user: "ann", role: "operator", signIn: "password", expires: expect.any(Number) });
  expect(Math.abs(body.expires - expires)).toBeLessThan(MINUTE);
  const [cookie = "", device = ""] = response.headers.getSetCookie();
  expect(cookie).toMatch(/^pegasus-session=[\w-]+\.[\w-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
  expect(device).toMatch(/^pegasus-device=[\w-]+\.[\w-]+; Path=\/; Max-Age=7776000; HttpOnly; SameSite=Lax$/);
  expect(cookie).not.toContain("ann's");
  const headers = { cookie: cookiesOf(response) };
  expect(await session(dashboard, headers)).toEqual(body);
  expect((await dashboard.get(`${C}/leader/meta/apps`, headers)).status).toBe(200);
  dashboard.clock.advance(12 * HOUR - MINUTE);
  expect((await dashboard.get("/api/clusters", headers)).status).toBe(200);
  // It does not slide: that request has not made it any longer.
  dashboard.clock.advance(2 * MINUTE);
  expect(await failureIn(await dashboard.get("/api/clusters", headers))).toEqual({
    status: 401,
    kind: "sign-in",
    message: "You are not signed in to this dashboard, or not any more.",
  });
  expect(await session(dashboard, headers)).toEqual({ user: null, role: null, signIn: "password" });
});

it("keeps a session as long as the configuration says", async () => {
  const dashboard = open({ access: { ...OPEN, signIn: { users: [ANN], session: 5 * MINUTE } } });
  const headers = await signedIn(dashboard, "ann");
  dashboard.clock.advance(6 * MINUTE);
  expect((await dashboard.get("/api/clusters", headers)).status).toBe(401);
});

it.each([
  ["https by the public address", { publicUrl: "https://dash.example" }, undefined, {}],
  ["https by a trusted proxy", { trusted: ["10.9.9.9"] }, "10.9.9.9", { "x-forwarded-proto": "https" }],
])("marks the cookie as Secure behind %s", async (_what, more, peer, headers) => {
  const dashboard = open({ access: { ...ACCESS, ...more } });
  const response = await trySignIn(dashboard, "ann", "ann's", { headers, ...(peer === undefined ? {} : { peer }) });
  for (const cookie of response.headers.getSetCookie())
    expect(cookie).toMatch(/^__Host-pegasus-(session|device)=.*; Path=\/; .*; HttpOnly; SameSite=Lax; Secure$/);
  const cookie = cookiesOf(response);
  expect((await dashboard.get("/api/clusters", { cookie, ...headers }, peer)).status).toBe(200);
  // What could be set from the plain-text side of the domain does not count.
  const plain = cookie.replaceAll("__Host-", "");
  expect((await dashboard.get("/api/clusters", { cookie: plain, ...headers }, peer)).status).toBe(401);
});

it("does not believe just anybody that they came by https", async () => {
  const response = await trySignIn(open(), "ann", "ann's", {
    headers: { "x-forwarded-proto": "https" },
    peer: "10.0.0.1",
  });
  for (const cookie of response.headers.getSetCookie()) expect(cookie).not.toMatch(/Secure|__Host/);
});

it.each<[what: string, name: string, password: string]>([
  ["a wrong password", "ann", "vic's"],
  ["a name that nobody has", "eve", "ann's"],
  ["a name in other letters", "Ann", "ann's"],
  ["a name with a blank", "ann ", "ann's"],
  ["a property of every object", "__proto__", "x"],
  ["the hash itself", "ann", ANN.passwordHash],
])("refuses %s, in the same words", async (_what, name, password) => {
  const response = await trySignIn(open(), name, password);
  expect(response.headers.getSetCookie()).toEqual([]);
  expect(await failureIn(response)).toEqual({
    status: 401,
    kind: "sign-in",
    message: "The name or the password is wrong.",
  });
});

it.each<[what: string, body: string]>([
  ["nothing", ""],
  ["no JSON", "name=ann&password=ann's"],
  ["no password", '{"name":"ann"}'],
  ["an empty password", '{"name":"ann","password":""}'],
  ["a list for a name", '{"name":["ann"],"password":"x"}'],
  ["a book for a password", JSON.stringify({ name: "ann", password: "x".repeat(1025) })],
])("refuses %s as a bad request", async (_what, body) => {
  const dashboard = open();
  const response = await dashboard.post("/api/session", body);
  expect((await failureIn(response)).kind).toBe("bad-request");
});

it.each<[origin: string, allowed: boolean]>([
  [ORIGIN, true],
  ["http://evil.example", false],
  ["null", false],
  ["https://localhost:8080", false],
])("lets a page of %s sign somebody in or out: %s", async (origin, allowed) => {
  const dashboard = open();
  const { cookie } = await signedIn(dashboard, "ann");
  expect((await trySignIn(dashboard, "ann", "ann's", { headers: { origin } })).status).toBe(allowed ? 200 : 403);
  expect((await signOut(dashboard, { origin, cookie })).status).toBe(allowed ? 200 : 403);
  expect((await dashboard.get("/api/clusters", { cookie })).status).toBe(allowed ? 401 : 200);
});

it("signs out whoever has a copy of the cookie as well, and nobody else", async () => {
  const dashboard = open();
  const [here, there] = [await signedIn(dashboard, "ann"), await signedIn(dashboard, "ann")];
  const response = await signOut(dashboard, here);
  expect([response.status, await response.json()]).toEqual([200, { user: null, role: null, signIn: "password" }]);
  expect(response.headers.getSetCookie()).toEqual(["pegasus-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"]);
  expect((await dashboard.get("/api/clusters", here)).status).toBe(401);
  expect((await dashboard.get("/api/clusters", there)).status).toBe(200);
});

it("has a user out, or down to another role, at the next request; another password ends old sessions", async () => {
  const dashboard = open();
  const [ann, vic] = [await signedIn(dashboard, "ann"), await signedIn(dashboard, "vic")];
  await dashboard.change(signingIn([{ ...ANN, role: "viewer" }]));
  expect(await session(dashboard, ann)).toMatchObject({ user: "ann", role: "viewer" });
  expect(await failureIn(await dashboard.post(`${C}/leader/meta/app/start_compaction`, "{}", ann))).toMatchObject({
    status: 403,
    kind: "forbidden",
  });
  expect((await dashboard.get("/api/clusters", vic)).status).toBe(401);
  await dashboard.change(signingIn([user("ann", "another", "operator")]));
  expect((await dashboard.get("/api/clusters", ann)).status).toBe(401);
  await dashboard.change(ACCESS);
  // Nothing was ended for good: with the same hash as before the cookie is worth what it was.
  expect(await session(dashboard, ann)).toMatchObject({ user: "ann", role: "operator" });
  await dashboard.change(OPEN);
  expect(await session(dashboard)).toEqual({ user: "local", role: "operator", signIn: "none" });
});

it("takes no cookie that it has not signed, has signed for something else, or that is of another dashboard", async () => {
  const vault = new Vault(null, silentLog);
  const dashboard = open({ vault });
  const other = open();
  const cookie = (await signedIn(dashboard, "ann")).cookie;
  const [payload = "", mark = ""] = /pegasus-session=([^;]+)/.exec(cookie)?.[1]?.split(".") ?? [];
  const device = /pegasus-device=([^;]+)/.exec(cookie)?.[1] ?? "";
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
  const signed = (more: Record<string, unknown>): string => signText(vault.key, "session", { ...claims, ...more });
  const foreign = await signedIn(other, "ann");
  const encoded = (more: Record<string, unknown>): string =>
    Buffer.from(JSON.stringify({ ...claims, ...more })).toString("base64url");
  for (const [what, value, status] of [
    ["the real one", `${payload}.${mark}`, 200],
    ["another name", `${encoded({ user: "vic" })}.${mark}`, 401],
    ["a longer life", `${encoded({ expires: 9e15 })}.${mark}`, 401],
    ["no signature", `${payload}.`, 401],
    ["no algorithm", `eyJhbGciOiJub25lIn0.${payload}.`, 401],
    ["a guessed key", `${payload}.${createHmac("sha256", "secret").update(payload).digest("base64url")}`, 401],
    ["the mark of a browser", device, 401],
    ["a life that is over", signed({ expires: dashboard.clock.now() - 1 }), 401],
    ["a user who is gone", signed({ user: "eve" }), 401],
    ["the seal of another password", signed({ seal: "x".repeat(22) }), 401],
    ["something of ours that is no session", signText(vault.key, "session", ["ann"]), 401],
    ["nothing", "", 401],
    ["rubbish", "%00\u00ff", 401],
  ] as const) {
    const response = await dashboard.get("/api/clusters", { cookie: `pegasus-session=${value}` });
    expect([what, response.status]).toEqual([what, status]);
  }
  expect((await dashboard.get("/api/clusters", foreign)).status).toBe(401);
});

it("slows down who guesses, and lets the real one in all the same", async () => {
  // It stands still: on a busy machine a second passes between two attempts.
  const clock = new TestClock({ standsStill: true });
  const dashboard = open({ access: { ...ACCESS, trusted: ["10.9.9.9"] }, clock });
  const from = (address: string) => ({ peer: "10.9.9.9", headers: { "x-forwarded-for": address } });
  const laptop = cookiesOf(await trySignIn(dashboard, "ann", "ann's", from("192.0.2.7")));
  for (let attempt = 0; attempt < 5; attempt++) {
    expect((await trySignIn(dashboard, "ann", "guess", from("192.0.2.66"))).status).toBe(401);
  }
  const slowed = await trySignIn(dashboard, "ann", "ann's", from("192.0.2.66"));
  expect([slowed.status, slowed.headers.get("retry-after")]).toEqual([429, "1"]);
  expect(await failureIn(slowed)).toMatchObject({
    kind: "busy",
    message: expect.stringMatching(/Try again in 1 s\.$/),
  });
  expect(slowed.headers.getSetCookie()).toEqual([]);
  // The guesser's address waits for any name; ann herself comes in at once with the browser that she always uses.
  expect((await trySignIn(dashboard, "vic", "vic's", from("192.0.2.66"))).status).toBe(429);
  expect((await trySignIn(dashboard, "vic", "vic's", from("192.0.2.8"))).status).toBe(200);
  const known = { peer: "10.9.9.9", headers: { "x-forwarded-for": "192.0.2.66", cookie: laptop } };
  expect((await trySignIn(dashboard, "ann", "ann's", known)).status).toBe(200);
  // For the name the mark is no key: with the wrong password it opens nothing, and for another name it counts for nothing.
  expect((await trySignIn(dashboard, "ann", "guess", known)).status).toBe(401);
  expect((await trySignIn(dashboard, "vic", "guess", known)).status).toBe(429);
  dashboard.clock.advance(10_000);
  expect((await trySignIn(dashboard, "ann", "ann's", from("192.0.2.9"))).status).toBe(200);
});

it("does not let a hundred guesses at once slip by before the first is judged", async () => {
  const dashboard = open();
  const answers = await Promise.all(Array.from({ length: 100 }, () => trySignIn(dashboard, "ann", "guess")));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(95);
});

it("believes the header of a trusted proxy and of nobody else, and has no password to ask for", async () => {
  const dashboard = open({ access: { ...OPEN, signIn: { proxyHeader: PROXY } } });
  const ann = { "x-forwarded-user": "ann" };
  expect(await session(dashboard, ann, "10.9.9.9")).toEqual({ user: "ann", role: "operator", signIn: "proxy" });
  expect(await session(dashboard, { "x-forwarded-user": "vic" }, "10.9.9.9")).toMatchObject({ role: "viewer" });
  for (const peer of ["127.0.0.1", "10.9.9.8", undefined]) {
    expect(await session(dashboard, ann, peer)).toEqual({ user: null, role: null, signIn: "proxy" });
    expect((await dashboard.get("/api/clusters", ann, peer)).status).toBe(401);
  }
  const spoofed = { ...ann, "x-forwarded-for": "10.9.9.9" };
  expect((await dashboard.get("/api/clusters", spoofed, "192.0.2.1")).status).toBe(401);
  expect((await dashboard.get("/api/clusters", ann, "::ffff:10.9.9.9")).status).toBe(200);
  expect(await failureIn(await trySignIn(dashboard, "ann", "ann's", { peer: "10.9.9.9" }))).toMatchObject({
    status: 400,
    message: "Nobody signs in to this dashboard with a password.",
  });
});

it("takes both ways at once: the proxy's word first", async () => {
  const dashboard = open({ access: { ...OPEN, signIn: { users: [VIC], proxyHeader: PROXY } } });
  const vic = await signedIn(dashboard, "vic");
  expect(await session(dashboard, vic, "192.0.2.1")).toMatchObject({ user: "vic", signIn: "password" });
  expect(await session(dashboard, { ...vic, "x-forwarded-user": "ann" }, "10.9.9.9")).toMatchObject({
    user: "ann",
    role: "operator",
  });
});

it("refuses a viewer everything that changes, costs or reveals, and sends nothing; reading is free", async () => {
  const dashboard = open();
  const vic = await signedIn(dashboard, "vic");
  const server = cluster.replicas[0] ?? "";
  await dashboard.get(`${C}/servers`, vic);
  const sent = await sentDuring(async () => {
    for (const [path, body] of [
      [`${C}/config`, JSON.stringify({ name: "checkpoint_reserve_min_count", value: "4", servers: [server] })],
      [`${C}/reveal`, JSON.stringify({ name: "server_key", server })],
      [`${C}/leader/meta/app/start_compaction`, "{}"],
      [`${C}/servers/${server}/updateConfig?a=1`, ""],
      [`${C}/servers/${server}/pprof/profile?seconds=1`, ""],
      [`${C}/servers/${server}/un/heard`, ""],
    ] as const) {
      expect([path, await failureIn(await dashboard.post(path, body, vic))]).toEqual([
        path,
        {
          status: 403,
          kind: "forbidden",
          message: "This needs the role of operator, and vic is a viewer; nothing was sent.",
        },
      ]);
    }
  });
  expect(sent).toEqual([]);
  for (const path of ["/api/clusters", `${C}/servers`, `${C}/audit`, `${C}/servers/${server}/configs`])
    expect((await dashboard.get(path, vic)).status).toBe(200);
  expect(await (await dashboard.get(`${C}/audit`, vic)).json()).toEqual([]);
});

it("writes down who did it and why, also where the reason comes as a header", async () => {
  const dashboard = open();
  const ann = await signedIn(dashboard, "ann");
  const server = cluster.metas[0] ?? "";
  const because = { "x-pegasus-reason": encodeURIComponent("Ticket 42: zu groß") };
  await dashboard.post(`${C}/servers/${server}/updateConfig?checkpoint_reserve_min_count=4`, "", {
    ...ann,
    ...because,
  });
  const body = { name: "checkpoint_reserve_min_count", value: "5", servers: [server] };
  await (await dashboard.post(`${C}/config`, JSON.stringify(body), { ...ann, ...because })).text();
  await (
    await dashboard.post(`${C}/config`, JSON.stringify({ ...body, reason: "own" }), { ...ann, ...because })
  ).text();
  const entries = auditSchema.parse(await (await dashboard.get(`${C}/audit`, ann)).json());
  expect(entries.map(({ user: who, reason }) => [who, reason])).toEqual([
    ["ann", "own"],
    ["ann", "Ticket 42: zu groß"],
    ["ann", "Ticket 42: zu groß"],
  ]);
  for (const reason of ["%", "%ff", "x".repeat(501)]) {
    const refused = await dashboard.post(`${C}/config`, JSON.stringify(body), { ...ann, "x-pegasus-reason": reason });
    expect((await failureIn(refused)).kind).toBe("bad-request");
  }
});

it("sends a server nothing of who asks, and logs neither cookie nor password nor token", async () => {
  const lines: unknown[] = [];
  const dashboard = open({
    log: {
      request: (entry) => lines.push(entry),
      say: (text) => lines.push(text),
      mistake: (error) => lines.push(error),
    },
  });
  const ann = await signedIn(dashboard, "ann");
  await trySignIn(dashboard, "ann", "a wrong pass phrase");
  await dashboard.get(`${C}/servers/${cluster.replicas[0]}/version?x=hunter2`, {
    ...ann,
    authorization: "Bearer t0ken",
  });
  const logged = JSON.stringify(lines);
  for (const secret of [ann.cookie.slice(16, 60), "ann's", "wrong pass", "t0ken", "hunter2"])
    expect(logged).not.toContain(secret);
  expect(lines).toContainEqual(expect.objectContaining({ user: "ann", path: expect.stringContaining("/version") }));
});

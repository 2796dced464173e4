import { once } from "node:events";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { app } from "#pegasus/answers/app.ts";
import { cluster } from "#pegasus/answers/cluster.ts";
import { nodes } from "#pegasus/answers/nodes.ts";
import { START, writeRecording } from "./har-fixture.ts";
import { probe, type Probe } from "./probe.ts";
import { startReplay, type Replay, type ReplayOptions } from "./replay.ts";

const recorded = (name: string): string =>
  fileURLToPath(new URL(`../../../e2e/recordings/${name}.har.gz`, import.meta.url));
const NODE_DOWN = recorded("06-node-down");
const FAILOVER = recorded("07-meta-failover");
const HEALTHY = recorded("01b-healthy-with-data");
const on = (time: string): number => Date.parse(`2026-11-22T${time}Z`);

/** Real time stands still unless a test moves it. */
let now = 0;
let due: { at: number; run: () => void }[] = [];
let open: Replay[] = [];
const clock = { now: () => now };
const timers = {
  after(ms: number, run: () => void) {
    const timer = { at: now + ms, run };
    due.push(timer);
    return () => {
      due = due.filter((one) => one !== timer);
    };
  },
};

let shared: Promise<Replay> | undefined;
/** The largest recording is loaded once; what stands at its end holds for all of these tests. */
function healthy(): Promise<Replay> {
  shared ??= startReplay({ files: [HEALTHY], at: on("10:49:00"), speed: 0 });
  return shared;
}
afterAll(async () => {
  await (await shared)?.close();
});

beforeEach(() => {
  now = 0;
  due = [];
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((replay) => replay.close()));
});

async function start(file: string, options: Partial<ReplayOptions> = {}): Promise<Replay> {
  const replay = await startReplay({ files: [file], clock, timers, ...options });
  open.push(replay);
  return replay;
}

async function wait(replay: Replay, ms: number): Promise<void> {
  now += ms;
  for (const timer of due.filter(({ at }) => at <= now)) {
    due = due.filter((one) => one !== timer);
    timer.run();
  }
  await replay.settled();
}

async function see(replay: Replay, time: string, server: string, target: string): Promise<Probe> {
  replay.seek(on(time));
  await replay.settled();
  return probe(replay.address(server), target);
}

/** An idle connection, and when the server has ended it. */
async function connection(address: string | undefined): Promise<{ closed: Promise<unknown> }> {
  const socket = connect(Number(address?.split(":")[1]), "127.0.0.1");
  await once(socket, "connect");
  socket.resume();
  return { closed: once(socket, "close") };
}

function brief(replay: Replay, seen: Probe): string {
  if (seen.kind !== "answer") return seen.kind;
  const location = /^Location: http:\/\/([^/]*)/m.exec(seen.head)?.[1];
  if (location === undefined) return String(seen.status);
  const port = [34_601, 34_602, 34_603].find((one) => replay.address(`localhost:${one}`) === location);
  return `${seen.status} to ${port ?? location}`;
}

it.each([
  ["10:13:21.512", "307 to 34602", "200", "307 to 34602"],
  ["10:13:25", "307 to 34602", "refused", "307 to 34602"],
  ["10:13:31", "307 to 34603", "refused", "200"],
  ["10:13:53", "307 to 34603", "307 to 34603", "200"],
])("replays the failover of the metas: at %s they say %s, %s and %s", async (time, first, second, third) => {
  const replay = await start(FAILOVER);
  const seen = [];
  for (const server of ["localhost:34601", "127.0.0.1:34602", "localhost:34603"])
    seen.push(brief(replay, await see(replay, time, server, "/meta/cluster")));
  expect(seen).toEqual([first, second, third]);
});

it.each(["/meta/backup_policy", "/meta/app?name=users&detail", "/meta/apps?detail=true", "/meta/app_envs?name=x"])(
  "redirects %s at a backup as it redirects what was recorded",
  async (target) => {
    const replay = await start(FAILOVER, { at: on("10:13:31") });
    expect(brief(replay, await probe(replay.address("localhost:34601"), target))).toBe("307 to 34603");
  },
);

it("gives redirects the asked path and query, as a real server writes them", async () => {
  const replay = await start(FAILOVER, { at: on("10:13:31") });
  const seen = await probe(replay.address("localhost:34601"), "/meta//app?name=%E8%A1%A8&detail");
  const location = `http://${replay.address("localhost:34603")}/meta/app?detail=&name=表`;
  expect(seen).toMatchObject({
    head: `HTTP/1.1 307 Temporary Redirect\r\nContent-Type: text/plain\r\nContent-Length: 0\r\nLocation: ${Buffer.from(location).toString("latin1")}\r\n\r\n`,
  });
});

it("does not let a line end in a query split the answer", async () => {
  const replay = await start(FAILOVER, { at: on("10:13:31") });
  const seen = await probe(replay.address("localhost:34601"), "/meta/app_envs?name=a%0d%0aX:%201");
  expect(seen).toMatchObject({ status: 307, head: expect.not.stringMatching(/^X:/m) });
});

it.each([
  ["10:09:34", "ALIVE", "200"],
  ["10:09:35.300", "ALIVE", "reset"],
  ["10:09:50", "ALIVE", "refused"],
  ["10:10:00", "UNALIVE", "refused"],
  ["10:11:08", "UNALIVE", "200"],
  ["10:11:11", "ALIVE", "200"],
])("replays the death of a replica server: at %s it is listed %s and is %s", async (time, status, answer) => {
  const replay = await start(NODE_DOWN);
  const victim = replay.address("localhost:34803") ?? "";
  const list = await see(replay, time, "localhost:34602", "/meta/nodes");
  const details = list.kind === "answer" ? nodes.decode(list.body).details : {};
  expect(details[victim]?.status).toBe(status);
  expect(brief(replay, await probe(victim, "/version"))).toBe(answer);
});

it("closes and opens the port as time goes by, and cuts the connections of a server that dies", async () => {
  const replay = await start(NODE_DOWN, { at: on("10:09:34"), speed: 2 });
  const victim = replay.address("localhost:34803");
  const connected = await connection(victim);
  await wait(replay, 1000);
  await connected.closed;
  expect(replay.at()).toBe(on("10:09:36"));
  expect(await probe(victim, "/version")).toEqual({ kind: "refused" });
  await wait(replay, 50_000);
  expect(replay.at()).toBe(on("10:11:16"));
  expect(brief(replay, await probe(victim, "/version"))).toBe("200");
});

it("stands still at speed 0 and at the end of the recording", async () => {
  const replay = await start(NODE_DOWN, { at: on("10:09:34"), speed: 0 });
  await wait(replay, 5000);
  expect(replay.at()).toBe(on("10:09:34"));
  replay.setSpeed(1);
  await wait(replay, 3_600_000);
  expect(replay.at()).toBe(replay.to);
  expect(brief(replay, await probe(replay.metas[0], "/meta/nodes"))).toBe("200");
});

it("begins where the main pages have answers, and names metas that were only mentioned last", async () => {
  const replay = await start(NODE_DOWN);
  expect(replay.at()).toBe(on("10:09:33.234"));
  expect([replay.from, replay.to]).toEqual([on("10:09:33.232"), on("10:12:35.371")]);
  expect(replay.metas).toEqual(
    ["localhost:34602", "localhost:34601", "localhost:34603"].map((name) => replay.address(name)),
  );
  expect(replay.title).toMatch(/replica server .* is killed/);
});

it("puts its own addresses everywhere in the answers and counts their length anew", async () => {
  const replay = await healthy();
  const leader = replay.address("localhost:34601");
  const seen = await Promise.all(
    ["/meta/cluster", "/meta/nodes?detail", "/meta/app?name=temp&detail", "/config?name=server_list"].map((target) =>
      probe(leader, target),
    ),
  );
  for (const one of seen) {
    expect(one).toMatchObject({ status: 200, body: expect.not.stringMatching(/:34[68]0\d/) });
    const { head, body } = one.kind === "answer" ? one : { head: "", body: "" };
    expect(head).toBe(`HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n`);
  }
  const [info, , table] = seen.map((one) => (one.kind === "answer" ? one.body : ""));
  expect(cluster.decode(info ?? "").meta_servers).toEqual(
    ["localhost:34601", "localhost:34602", "localhost:34603"].map((name) => replay.address(name)),
  );
  expect(app.decode(table ?? "").replicas?.["0"]?.primary).toBe(replay.address("localhost:34803"));
});

it("keeps numbers numbers and names names", async () => {
  const replay = await healthy();
  const port = replay.address("localhost:34801")?.split(":")[1];
  expect(replay.address("127.0.0.1:34801")).toBe(`127.0.0.1:${port}`);
  const seen = await probe(`127.0.0.1:${port}`, "/metrics?types=connection");
  expect(seen).toMatchObject({ body: expect.stringContaining(`"port": ${port},`) });
  expect(seen).toMatchObject({ body: expect.stringContaining(`connection@${replay.address("127.0.0.1:34802")}`) });
});

it("understands its own addresses in what is asked", async () => {
  const replay = await healthy();
  const peer = replay.address("127.0.0.1:34802");
  const seen = await probe(replay.address("localhost:34801"), `/metrics?attributes=remote_addr,${peer}`);
  expect(seen).toMatchObject({ status: 200, body: expect.stringContaining(`"remote_addr": "${peer}"`) });
});

it("has a port for a member that nobody asked, and says that nothing of it is recorded", async () => {
  const replay = await healthy();
  expect(await probe(replay.address("localhost:34804"), "/version")).toEqual({
    kind: "answer",
    status: 404,
    head: expect.stringContaining("\r\nX-Pegasus-Replay: not-recorded\r\n"),
    body: "GET /version of localhost:34804 was not recorded: the recording only names this server, nobody asked it.\n",
  });
});

it.each([
  [
    "10:49:00",
    "/meta/app?name=users&detail",
    "GET /meta/app?name=users&detail of localhost:34601 was not recorded. Other requests of this server were, from 2026-11-22 10:48:31.630 UTC to 2026-11-22 10:49:00.013 UTC.\n",
  ],
  [
    "10:48:31.630",
    "/config?name=fd_lease_seconds",
    "GET /config?name=fd_lease_seconds of localhost:34601 was not recorded by 2026-11-22 10:48:31.630 UTC, the moment that is replayed: it was first recorded at 2026-11-22 10:48:31.632 UTC.\n",
  ],
])("says at %s what the recording has instead of %s", async (time, target, body) => {
  const replay = await healthy();
  const seen = await see(replay, time, "localhost:34601", target);
  replay.seek(replay.to);
  expect(seen).toMatchObject({ status: 404, body });
});

it.each([
  ["/updateConfig?enable_latency_tracer=true", "GET"],
  ["/meta/app/start_compaction", "POST"],
  ["/pprof/heap", "GET"],
  ["/no/such/path", "GET"],
])("replays nothing for %s by %s, which is no read", async (target, method) => {
  const replay = await healthy();
  const seen = await probe(replay.address("localhost:34602"), target, { method, body: method === "POST" ? "{}" : "" });
  expect(seen).toMatchObject({ status: 404, head: expect.stringContaining("X-Pegasus-Replay: not-recorded") });
});

it.each([
  ["/meta/app?name=a&name=b", "failed to parse request: ERR_INVALID_PARAMETERS: duplicate parameter: name"],
  [
    "/version%",
    "failed to parse request: ERR_INVALID_PARAMETERS: Encountered partial escape sequence at end of string",
  ],
])("refuses %s, which no server can read, as every server does", async (target, body) => {
  const replay = await healthy();
  expect(await probe(replay.address("localhost:34601"), target)).toMatchObject({ status: 400, body });
});

it.each(["PUT", "HEAD", "get"])("closes the connection on %s, as Pegasus does", async (method) => {
  const replay = await healthy();
  expect(await probe(replay.address("localhost:34601"), "/version", { method })).toMatchObject({ kind: "closed" });
});

it("answers several requests on one connection, one after the other", async () => {
  const replay = await healthy();
  const url = `http://${replay.address("127.0.0.1:34601")}`;
  const texts = [];
  for (const path of ["/version", "/meta/apps", "/version"]) texts.push(await (await fetch(url + path)).text());
  expect(texts[0]).toBe(texts[2]);
  expect(texts[1]).toContain('"app_name":"temp"');
});

it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses the speed %d", async (speed) => {
  const replay = await start(NODE_DOWN);
  expect(() => replay.setSpeed(speed)).toThrow("The speed of a replay is 0 (it stands still) or more");
});

it("gives all servers where the recording knows no meta", async () => {
  const file = await writeRecording([
    { at: 0, request: "http://127.0.0.1:34802/version", body: "{}" },
    { at: 1, request: "http://127.0.0.1:34801/version", body: "{}" },
  ]);
  const replay = await start(file);
  expect(replay.metas).toEqual([replay.address("127.0.0.1:34801"), replay.address("127.0.0.1:34802")]);
  expect(replay.address("localhost:34801")).toBe(replay.address("127.0.0.1:34801")?.replace("127.0.0.1", "localhost"));
  expect(replay.address("nobody:1")).toBeUndefined();
});

it.each([
  ["timeout after 3.0s", "silent"],
  ["connection closed by server without any response", "closed"],
  ["Connection reset by peer", "reset"],
  ["Connection refused", "refused"],
])("replays %j as a connection that is %s", async (status, kind) => {
  const file = await writeRecording([
    { at: 0, request: "http://127.0.0.1:34801/version", body: "{}" },
    { at: 10, request: "http://127.0.0.1:34801/version", status },
  ]);
  const replay = await start(file, { at: START + 10 });
  expect(await probe(replay.address("127.0.0.1:34801"), "/version", { patienceMs: 300 })).toEqual({ kind });
});

it("leaves no port open when it is closed", async () => {
  const replay = await start(NODE_DOWN, { at: on("10:09:50") });
  const addresses = [...replay.metas, replay.address("localhost:34803")];
  await replay.close();
  for (const address of addresses) expect(await probe(address, "/version")).toEqual({ kind: "refused" });
});

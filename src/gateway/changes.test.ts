// Changes and costly calls: what is sent, what is read back, and what the audit log says of it.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { auditSchema, configLineSchema, type AuditEntry, type ConfigLine } from "#api/changes.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { C, failureIn, openDashboard, type Dashboard, type DashboardOptions } from "./testing/dashboard.ts";
import { answer, faultServer, pastTheGate, type Behaviour, type FaultServer } from "./testing/fault-server.ts";
import { PATIENT } from "./testing/patience.ts";

const FLAG = "checkpoint_reserve_min_count";
const MUTABLE = "add_secondary_max_count_for_one_node";

let cluster: SimulatedCluster;
let page: Dashboard;
/** How many requests the cluster had got before this test. */
let earlier = 0;
const servers: FaultServer[] = [];

beforeAll(async () => {
  cluster = await startCluster({ scenario: "healthy" });
});

afterAll(async () => {
  await cluster.close();
});

beforeEach(() => {
  earlier = cluster.requests().length;
  page = openDashboard({ metas: cluster.metas, audited: true });
});

afterEach(async () => {
  await page.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Changes that the cluster got in this test. */
function changesSent(): string[] {
  return cluster
    .requests()
    .slice(earlier)
    .filter(({ method, target }) => method === "POST" || target.startsWith("/updateConfig"))
    .map(({ target }) => target);
}

/** Instead of the simulated cluster: one meta that behaves as told to what comes after the gate. */
async function overOne(behave: Behaviour, options: Partial<DashboardOptions> = {}): Promise<FaultServer> {
  const server = await faultServer(pastTheGate(behave));
  servers.push(server);
  await page.close();
  page = openDashboard({ metas: [server.address], audited: true, ...options });
  return server;
}

async function change(name: string, value: string, targets: readonly string[], reason?: string): Promise<ConfigLine[]> {
  const body = { name, value, servers: targets, ...(reason === undefined ? {} : { reason }) };
  const response = await page.post(`${C}/config`, JSON.stringify(body));
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
  const text = await response.text();
  expect(text.endsWith("\n")).toBe(true);
  return text
    .trim()
    .split("\n")
    .map((line) => configLineSchema.parse(JSON.parse(line)));
}

async function audit(): Promise<AuditEntry[]> {
  return auditSchema.parse(await (await page.get(`${C}/audit`)).json());
}

/** What the server itself says, asked past the gateway. */
async function flagOf(server: string, name: string): Promise<string> {
  const text = await (await fetch(`http://${server}/config?name=${name}`)).text();
  // The shape of a flag is pinned by recorded answers.
  return (JSON.parse(text) as { value: string }).value;
}

it("changes a flag on the servers that are named and on no other, a line for each, the value read back", async () => {
  const targets = [cluster.metas[0] ?? "", cluster.replicas[2] ?? ""];
  const spared = cluster.replicas[1] ?? "";
  const before = await flagOf(spared, "checkpoint_reserve_min_count");
  const lines = await change("checkpoint_reserve_min_count", "0x10", targets, "ticket 42");
  expect(lines.toSorted((a, b) => targets.indexOf(a.server) - targets.indexOf(b.server))).toEqual(
    // Pegasus reads 0x10 as 16: what is shown is what it says, not what was asked.
    targets.map((server) => ({ server, before, after: "16", ok: true, message: "ERR_OK" })),
  );
  expect(await Promise.all(targets.map((server) => flagOf(server, "checkpoint_reserve_min_count")))).toEqual([
    "16",
    "16",
  ]);
  expect(await flagOf(spared, "checkpoint_reserve_min_count")).toBe(before);
  const entries = await audit();
  expect(entries).toHaveLength(2);
  expect(entries[0]).toMatchObject({
    user: "local",
    reason: "ticket 42",
    what: "/updateConfig?checkpoint_reserve_min_count=0x10",
    flag: "checkpoint_reserve_min_count",
    before,
    after: "16",
    verdict: "ok",
    message: "ERR_OK",
  });
});

it("sends nothing to a server whose value is another by now than its author saw, and notes the process and the batch", async () => {
  const [same = "", other = ""] = cluster.replicas;
  const before = await flagOf(same, FLAG);
  await change(FLAG, "18", [other]);
  const body = {
    name: FLAG,
    value: "17",
    servers: [same, other],
    expected: { [same]: before, [other]: before },
    batch: "b-1",
  };
  const text = await (await page.post(`${C}/config`, JSON.stringify(body))).text();
  const lines = text
    .trim()
    .split("\n")
    .map((line) => configLineSchema.parse(JSON.parse(line)));
  expect(lines.find(({ server }) => server === same)).toMatchObject({ ok: true, before, after: "17" });
  expect(lines.find(({ server }) => server === other)).toEqual({
    server: other,
    before: "18",
    after: "18",
    ok: false,
    message: `Nothing was sent: the value was ${before} when the change was made up, and is 18 by now.`,
  });
  expect(await Promise.all([same, other].map((server) => flagOf(server, FLAG)))).toEqual(["17", "18"]);
  const { RecentStartTime } = (await (await fetch(`http://${same}/recentStartTime`)).json()) as {
    RecentStartTime: string;
  };
  expect((await audit()).map(({ server, batch, started }) => [server, batch, started])).toEqual([
    [same, "b-1", RecentStartTime],
    [other, null, expect.stringMatching(/^\d{4}-/)],
  ]);
});

it.each([
  ["not mutable", MUTABLE, "11", "ERR_INVALID_PARAMETERS: add_secondary_max_count_for_one_node is not mutable"],
  ["not a number", "checkpoint_reserve_min_count", "many", "ERR_INVALID_PARAMETERS: many is invalid"],
])("tells Pegasus's own refusal, and that nothing changed: %s", async (_what, name, value, message) => {
  const server = cluster.replicas[0] ?? "";
  const before = await flagOf(server, name);
  expect(await change(name, value, [server])).toEqual([{ server, before, after: before, ok: false, message }]);
  expect(await audit()).toMatchObject([{ verdict: "refused", before, after: before, message }]);
});

it("costs a server that cannot be asked its own line only, and sends it nothing", async () => {
  const [dead = "", alive = ""] = cluster.replicas;
  await page.get(`${C}/servers`);
  await cluster.kill(dead);
  const lines = await change("checkpoint_reserve_min_count", "7", [dead, alive, "127.0.0.1:1"]);
  const by = new Map(lines.map((line) => [line.server, line]));
  expect(by.get(alive)).toMatchObject({ ok: true, after: "7" });
  expect(by.get(dead)).toMatchObject({ ok: false, before: null, after: null });
  expect(by.get(dead)?.message).toBe(`Nothing was sent: ${dead} refuses connections: nothing listens on that port.`);
  expect(by.get("127.0.0.1:1")?.message).toContain("Nothing was sent: 127.0.0.1:1 is not a server of the cluster c");
  expect((await audit()).map((entry) => entry.server)).toEqual([alive]);
  await cluster.start(dead);
});

it("tells that a flag does not exist, and sends no change", async () => {
  const server = cluster.metas[0] ?? "";
  expect(await change("no_such_flag", "1", [server])).toEqual([
    {
      server,
      before: null,
      after: null,
      ok: false,
      message: "Nothing was sent: ERR_OBJECT_NOT_FOUND: 'no_such_flag' is not found",
    },
  ]);
  expect(changesSent()).toEqual([]);
});

it("shows secrets neither before nor after, nor in the log what somebody tried to set", async () => {
  const server = cluster.replicas[0] ?? "";
  const lines = await change("server_key", "hunter2hunter2", [server]);
  expect(lines).toMatchObject([{ before: "••••••••", after: "••••••••", ok: false }]);
  await page.post(`${C}/servers/${server}/updateConfig?server_key=hunter2hunter2`);
  const log = JSON.stringify(await audit());
  expect(log).not.toContain("hunter2");
  expect(log).not.toContain("5EC2E75E");
  expect(changesSent()).toEqual(["/updateConfig?server_key=hunter2hunter2", "/updateConfig?server_key=hunter2hunter2"]);
});

it.each<[what: string, body: string, words: string]>([
  ["no JSON", "{", "The body is not JSON."],
  ["nothing", "", "The body is not JSON."],
  ["a list", "[]", "The body: "],
  ["no servers", JSON.stringify({ name: "a", value: "1", servers: [] }), "servers: "],
  ["no value", JSON.stringify({ name: "a", servers: ["x:1"] }), "value: "],
  [
    "a name with a separator",
    JSON.stringify({ name: "a&b", value: "1", servers: ["x:1"] }),
    "name: expected a flag name",
  ],
  [
    "a value with a separator",
    JSON.stringify({ name: "a", value: "1&b=2", servers: ["x:1"] }),
    "value: cannot hold & or control characters",
  ],
  [
    "a batch that is no name",
    JSON.stringify({ name: "a", value: "1", servers: ["x:1"], batch: "a b" }),
    "batch: expected",
  ],
  ["a value with a line end", JSON.stringify({ name: "a", value: "1\n", servers: ["x:1"] }), "value: cannot hold"],
])("refuses a change of flags that is %s, in a sentence", async (_what, body, words) => {
  const failure = await failureIn(await page.post(`${C}/config`, body));
  expect(failure).toMatchObject({ status: 400, kind: "bad-request" });
  expect(failure.message).toContain(words);
  expect(await audit()).toEqual([]);
});

it("makes a change of flags from its own page only", async () => {
  const body = JSON.stringify({ name: "checkpoint_reserve_min_count", value: "7", servers: [cluster.replicas[0]] });
  for (const headers of [{ origin: "http://evil.example" }, { "x-pegasus-intent": "" }]) {
    expect(await failureIn(await page.post(`${C}/config`, body, headers))).toMatchObject({
      status: 403,
      kind: "forbidden",
    });
  }
  expect(changesSent()).toEqual([]);
});

it("changes nothing for a GET of the route that changes, however it is asked", async () => {
  const [server = ""] = cluster.replicas;
  const query = new URLSearchParams({ name: FLAG, value: "7", servers: server, [FLAG]: "7" });
  for (const road of ["config", "c%6fnfig", "config/", `servers/${server}/config`]) {
    const response = await page.get(`${C}/${road}?${query}`, { "x-pegasus-intent": "change" });
    expect([404, 405, 400]).toContain(response.status);
  }
  expect(changesSent()).toEqual([]);
});

it("writes a change to the log before it is sent, newest first, with its body", async () => {
  const seen: AuditEntry[][] = [];
  const meta = await overOne((socket, target) => {
    if (target !== "/meta/app/start_compaction") return void socket.write(answer("200 OK", "{}\n"));
    void audit().then((entries) => {
      seen.push(entries);
      socket.write(answer("200 OK", '{"error":"ERR_OK","hint_message":""}\n'));
    });
  });
  for (const table of ["first", "second"]) {
    await page.post(`${C}/leader/meta/app/start_compaction`, JSON.stringify({ app_name: table }));
  }
  expect(seen.map((entries) => entries.map(({ verdict }) => verdict))).toEqual([["pending"], ["pending", "ok"]]);
  expect((await audit()).map(({ what, server, verdict, message }) => ({ what, server, verdict, message }))).toEqual(
    ["second", "first"].map((table) => ({
      what: `POST /meta/app/start_compaction {"app_name":"${table}"}`,
      server: "leader",
      verdict: "ok",
      message: `${meta.address}: ERR_OK`,
    })),
  );
});

const outcomes: [what: string, behave: Behaviour, verdict: string, message: string, sent: number][] = [
  [
    "200 that means failure",
    (socket) => socket.write(answer("200 OK", '{"error":"ERR_BUSY","hint_msg":"please wait"}\n')),
    "refused",
    "ERR_BUSY: please wait",
    1,
  ],
  [
    "200 of a flag that means failure",
    (socket) => socket.write(answer("200 OK", '{"update_status":"ERR_INVALID_PARAMETERS: x is invalid"}\n')),
    "refused",
    "ERR_INVALID_PARAMETERS: x is invalid",
    1,
  ],
  [
    "400",
    (socket) => socket.write(answer("400 Bad Request", "app_name should not be empty")),
    "refused",
    "status 400: app_name should not be empty",
    1,
  ],
  ["500 without words", (socket) => socket.write(answer("500 Internal Server Error", "")), "refused", "status 500", 1],
  ["200 without a verdict", (socket) => socket.write(answer("200 OK", "num_symbols: 1\n")), "ok", "status 200", 1],
  ["dropped", (socket) => socket.destroy(), "unknown", "dropped the connection before the answer was whole", 1],
  ["silent", () => {}, "unknown", "takes the question and does not answer within 1.5 s", 1],
];

it.each(outcomes)(
  "puts the verdict into the log, and never sends a change twice: %s",
  async (_what, behave, verdict, message, sent) => {
    const meta = await overOne(behave, { limits: { connectMs: 2000, patienceMs: 1500, largestBytes: 100_000 } });
    await page.post(`${C}/leader/meta/app/start_compaction`, "{}");
    expect(meta.requests.filter((request) => request === "POST /meta/app/start_compaction")).toHaveLength(sent);
    const [entry] = await audit();
    expect(entry?.verdict).toBe(verdict);
    expect(entry?.message).toContain(message);
  },
);

it("says of a change that never left that it failed", async () => {
  const meta = await overOne(() => {});
  await meta.close();
  expect(await failureIn(await page.post(`${C}/leader/meta/app/start_compaction`, "{}"))).toMatchObject({
    kind: "unreachable",
  });
  expect(await audit()).toMatchObject([{ verdict: "failed" }]);
});

it("sends nothing when the log has broken since", async () => {
  await page.get(`${C}/leader/meta/cluster`);
  page.audit?.close();
  const server = cluster.metas[0] ?? "";
  const failure = await failureIn(await page.post(`${C}/leader/meta/app/start_compaction`, "{}"));
  expect(failure).toMatchObject({ status: 403, kind: "read-only" });
  expect(failure.message).toMatch(/^The audit log cannot be written \(.+\), and no change is made without it\.$/);
  const [line] = await change("checkpoint_reserve_min_count", "7", [server]);
  expect(line?.message).toMatch(/^Nothing was sent: The audit log cannot be written/);
  expect(changesSent()).toEqual([]);
});

it.each([
  ["one server", () => `servers/${cluster.replicas[0]}`, () => cluster.replicas[0]],
  ["the leader", () => "leader", () => cluster.metas[0]],
])(
  "writes down what a flag was before and is after, also where it is changed by the raw call to %s",
  async (_whom, road, who) => {
    const before = await flagOf(who() ?? "", "checkpoint_reserve_min_count");
    await page.post(`${C}/${road()}/updateConfig?checkpoint_reserve_min_count=21`);
    await page.post(`${C}/${road()}/updateConfig?checkpoint_reserve_min_count=nonsense`);
    expect(await audit()).toMatchObject([
      { server: who(), flag: "checkpoint_reserve_min_count", before: "21", after: "21", verdict: "refused" },
      { server: who(), flag: "checkpoint_reserve_min_count", before, after: "21", verdict: "ok" },
    ]);
  },
);

it("serves nothing older than a change, whatever its outcome", async () => {
  const server = cluster.replicas[0] ?? "";
  const value = async (): Promise<string> => {
    const response = await page.get(`${C}/servers/${server}/config?name=checkpoint_reserve_min_count`, {
      "cache-control": "max-age=60",
    });
    return (await response.text()).replace(/.*"value":"([^"]*)".*/s, "$1");
  };
  expect(await value()).not.toBe("9");
  await page.post(`${C}/servers/${server}/updateConfig?checkpoint_reserve_min_count=9`);
  expect(await value()).toBe("9");
  await change("checkpoint_reserve_min_count", "11", [server]);
  expect(await value()).toBe("11");
});

it.each<[what: string, path: string, body: string | undefined, sent: string]>([
  ["a profile says how long, though nobody did", "/pprof/profile", undefined, "GET /pprof/profile?seconds=10"],
  ["a profile of so many seconds", "/pprof/profile?seconds=1", undefined, "GET /pprof/profile?seconds=1"],
  ["seconds in another spelling", "/pprof/heap?seconds=07", undefined, "GET /pprof/heap?seconds=7"],
  ["growth", "/pprof/growth", undefined, "GET /pprof/growth"],
  ["symbols, with their body", "/pprof/symbol", "0x1+0x2", "POST /pprof/symbol"],
  ["a flag, by the method that Pegasus has for it", "/updateConfig?a=b", "ignored", "GET /updateConfig?a=b"],
])("sends %s", async (_what, path, body, sent) => {
  const meta = await overOne((socket) => socket.write(answer("200 OK", "done")));
  const response = await page.post(`${C}/servers/${meta.address}${path}`, body);
  expect([response.status, await response.text()]).toEqual([200, "done"]);
  expect(meta.requests.filter((request) => /pprof|updateConfig|heard/.test(request))).toEqual([sent]);
  expect((await audit()).map(({ server }) => server)).toEqual([meta.address]);
});

it.each(["0", "61", "-1", "1.5", "", "x", "4295"])("refuses a profile of %j seconds", async (seconds) => {
  const meta = await overOne((socket) => socket.write(answer("200 OK", "done")));
  for (const path of ["profile", "heap"]) {
    const response = await page.post(`${C}/servers/${meta.address}/pprof/${path}?seconds=${seconds}`);
    expect(await failureIn(response)).toEqual({
      status: 400,
      kind: "bad-request",
      message: "seconds must be a whole number from 1 to 60.",
    });
  }
  expect(meta.requests.filter((request) => request.includes("pprof"))).toEqual([]);
});

it("runs one costly call at a time on a server, by whatever name it is called", async () => {
  const waiting: (() => void)[] = [];
  const meta = await overOne((socket, target) => {
    if (target.startsWith("/pprof")) waiting.push(() => socket.write(answer("200 OK", "done")));
    else socket.write(answer("200 OK", "{}\n"));
  });
  const calls = ["leader", `servers/${meta.address}`, `servers/${encodeURIComponent(meta.address)}`].map((road) =>
    page.post(`${C}/${road}/pprof/growth`),
  );
  for (let done = 1; done <= calls.length; done++) {
    await expect.poll(() => waiting.length, PATIENT).toBe(1);
    // Others are served meanwhile: only costly calls wait for each other.
    expect((await page.get(`${C}/servers/${meta.address}/version`)).status).toBe(200);
    expect(meta.requests.filter((request) => request.includes("pprof"))).toHaveLength(done);
    waiting.shift()?.();
  }
  expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200, 200]);
});

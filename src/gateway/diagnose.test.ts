// What is wrong with the address of a meta server, step by step, over real sockets.
import { expect, it } from "vitest";
import { DIAGNOSE_STEPS, diagnoseLineSchema, type DiagnoseLine } from "#api/diagnose.ts";
import { diagnoseRoute } from "#api/routes.ts";
import { startCluster } from "#sim/cluster.ts";
import { closedAfterEach } from "./testing/closing.ts";
import { failureIn, openDashboard, type Dashboard, type DashboardOptions } from "./testing/dashboard.ts";
import { answer, faultServer, pastTheGate, type Behaviour, type FaultServer } from "./testing/fault-server.ts";
import { leads } from "./testing/made-up-meta.ts";

const LIMITS = { connectMs: 2000, patienceMs: 1000, largestBytes: 4_000_000 };
const later = closedAfterEach();

function opened(metas: readonly string[], more: Partial<DashboardOptions> = {}): Dashboard {
  return later(openDashboard({ metas, limits: LIMITS, ...more }));
}

async function server(behave: Behaviour): Promise<string> {
  return later(await faultServer(behave)).address;
}

async function linesOf(page: Dashboard, address: string): Promise<DiagnoseLine[]> {
  const response = await page.get(diagnoseRoute(address));
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
  return (await response.text())
    .trimEnd()
    .split("\n")
    .map((line) => diagnoseLineSchema.parse(JSON.parse(line)));
}

function told(lines: readonly DiagnoseLine[]): string[] {
  return lines.map(({ step, outcome }) => `${step} ${outcome}`);
}

it("finds nothing wrong with the metas of a healthy cluster, whether they lead or not", async () => {
  const cluster = later(await startCluster({ scenario: "healthy" }));
  const page = opened(cluster.metas);
  for (const meta of cluster.metas) {
    const lines = await linesOf(page, meta);
    expect(told(lines)).toEqual(DIAGNOSE_STEPS.map((step) => `${step} ok`));
    expect(lines.find(({ step }) => step === "role")?.message).toMatch(
      /is a Pegasus meta server of the cluster ".+", version .+/,
    );
    expect(lines.at(-1)?.message).toBe("5 of 5 replica servers answer.");
    for (const { ms } of lines) expect(ms).toBeGreaterThanOrEqual(0);
  }
  expect(cluster.deaths()).toBe(0);
});

it("says who of the replica servers does not answer, and whether that is news to the leader", async () => {
  const cluster = later(await startCluster({ scenario: "healthy" }));
  const page = opened(cluster.metas);
  const [dead = ""] = cluster.replicas;
  await page.get("/api/clusters/c/servers");
  await cluster.kill(dead);
  const last = (await linesOf(page, cluster.metas[0] ?? "")).at(-1);
  expect(last).toMatchObject({ step: "replicas", outcome: "warning", message: expect.stringContaining(dead) });
  expect(last?.message).toContain("4 of 5 replica servers answer");
  expect(last?.next).toContain("let it pass to their ports");
});

it("does not ask a meta that is starting, which would kill it", async () => {
  const cluster = later(await startCluster({ scenario: "healthy" }));
  const [meta = ""] = cluster.metas;
  await cluster.restart(meta, { startMs: 20_000 });
  const lines = await linesOf(opened(cluster.metas), meta);
  expect(told(lines).at(-1)).toBe("leader failed");
  expect(lines.at(-1)).toMatchObject({
    message: expect.stringContaining("has just started"),
    next: expect.stringContaining("Wait"),
  });
  expect(cluster.deaths()).toBe(0);
});

const http =
  (status: string, body: string, headers = ""): Behaviour =>
  (socket) =>
    socket.end(answer(status, body, headers));
const bytes =
  (text: string): Behaviour =>
  (socket) =>
    socket.end(text, "latin1");
const says =
  (target: string, otherwise: Behaviour): Behaviour =>
  (socket, asked, body) =>
    asked === target
      ? socket.write(answer("200 OK", '{"RecentStartTime":"2026-01-01 00:00:00"}\n'))
      : otherwise(socket, asked, body);

it.each<[what: string, behave: Behaviour, last: string, words: string]>([
  ["a port that says nothing", () => {}, "http failed", "takes connections and says nothing"],
  ["a port that closes", (socket) => socket.end(), "http failed", "closes the connection at a plain HTTP request"],
  ["TLS", bytes("\x15\x03\x01\0\x02\x02\x16"), "http failed", "speaks TLS"],
  ["SSH", bytes("SSH-2.0-OpenSSH_9.2\r\n"), "http failed", "is an SSH server"],
  ["another protocol", bytes("-ERR unknown command\r\n"), "http failed", "not HTTP"],
  [
    "a web server",
    http("404 Not Found", "<html>", "Server: nginx/1.22.1\r\n"),
    "pegasus failed",
    "a web server (nginx/1.22.1)",
  ],
  ["a web server that says OK", http("200 OK", "<html>"), "pegasus failed", "something that speaks HTTP"],
  ["Prometheus", http("404 Not Found", "404 page not found\n"), "pegasus failed", "as Prometheus and its exporters do"],
  [
    "an exporter in chunks",
    bytes("HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n13\r\n404 page not found\n\r\n0\r\n\r\n"),
    "pegasus failed",
    "as Prometheus and its exporters do",
  ],
  [
    "a proxy that refuses",
    http("403 Forbidden", "no", "Server: squid\r\n"),
    "pegasus failed",
    "refuses with status 403 (squid)",
  ],
  [
    "a dashboard",
    http("401 Unauthorized", '{"error":{"kind":"sign-in","message":""}}'),
    "pegasus failed",
    "is a Pegasus Dashboard",
  ],
  [
    "this dashboard",
    http("421 Misdirected Request", "This dashboard does not answer to that host name.\n"),
    "pegasus failed",
    "is a Pegasus Dashboard",
  ],
  [
    "a Pegasus of old",
    http("404 Not Found", 'service not found for "recentStartTime"'),
    "pegasus failed",
    "before 2.5.0",
  ],
  [
    "a replica server",
    says("/recentStartTime", (socket, target) =>
      socket.write(
        target.startsWith("/metrics")
          ? answer("200 OK", '{"cluster":"c","role":"replica","host":"h","port":1,"timestamp_ns":1,"entities":[]}')
          : target.startsWith("/config")
            ? answer(
                "200 OK",
                '{"name":"server_list","section":"meta_server","type":"FV_STRING","tags":"","description":"","value":"m1:34601"}\n',
              )
            : answer("200 OK", '{"GitCommit":"x","Version":"2.6.0"}\n'),
      ),
    ),
    "role failed",
    'replica server of the cluster "c", version 2.6.0, and no meta server',
  ],
  [
    "a meta that knows no leader",
    pastTheGate((socket, target) =>
      socket.write(
        target.startsWith("/meta/")
          ? answer("307 Temporary Redirect", "", "Location: http://invalid host_port/meta/cluster\r\n")
          : answer("200 OK", '{"GitCommit":"x","Version":"2.6.0"}\n'),
      ),
    ),
    "leader failed",
    "know no leader",
  ],
])("tells %s", async (_, behave, last, words) => {
  const address = await server(behave);
  const lines = await linesOf(opened([address]), address);
  expect(told(lines).at(-1)).toBe(last);
  expect(lines.at(-1)?.message).toContain(words);
  expect(lines.at(-1)?.next).not.toBe("");
  expect(told(lines.slice(0, -1)).every((line) => line.endsWith(" ok"))).toBe(true);
});

it("tells a port where nobody listens, and a name that does not resolve", async () => {
  const gone = await faultServer(() => {});
  await gone.close();
  const closed = await linesOf(opened([gone.address]), gone.address);
  expect(told(closed)).toEqual(["name ok", "port failed"]);
  expect(closed.at(-1)?.message).toContain("nothing listens on that port");
  const page = opened(["nowhere.invalid:34601"], { resolve: () => Promise.reject(new Error("ENOTFOUND")) });
  expect(await linesOf(page, "nowhere.invalid:34601")).toMatchObject([
    {
      step: "name",
      outcome: "failed",
      message: "The name nowhere.invalid does not resolve from here.",
      next: expect.stringContaining("DNS"),
    },
  ]);
});

it("says what to do about a leader's name that nobody here knows", async () => {
  const unknown = (host: string): Promise<string> =>
    host.endsWith(".invalid") ? Promise.reject(new Error("ENOTFOUND")) : Promise.resolve(host);
  const address = await server(
    pastTheGate((socket, target) =>
      socket.write(
        target.startsWith("/meta/")
          ? answer("307 Temporary Redirect", "", "Location: http://leader.invalid:34601/meta/cluster\r\n")
          : answer("200 OK", '{"GitCommit":"x","Version":"2.6.0"}\n'),
      ),
    ),
  );
  expect((await linesOf(opened([address], { resolve: unknown }), address)).at(-1)).toMatchObject({
    step: "leader",
    outcome: "failed",
    message: expect.stringContaining("leader.invalid:34601, which does not resolve from here"),
    next: "Say where that name is with resolve in the configuration.",
  });
});

it("looks at nobody who is not configured, and at no recording", async () => {
  const stranger = later(await faultServer(() => {}));
  const meta: FaultServer = later(
    await faultServer(leads(() => ({ self: meta.address, metas: [meta.address], replicas: [stranger.address] }))),
  );
  const page = opened([meta.address]);
  for (const address of [stranger.address, `localhost:${meta.address.split(":")[1] ?? ""}`, "", "__proto__"]) {
    expect(await failureIn(await page.get(diagnoseRoute(address)))).toMatchObject({
      status: 403,
      kind: "not-a-member",
    });
  }
  const replay = opened([meta.address], { settings: { kind: "replay", writes: false } });
  expect(await failureIn(await replay.get(diagnoseRoute(meta.address)))).toMatchObject({
    status: 400,
    kind: "bad-request",
  });
  expect([stranger.accepted(), meta.accepted()]).toEqual([0, 0]);
});

import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, it, vi } from "vitest";
import { startCluster, type ClusterOptions, type SimulatedCluster } from "./cluster.ts";
import { RawConnection } from "./raw-connection.ts";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).toReversed()) await thing.close();
});

async function cluster(options: Partial<ClusterOptions> = {}): Promise<SimulatedCluster> {
  const started = await startCluster({ scenario: "healthy", ...options });
  open.push(started);
  return started;
}

function connection(server = ""): RawConnection {
  const made = new RawConnection(server);
  open.push(made);
  return made;
}

async function ask(server: string | undefined, text: string): Promise<string> {
  const made = connection(server);
  made.send(text);
  const answer = await made.answer();
  expect(made.leftover).toBe("");
  made.close();
  return answer;
}

function get(target: string): string {
  return `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
}

it("starts three metas, of which the first leads, and five replica servers on ports of 127.0.0.1", async () => {
  const { name, metas, replicas, leader, scenario } = await cluster();
  expect([name, scenario, metas.length, replicas.length]).toEqual(["demo", "healthy", 3, 5]);
  expect(leader()).toBe(metas[0]);
  for (const server of [...metas, ...replicas]) {
    expect(server).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(await ask(server, get("/version"))).toBe(
      'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 84\r\n\r\n{"Version":"2.6.0-SNAPSHOT","GitCommit":"db756dcdf24e2af6169659a67548501ed61f106c"}\n',
    );
  }
});

it.each<[what: string, request: string, answer: string]>([
  [
    "an unknown path",
    get("/favicon.ico"),
    'HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 35\r\n\r\nservice not found for "favicon.ico"',
  ],
  [
    "a raw non-ASCII path, in bytes",
    get("/vérsion"),
    'HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 32\r\n\r\nservice not found for "vérsion"',
  ],
  [
    "an empty refusal",
    get("/configs?x=1"),
    "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n",
  ],
  [
    "a bad escape",
    get("/version%"),
    "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 101\r\n\r\nfailed to parse request: ERR_INVALID_PARAMETERS: Encountered partial escape sequence at end of string",
  ],
  [
    "a plain text with status 200",
    get("/config?name=nope"),
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 41\r\n\r\nERR_OBJECT_NOT_FOUND: 'nope' is not found",
  ],
  [
    "a POST with a body",
    "POST /updateConfig HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na=b",
    'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 98\r\n\r\n{"update_status":"ERR_INVALID_PARAMETERS: there should be exactly one config to be updated once"}\n',
  ],
  [
    "a target in absolute form",
    get("http://elsewhere:1/meta/app?name=temp"),
    'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 91\r\n\r\n{"general":{"app_name":"temp","app_id":"2","partition_count":"8","max_replica_count":"3"}}\n',
  ],
])("answers %s to the byte", async (_, request, answer) => {
  const { metas } = await cluster();
  expect(await ask(metas[0], request)).toBe(answer);
});

it("redirects from a standby to the byte", async () => {
  const { metas } = await cluster();
  expect(await ask(metas[2], get("/meta/app?name=%E8%A1%A8&detail"))).toBe(
    `HTTP/1.1 307 Temporary Redirect\r\nContent-Type: text/plain\r\nContent-Length: 0\r\nLocation: http://${metas[0]}/meta/app?detail=&name=表\r\n\r\n`,
  );
});

it("keeps connections open and answers in order", async () => {
  const { replicas } = await cluster();
  const kept = connection(replicas[0]);
  for (let round = 0; round < 3; round++) {
    kept.send(get("/recentStartTime"));
    expect(await kept.answer()).toContain("RecentStartTime");
  }
  kept.send(get("/a") + get("/b"));
  expect(await kept.answer()).toContain('"a"');
  expect(await kept.answer()).toContain('"b"');
});

it.each([
  ["PUT", "PUT /version HTTP/1.1\r\n\r\n"],
  ["HEAD", "HEAD /version HTTP/1.1\r\n\r\n"],
  ["a TLS greeting", "\u0016\u0003\u0001\u0002\u0000"],
  ["a bad request line", "GET version HTTP/1.1\r\n\r\n"],
])("closes the connection on %s without a word", async (_, request) => {
  const { metas } = await cluster();
  const made = connection(metas[0]);
  made.send(request);
  expect(await made.end()).toBe("closed");
  expect(made.leftover).toBe("");
});

it("does not close after Connection: close, but answers no second request", async () => {
  const { metas } = await cluster();
  const made = connection(metas[0]);
  made.send("GET /version HTTP/1.1\r\nConnection: close\r\n\r\n");
  expect(await made.answer()).toContain("200 OK");
  made.send(get("/version"));
  expect(await made.end()).toBe("closed");
  expect(made.leftover).toBe("");
});

it("ends connections and refuses new ones when a server is killed", async () => {
  const { replicas, kill } = await cluster();
  const kept = connection(replicas[1]);
  kept.send(get("/version"));
  await kept.answer();
  await kill(replicas[1] ?? "");
  expect(await kept.end()).toBe("closed");
  expect(await connection(replicas[1]).end()).toBe("ECONNREFUSED");
  await kill(replicas[1] ?? "");
});

it("starts a killed server anew on its port: another start time, flags as the INI has them", async () => {
  let now = Date.UTC(2026, 2, 13, 8);
  const { replicas, restart, start } = await cluster({ clock: { now: () => now } });
  const server = replicas[0] ?? "";
  const flag = get("/config?name=config_sync_interval_ms");
  await ask(server, get("/updateConfig?config_sync_interval_ms=20000"));
  expect(await ask(server, flag)).toContain('"value":"20000"');
  expect(await ask(replicas[1], flag)).toContain('"value":"30000"');
  now += 5000;
  await restart(server);
  expect(await ask(server, flag)).toContain('"value":"30000"');
  expect(await ask(server, get("/recentStartTime"))).toContain("2026-03-13 08:00:05");
  await expect(start(server)).rejects.toThrow(`${server} runs already`);
});

it("lets a frozen server take connections and answer only when it thaws", async () => {
  const { replicas, freeze, thaw } = await cluster();
  const server = replicas[0] ?? "";
  const before = connection(server);
  before.send(get("/version"));
  await before.answer();
  freeze(server);
  const during = connection(server);
  for (const made of [before, during]) made.send(get("/version"));
  await delay(100);
  expect([before.leftover, during.leftover]).toEqual(["", ""]);
  thaw(server);
  expect(await before.answer()).toContain("200 OK");
  expect(await during.answer()).toContain("200 OK");
});

it("a starting meta that is asked for /meta/* dies, and is counted", async () => {
  const { metas, restart, deaths, requests } = await cluster();
  const server = metas[1] ?? "";
  await restart(server, { startMs: 60_000 });
  expect(await ask(server, get("/metrics?metrics=beacon_failed_count"))).toContain('"entities": []');
  const made = connection(server);
  made.send(get("/meta/cluster"));
  expect(await made.end()).toBe("closed");
  expect(made.leftover).toBe("");
  expect(await connection(server).end()).toBe("ECONNREFUSED");
  expect(deaths()).toBe(1);
  expect(requests(server).map(({ method, target }) => [method, target])).toEqual([
    ["GET", "/metrics?metrics=beacon_failed_count"],
    ["GET", "/meta/cluster"],
  ]);
});

it("a meta that has started stands by", async () => {
  let now = Date.UTC(2026, 2, 13, 8);
  const { metas, restart, deaths } = await cluster({ clock: { now: () => now } });
  const server = metas[1] ?? "";
  await restart(server, { startMs: 2000, dangerMs: 1000 });
  now += 3000;
  expect(await ask(server, get("/meta/cluster"))).toContain(`Location: http://${metas[0]}/meta/cluster`);
  expect(deaths()).toBe(0);
});

it("logs requests and counts them", async () => {
  const { metas, replicas, requests, requestCount } = await cluster();
  await ask(metas[0], get("/version"));
  await ask(replicas[0], get("/meta/apps?x"));
  expect(requests()).toEqual([
    { at: expect.any(Number), server: metas[0], method: "GET", target: "/version" },
    { at: expect.any(Number), server: replicas[0], method: "GET", target: "/meta/apps?x" },
  ]);
  expect(requests(replicas[0])).toHaveLength(1);
  expect([requestCount(metas[0] ?? ""), requestCount(metas[1] ?? "")]).toEqual([1, 0]);
});

it("says so when somebody else has taken the port of a dead server", async () => {
  const { replicas, kill, start } = await cluster();
  const server = replicas[0] ?? "";
  const port = Number(server.split(":")[1]);
  await kill(server);
  const intruder = createServer().listen(port, "127.0.0.1");
  await once(intruder, "listening");
  await expect(start(server)).rejects.toThrow(`Port ${port} of a simulated server is taken by another process`);
  intruder.close();
  await once(intruder, "close");
  await start(server);
  expect(await ask(server, get("/version"))).toContain("200 OK");
});

it("names the servers it has when it is given another", async () => {
  const { kill, freeze, metas } = await cluster();
  await expect(kill("127.0.0.1:1")).rejects.toThrow(`127.0.0.1:1 is no server of this cluster; it has ${metas[0]}, `);
  expect(() => {
    freeze("nobody");
  }).toThrow("nobody is no server of this cluster");
});

it("moves the leader by its timeline: 8 s, 9 s more until another leads, 30 s until the dead one is back", async () => {
  let now = Date.UTC(2026, 2, 13, 8);
  const waits: { ms: number; pass: () => void }[] = [];
  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      waits.push({ ms, pass: resolve });
    });
  /** Lets the scenario's next wait end, and all of its time but `late` ms with it. */
  const pass = async (late = 0): Promise<number> => {
    await vi.waitFor(() => {
      expect(waits).toHaveLength(1);
    });
    const [next] = waits.splice(0);
    now += (next?.ms ?? 0) - late;
    next?.pass();
    return next?.ms ?? 0;
  };
  const { metas, leader } = await cluster({ scenario: "leader-moves", clock: { now: () => now }, wait });
  const [first = "", second = "", third = ""] = metas;
  const nodes = get("/meta/nodes");

  expect(leader()).toBe(first);
  expect(await pass()).toBe(8000);
  await vi.waitFor(() => {
    expect(leader()).toBeNull();
  });
  expect(await connection(first).end()).toBe("ECONNREFUSED");
  expect(await pass(1)).toBe(9000);
  expect(await ask(third, nodes)).toContain(`Location: http://${first}/meta/nodes`);
  now += 1;
  expect(leader()).toBe(second);
  expect(await ask(second, nodes)).toContain('"total_node_count":"0"');
  expect(await ask(third, nodes)).toContain(`Location: http://${second}/meta/nodes`);
  expect(await pass()).toBe(30_000);
  await vi.waitFor(async () => expect(await ask(first, get("/version"))).toContain("200 OK"));
  now += 1000;
  expect(await ask(first, nodes)).toContain(`Location: http://${second}/meta/nodes`);
  expect(await ask(second, nodes)).toContain('"alive_node_count":"5"');
});

it("scales the scenario and the cluster alike", async () => {
  // Fifty times as fast: 160 ms and 180 ms.
  const { metas, leader } = await cluster({ scenario: "leader-moves", timeScale: 1 / 50 });
  await vi.waitFor(
    () => {
      expect(leader()).toBe(metas[1]);
    },
    { timeout: 5000, interval: 20 },
  );
});

it("closes its ports, in the middle of a scenario, too", async () => {
  const started = await startCluster({ scenario: "leader-moves" });
  await started.close();
  for (const server of started.metas) expect(await connection(server).end()).toBe("ECONNREFUSED");
});

it("tells on close that its scenario failed", async () => {
  const started = await startCluster({
    scenario: "leader-moves",
    wait: () => Promise.reject(new Error("no time")),
  });
  await expect(started.close()).rejects.toThrow("no time");
});

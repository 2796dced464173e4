// The gateway's routes over a simulated cluster on real ports, as a browser meets them.
import { afterAll, beforeAll, expect, it } from "vitest";
import type * as z from "zod/mini";
import { clustersSchema, rosterSchema, sessionSchema } from "#api/clusters.ts";
import { INTENT_HEADER } from "#api/changes.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { C, ORIGIN, failureIn, openDashboard, type Dashboard, type DashboardOptions } from "./testing/dashboard.ts";
import { answer, faultServer, pastTheGate } from "./testing/fault-server.ts";

const FRESH = { "cache-control": "max-age=0" };
const LARGEST_BODY = 64 * 1024;

let cluster: SimulatedCluster;
let page: Dashboard;

beforeAll(async () => {
  cluster = await startCluster({ scenario: "healthy" });
  page = openDashboard({ metas: cluster.metas });
});

afterAll(async () => {
  await page.close();
  await cluster.close();
});

function server(role: "metas" | "replicas", index: number): string {
  const found = cluster[role][index];
  if (found === undefined) throw new Error(`There are not so many ${role}.`);
  return found;
}

/** A dashboard of its own for one test. */
async function within<T>(options: Partial<DashboardOptions>, work: (dashboard: Dashboard) => Promise<T>): Promise<T> {
  const dashboard = openDashboard({ metas: cluster.metas, ...options });
  try {
    return await work(dashboard);
  } finally {
    await dashboard.close();
  }
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

async function read<T>(schema: z.ZodMiniType<T>, response: Response): Promise<T> {
  expect(response.status).toBe(200);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  return schema.parse(await response.json());
}

it("says that it is well", async () => {
  const response = await page.get("/healthz");
  expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
});

it("says who one is without sign-in: everybody is the operator", async () => {
  const session = await read(sessionSchema, await page.get("/api/session"));
  expect(session).toEqual({ user: "local", role: "operator", signIn: "none" });
});

it("lists its clusters with their health", async () => {
  expect(await read(clustersSchema, await page.get("/api/clusters"))).toMatchObject([
    { name: "c", title: "Cluster C", environment: null, writes: false, kind: "demo", health: "ok" },
  ]);
});

it("shows the roster: metas first, each once, who leads and who lives", async () => {
  const roster = await read(rosterSchema, await page.get(`${C}/servers`));
  const leader = cluster.leader();
  expect(roster.map((entry) => entry.server)).toEqual([
    ...cluster.metas.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })),
    ...cluster.replicas.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })),
  ]);
  expect(roster.filter((entry) => entry.leader).map((entry) => entry.server)).toEqual([leader]);
  expect(roster.map(({ role, alive, starting }) => ({ role, alive, starting }))).toEqual([
    ...cluster.metas.map(() => ({ role: "meta", alive: true, starting: false })),
    ...cluster.replicas.map(() => ({ role: "replica", alive: true, starting: false })),
  ]);
});

it.each(["/meta/cluster", "/meta/nodes", "/meta/apps", "/meta/app?name=temp&detail", "/meta/app_envs?name=temp"])(
  "gives the leader's own answer to %s, byte for byte",
  async (target) => {
    const direct = await fetch(`http://${cluster.leader()}${target}`);
    const response = await page.get(`${C}/leader${target}`);
    expect([response.status, response.headers.get("content-type")]).toEqual([direct.status, "text/plain"]);
    expect(await response.text()).toBe(await direct.text());
    expect(response.headers.get("x-pegasus-server")).toBe(cluster.leader());
    expect(response.headers.get("x-pegasus-hops")).toBe("");
    expect(response.headers.get("x-pegasus-ms")).toMatch(/^\d+$/);
    expect(response.headers.get("x-pegasus-age")).toMatch(/^\d+$/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toContain("sandbox");
    expect(response.headers.get("cache-control")).toBe("no-store");
  },
);

it.each(["/", "", "/version", "/recentStartTime", "/metrics?types=disk", "/config?name=timeout_ms", "/nowhere?x"])(
  "gives a replica server's own answer to %s, refusals included",
  async (target) => {
    const direct = await fetch(`http://${server("replicas", 0)}${target}`);
    const response = await page.get(`${C}/servers/${encodeURIComponent(server("replicas", 0))}${target}`);
    if (target.startsWith("/nowhere")) return expect(response.status).toBe(405);
    expect(response.headers.get("x-pegasus-server")).toBe(server("replicas", 0));
    const [text, wanted] = [await response.text(), await direct.text()];
    const moment = /"timestamp_ns": \d+/;
    expect([response.status, text.replace(moment, "")]).toEqual([direct.status, wanted.replace(moment, "")]);
  },
);

it("answers the leader route outside /meta with the leader's own words", async () => {
  const response = await page.get(`${C}/leader/recentStartTime`);
  const direct = await fetch(`http://${cluster.leader()}/recentStartTime`);
  expect([response.headers.get("x-pegasus-server"), await response.text()]).toEqual([
    cluster.leader(),
    await direct.text(),
  ]);
});

it("follows the redirect of a backup, tells it, and lets none reach the browser", async () => {
  const response = await page.get(`${C}/servers/${server("metas", 1)}/meta/nodes`);
  expect([response.status, response.headers.get("location")]).toEqual([200, null]);
  expect(response.headers.get("x-pegasus-server")).toBe(cluster.leader());
  expect(response.headers.get("x-pegasus-hops")).toBe(`${server("metas", 1)} 307`);
});

it("finds the leader from a configuration that names a backup alone", async () => {
  await within({ metas: [server("metas", 2)] }, async (look) => {
    const response = await look.get(`${C}/leader/meta/nodes`);
    expect(response.headers.get("x-pegasus-server")).toBe(cluster.leader());
    expect(response.headers.get("x-pegasus-hops")).toBe(`${server("metas", 2)} 307`);
    // From then on it is asked first.
    const next = await look.get(`${C}/leader/meta/apps`);
    expect(next.headers.get("x-pegasus-hops")).toBe("");
  });
});

it("uses of a Location its authority alone: path, query, method and body stay as they were asked", async () => {
  const seen: string[] = [];
  const leader = await faultServer(
    pastTheGate((socket, target, body) => {
      seen.push(`${target} ${body}`);
      socket.write(answer("200 OK", '{"error":"ERR_OK","hint_message":""}\n'));
    }),
  );
  const backup = await faultServer(
    pastTheGate((socket) =>
      // As real backups do: decoded and un-encoded, in another order (reference 9.3).
      socket.write(answer("307 Temporary Redirect", "", `Location: http://${leader.address}/meta/other?b=&a=x y\r\n`)),
    ),
  );
  await within({ metas: [backup.address], audited: true }, async (look) => {
    await look.get(`${C}/leader/meta/app?name=a%20b%26c`);
    const changed = await look.post(`${C}/leader/meta/app/start_compaction`, '{"app_name":"é"}');
    expect([changed.status, changed.headers.get("x-pegasus-hops")]).toEqual([200, ""]);
    const first = await look.post(`${C}/servers/${backup.address}/meta/app/start_compaction`, '{"app_name":"é"}');
    expect(first.headers.get("x-pegasus-hops")).toBe(`${backup.address} 307`);
  });
  const body = Buffer.from('{"app_name":"é"}').toString("latin1");
  // Pegasus reads %26 as a separator (reference 1.5): that is what is sent.
  expect(seen).toEqual([
    "/meta/app?name=a%20b&c ",
    `/meta/app/start_compaction ${body}`,
    `/meta/app/start_compaction ${body}`,
  ]);
  expect(leader.requests.at(-1)).toBe("POST /meta/app/start_compaction");
  await leader.close();
  await backup.close();
});

it.each([
  ["//meta///apps/", "/meta/apps"],
  ["/meta%2Fapps", "/meta/apps"],
  ["/%20meta%20/apps", "/meta/apps"],
  ["/meta/app?&&name=temp&", "/meta/app?name=temp"],
  ["/meta/app?name=temp&detail=", "/meta/app?name=temp&detail"],
  ["/meta/app?name%3Dtemp", "/meta/app?name=temp"],
])("sends %s in Pegasus's normal form: %s", async (spelled, target) => {
  await within({}, async (look) => {
    const sent = await sentDuring(async () => {
      expect((await look.get(`${C}/leader${spelled}`)).status).toBe(200);
    });
    expect(sent).toContain(`GET ${target}`);
    expect(sent.filter((line) => line.includes("/meta/"))).toHaveLength(1);
  });
});

it("lets nothing of the browser's own headers travel upstream", async () => {
  const meta = await faultServer(pastTheGate((socket) => socket.write(answer("200 OK", "{}\n"))));
  await within({ metas: [meta.address] }, async (look) => {
    await look.get(`${C}/leader/meta/cluster`, { cookie: "secret", authorization: "Bearer x", "x-evil": "1" });
  });
  expect(meta.heads.at(-1)?.toLowerCase()).not.toMatch(/cookie|authorization|x-evil|origin|user-agent|accept-encoding/);
  await meta.close();
});

it.each<[what: string, path: string, status: number, kind: string]>([
  ["an unknown cluster", "/api/clusters/nowhere/servers", 404, "not-found"],
  ["an unknown cluster's leader", "/api/clusters/nowhere/leader/meta/apps", 404, "not-found"],
  ["an unknown server", `${C}/servers/127.0.0.1:1/version`, 403, "not-a-member"],
  ["a server of the neighbourhood", `${C}/servers/example.com:80/version`, 403, "not-a-member"],
  ["no server", `${C}/servers//version`, 404, "not-found"],
  ["an unreadable server", `${C}/servers/%ff/version`, 400, "bad-request"],
  ["an unknown route", "/api/nothing", 404, "not-found"],
  ["an unknown route of a cluster", `${C}/nothing`, 404, "not-found"],
  ["a route that only begins like another", `${C}/leaderboard/meta/apps`, 404, "not-found"],
  ["a change of flags by GET", `${C}/config`, 404, "not-found"],
  ["a clock of what is no recording", `${C}/replay`, 404, "not-found"],
  ["load of no app", `${C}/load?app=temp`, 400, "bad-request"],
  ["NUL", `${C}/leader/meta/app?name=a%00b`, 400, "bad-request"],
  ["CR", `${C}/leader/meta/app?name=a%0dX:1`, 400, "bad-request"],
  ["LF", `${C}/leader/meta/app?name=a%0AX:1`, 400, "bad-request"],
  ["half an escape", `${C}/leader/meta/app?name=%4`, 400, "bad-request"],
  ["a parameter twice", `${C}/leader/meta/app?name=a&name=b`, 400, "bad-request"],
  ["more than a server reads at once", `${C}/leader/meta/app?name=${"x".repeat(4000)}`, 413, "too-large"],
])("refuses %s with a sentence, and asks nobody", async (_what, path, status, kind) => {
  const sent = await sentDuring(async () => {
    const failure = await failureIn(await page.get(path));
    expect(failure).toMatchObject({ status, kind });
    expect(failure.message).toMatch(/^\S.{10,}\S$/);
  });
  expect(sent.filter((line) => !/\/(meta\/(cluster|nodes)|version|recentStartTime|metrics|config)/.test(line))).toEqual(
    [],
  );
});

it.each([
  "/updateConfig?enable_acl=true",
  "//updateConfig?x=1",
  "/%75pdateConfig?x=1",
  "/meta/app/start_compaction",
  "/meta/app/start_bulk_load",
  "/meta/app/usage_scenario",
  "/pprof/profile?seconds=1",
  "/pprof/heap",
  "/pprof/growth",
  "/pprof/symbol",
  "/meta/nothing",
  "/unheard/of",
])("does not send %s for a GET, nor for a POST of another site", async (target) => {
  await page.get(`${C}/leader/meta/cluster`);
  const sent = await sentDuring(async () => {
    for (const road of [`${C}/leader`, `${C}/servers/${server("metas", 0)}`]) {
      const response = await page.get(`${road}${target}`);
      expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
      expect((await failureIn(response)).kind).toBe("bad-request");
      const foreign = await page.post(`${road}${target}`, "{}", { origin: "http://evil.example" });
      expect(await failureIn(foreign)).toMatchObject({ status: 403, kind: "forbidden" });
    }
  });
  expect(sent).toEqual([]);
});

it.each(["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])("has no route for %s", async (method) => {
  const sent = await sentDuring(async () => {
    const request = new Request(`${ORIGIN}${C}/leader/meta/apps`, { method, headers: { host: "localhost" } });
    expect((await page.fetch(request)).status).toBe(404);
  });
  expect(sent).toEqual([]);
});

it.each<[headers: Record<string, string>, allowed: boolean]>([
  [{}, true],
  [{ origin: "http://127.0.0.1:8080" }, true],
  [{ origin: "http://[::1]:8080" }, true],
  [{ origin: "http://dash.example:8080", host: "dash.example:8080" }, true],
  [{ origin: "http://localhost:8081" }, false],
  [{ origin: "http://localhost" }, false],
  [{ origin: "https://localhost:8080" }, false],
  [{ origin: "null" }, false],
  [{ origin: "" }, false],
  [{ origin: "http://evil.example:8080" }, false],
  [{ origin: "http://localhost:8080.evil.example" }, false],
  [{ origin: "http://evil.example:8080", host: "dash.example" }, false],
  [{ [INTENT_HEADER]: "" }, false],
  [{ [INTENT_HEADER]: "read" }, false],
])("a change with %j passes the door: %s", async (headers, allowed) => {
  // Past the door it is refused for want of an audit log.
  const failure = await failureIn(await page.post(`${C}/leader/meta/app/start_compaction`, "{}", headers));
  expect([failure.status, failure.kind]).toEqual([403, allowed ? "read-only" : "forbidden"]);
});

it.each<[host: string, known: boolean]>([
  ["localhost", true],
  ["LOCALHOST:99", true],
  ["127.0.0.1:8080", true],
  ["[::1]:8080", true],
  ["dash.example", true],
  ["evil.example", false],
  ["localhost.evil.example", false],
  ["localhost:8080@evil.example", false],
  ["", false],
])("a request for the host %j is answered: %s", async (host, known) => {
  for (const path of ["/healthz", "/api/session", `${C}/leader/version`, "/api/nothing"]) {
    const sent = await sentDuring(async () => {
      const response = await page.get(path, { host });
      expect([path, response.status === 421]).toEqual([path, !known]);
    });
    if (!known) expect(sent).toEqual([]);
  }
});

it("refuses changes on a read-only cluster, whoever asks, and says why", async () => {
  const why = "Because I say so.";
  await within({ settings: { writes: false, writesRefused: why } }, async (look) => {
    await look.get(`${C}/leader/meta/cluster`);
    expect(await read(clustersSchema, await look.get("/api/clusters"))).toMatchObject([
      { writes: false, writesRefused: why },
    ]);
    const sent = await sentDuring(async () => {
      const body = JSON.stringify({ name: "enable_acl", value: "true", servers: [server("metas", 0)] });
      for (const [path, text] of [
        [`${C}/config`, body],
        [`${C}/leader/meta/app/start_compaction`, "{}"],
        [`${C}/servers/${server("metas", 0)}/updateConfig?a=1`, ""],
      ] as const) {
        expect(await failureIn(await look.post(path, text))).toEqual({ status: 403, kind: "read-only", message: why });
      }
    });
    expect(sent).toEqual([]);
  });
});

it("refuses changes without an audit log, and says so before anybody tries", async () => {
  expect(await read(clustersSchema, await page.get("/api/clusters"))).toMatchObject([
    { writes: false, writesRefused: "The audit log cannot be written, and no change is made without it." },
  ]);
  const sent = await sentDuring(async () => {
    for (const path of [
      `${C}/leader/meta/app/start_compaction`,
      `${C}/config`,
      `${C}/servers/${server("metas", 0)}/pprof/growth`,
    ]) {
      expect(await failureIn(await page.post(path, "{}"))).toMatchObject({ status: 403, kind: "read-only" });
    }
  });
  expect(sent).toEqual([]);
  expect(await (await page.get(`${C}/audit`)).json()).toEqual([]);
});

it("refuses a body that is too large without reading on", async () => {
  const response = await page.post(`${C}/config`, "x".repeat(LARGEST_BODY + 1));
  expect(await failureIn(response)).toMatchObject({ status: 413, kind: "too-large" });
});

/** The flags of a cluster that hold secrets, and an open value of another one that is called nearly so. */
const SECRETS = ["encryption_cluster_key_name", "server_key"];

/** What the gateway must make of it, told without its own means. */
function maskedByHand(text: string): string {
  return SECRETS.reduce(
    (masked, name) => masked.replace(new RegExp(`("name":"${name}"[^}]*"value":")[^"]+`), "$1••••••••"),
    text,
  );
}

it.each(["/configs", "/config?name=server_key", "/config?name=krb5_keytab", "/config?name=hotkey_buckets_num"])(
  "masks secrets in %s and changes no other byte",
  async (target) => {
    const direct = await (await fetch(`http://${server("replicas", 1)}${target}`)).text();
    const shown = await (await page.get(`${C}/servers/${server("replicas", 1)}${target}`)).text();
    expect(shown === maskedByHand(direct)).toBe(true);
    expect(shown.includes("5EC2E75EC2E75EC2")).toBe(false);
    if (target === "/configs") expect(shown.length).not.toBe(direct.length);
  },
);

it("answers HTML of a strange server as text that cannot run", async () => {
  const strange = await faultServer(
    pastTheGate((socket) =>
      socket.write(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 26\r\n\r\n<script>alert(1)</script>\n",
      ),
    ),
  );
  await within({ metas: [strange.address] }, async (look) => {
    const response = await look.get(`${C}/leader/meta/cluster`, FRESH);
    expect(response.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  });
  await strange.close();
});

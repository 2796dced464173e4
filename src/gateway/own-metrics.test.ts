// The dashboard's own metrics, as a scraper sees them.
import { afterEach, beforeEach, expect, it } from "vitest";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { routeOf } from "./own-metrics.ts";
import { C, failureIn, openDashboard, type Dashboard } from "./testing/dashboard.ts";
import { PATIENT } from "./testing/patience.ts";
import { ANN, cookiesOf, signingIn, trySignIn, user } from "./testing/people.ts";

let cluster: SimulatedCluster;
let page: Dashboard;

beforeEach(async () => {
  cluster = await startCluster({ scenario: "healthy" });
  page = openDashboard({ metas: cluster.metas });
});

afterEach(async () => {
  await page.close();
  await cluster.close();
});

async function scrape(): Promise<string> {
  const response = await page.get("/metrics");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  return response.text();
}

function value(text: string, name: string, ...labels: string[]): number {
  const line = text
    .split("\n")
    .find((one) => one.startsWith(`${name}{`) && labels.every((label) => one.includes(label)));
  return Number(line?.split(" ").at(-1) ?? NaN);
}

it("counts what browsers ask and how it ended", async () => {
  await page.get(`${C}/leader/meta/cluster`);
  await page.get(`${C}/leader/meta/apps`);
  await page.get(`${C}/servers/10.9.9.9:1/version`);
  const text = await scrape();
  const name = "pegasus_dashboard_request_seconds_count";
  expect(value(text, name, 'route="leader"', 'method="GET"', 'status="2xx"')).toBe(2);
  expect(value(text, name, 'route="server"', 'status="4xx"')).toBe(1);
});

it("counts what servers were asked and how it ended", async () => {
  const [first = ""] = cluster.replicas;
  await page.get(`${C}/servers/${first}/version`);
  await cluster.kill(first);
  await page.get(`${C}/servers/${first}/recentStartTime`);
  const text = await scrape();
  const name = "pegasus_dashboard_upstream_request_seconds_count";
  expect(value(text, name, 'cluster="c"', 'role="replica"', 'outcome="answered"')).toBe(1);
  expect(value(text, name, 'cluster="c"', 'role="replica"', 'outcome="unreachable"')).toBe(1);
});

it("tells the state of each cluster", async () => {
  await page.get(`${C}/servers`);
  await page.get(`${C}/load`);
  await expect.poll(() => cluster.requestCount(cluster.replicas[4] ?? ""), PATIENT).toBeGreaterThan(0);
  const text = await scrape();
  expect(value(text, "pegasus_dashboard_servers", 'role="meta"')).toBe(3);
  expect(value(text, "pegasus_dashboard_servers", 'role="replica"')).toBe(5);
  expect(value(text, "pegasus_dashboard_metas_starting", 'cluster="c"')).toBe(0);
  expect(value(text, "pegasus_dashboard_sampling", 'cluster="c"')).toBe(1);
  expect(value(text, "pegasus_dashboard_sampler_interval_seconds", 'cluster="c"')).toBe(10);
  expect(text).toContain("# TYPE pegasus_dashboard_nodejs_heap_size_used_bytes gauge");
  expect(text).toMatch(/pegasus_dashboard_info\{version="[^"]+"\} 1/);
});

it("asks no server anything for a scrape", async () => {
  await scrape();
  await scrape();
  expect([...cluster.metas, ...cluster.replicas].map((server) => cluster.requestCount(server))).toEqual(
    Array.from({ length: 8 }, () => 0),
  );
});

it("makes no label of what a browser has made up", async () => {
  await page.get("/api/clusters/c/leader/secret-path?q=secret");
  await page.get("/api/clusters/made-up/load");
  await page.get("/nowhere/made-up");
  const text = await scrape();
  expect(text).not.toMatch(/secret|made-up|nowhere/);
});

it.each([
  ["/healthz", "healthz"],
  ["/api/session", "api/session"],
  ["/api/clusters", "api/clusters"],
  ["/api/clusters/x/servers", "servers"],
  ["/api/clusters/x/servers/", "servers"],
  ["/api/clusters/x/servers/h:1/version", "server"],
  ["/api/clusters/x/leader/meta/apps", "leader"],
  ["/api/clusters/x/fleet/all/version", "fleet"],
  ["/api/clusters/x/constructor", "other"],
  ["//", "other"],
])("of %s it says %s", (path, route) => {
  expect(routeOf(path)).toBe(route);
});

it("asks for the scrape token or a person where there is sign-in, and takes the token for nothing else", async () => {
  const { passwordHash } = user("prometheus", "t0ken", "viewer");
  const look = openDashboard({ metas: [], access: signingIn([ANN], { scrapeTokenHash: passwordHash }) });
  const asked = async (path: string, headers: Record<string, string>) => (await look.get(path, headers)).status;
  for (const wrong of [
    {},
    { authorization: "Bearer wrong" },
    { authorization: "t0ken" },
    { authorization: "Basic t0ken" },
  ])
    expect(await failureIn(await look.get("/metrics", wrong))).toMatchObject({ status: 401, kind: "sign-in" });
  const right = { authorization: "Bearer t0ken" };
  // The second time it is known without its hash.
  for (const turn of [1, 2]) expect([turn, await asked("/metrics", right)]).toEqual([turn, 200]);
  expect(await asked("/api/clusters", right)).toBe(401);
  expect(await asked(`${C}/audit`, right)).toBe(401);
  expect(await asked("/metrics", { cookie: cookiesOf(await trySignIn(look, "ann", "ann's")) })).toBe(200);
  // Another token in the configuration ends the old one.
  await look.change(signingIn([ANN], { scrapeTokenHash: user("p", "another", "viewer").passwordHash }));
  expect([await asked("/metrics", right), await asked("/metrics", { authorization: "Bearer another" })]).toEqual([
    401, 200,
  ]);
  await look.close();
});

it("takes no token where there is sign-in and none is configured", async () => {
  const look = openDashboard({ metas: [], access: signingIn([ANN]) });
  expect((await look.get("/metrics", { authorization: "Bearer " })).status).toBe(401);
  expect((await look.get("/metrics", { authorization: "Bearer null" })).status).toBe(401);
  await look.close();
});

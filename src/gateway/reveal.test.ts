// One secret value, shown to an operator who asks for it, and the asking written down.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { auditSchema, revealedSchema, type AuditEntry } from "#api/changes.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { C, failureIn, openDashboard, type Dashboard } from "./testing/dashboard.ts";

let cluster: SimulatedCluster;
let page: Dashboard;

beforeAll(async () => {
  cluster = await startCluster({ scenario: "healthy" });
});
beforeEach(() => {
  page = openDashboard({ metas: cluster.metas, audited: true });
});
afterEach(async () => {
  await page.close();
});
afterAll(async () => {
  await cluster.close();
});

function ask(server: string, name: string, headers: Record<string, string> = {}): Promise<Response> {
  return page.post(`${C}/reveal`, JSON.stringify({ server, name }), headers);
}

async function audit(): Promise<AuditEntry[]> {
  return auditSchema.parse(await (await page.get(`${C}/audit`)).json());
}

async function trueValue(server: string, name: string): Promise<string> {
  // The shape of a flag is pinned by recorded answers.
  return ((await (await fetch(`http://${server}/config?name=${name}`)).json()) as { value: string }).value;
}

it("shows the one value, not to be kept, and writes down who saw it, and why, but not what", async () => {
  const server = cluster.replicas[0] ?? "";
  const value = await trueValue(server, "server_key");
  const response = await ask(server, "server_key", { "x-pegasus-reason": "ticket%207" });
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(revealedSchema.parse(await response.json())).toEqual({ server, name: "server_key", value });
  const [entry, ...others] = await audit();
  expect(others).toEqual([]);
  expect(entry).toMatchObject({
    user: "local",
    reason: "ticket 7",
    server,
    what: "show server_key",
    before: null,
    after: null,
    verdict: "ok",
  });
  expect(JSON.stringify(entry)).not.toContain(value);
  // It stays hidden everywhere else.
  expect(await (await page.get(`${C}/servers/${server}/config?name=server_key`)).text()).not.toContain(value);
});

it.each<[what: string, name: string, status: number, message: RegExp]>([
  ["what is no secret", "checkpoint_reserve_min_count", 400, /is no secret/],
  ["a flag that does not exist", "no_such_key", 404, /no_such_key/],
  ["what is no flag's name", "a&b", 400, /expected a flag name/],
])("does not show %s", async (_what, name, status, message) => {
  const failure = await failureIn(await ask(cluster.replicas[0] ?? "", name));
  expect(failure.status).toBe(status);
  expect(failure.message).toMatch(message);
  expect((await audit()).every(({ verdict }) => verdict === "failed")).toBe(true);
});

it("asks nobody outside the cluster", async () => {
  expect(await failureIn(await ask("127.0.0.1:1", "server_key"))).toMatchObject({ status: 403, kind: "not-a-member" });
  expect(await audit()).toEqual([]);
});

it("shows nothing by GET, without intent, or to a page of another site", async () => {
  const server = cluster.replicas[0] ?? "";
  expect((await page.get(`${C}/reveal?server=${server}&name=server_key`)).status).toBe(404);
  for (const headers of [{ origin: "http://evil.example" }, { "x-pegasus-intent": "" }])
    expect((await failureIn(await ask(server, "server_key", headers))).kind).toBe("forbidden");
});

it("shows nothing that cannot be written down", async () => {
  page.audit?.close();
  expect(await failureIn(await ask(cluster.replicas[0] ?? "", "server_key"))).toMatchObject({ kind: "read-only" });
});

it("shows it on a read-only cluster too: nothing is changed by looking", async () => {
  await page.close();
  page = openDashboard({ metas: cluster.metas, audited: true, settings: { writes: false } });
  expect((await ask(cluster.replicas[0] ?? "", "server_key")).status).toBe(200);
});

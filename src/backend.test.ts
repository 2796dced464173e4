// The gateway with what is behind it, put together as the server, Vite and the browser tests do.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { auditSchema, INTENT, INTENT_HEADER } from "#api/changes.ts";
import { clustersSchema, rosterSchema } from "#api/clusters.ts";
import { loadSchema, type Load } from "#api/load.ts";
import { replaySchema } from "#api/replay.ts";
import type { Source } from "#gateway/arguments.ts";
import { silentLog } from "#gateway/log.ts";
import { TestClock } from "#gateway/testing/clock.ts";
import { failureIn } from "#gateway/testing/dashboard.ts";
import { PATIENT } from "#gateway/testing/patience.ts";
import { CALL } from "#pegasus/endpoints.ts";
import { backend, type Backend, type BackendOptions } from "./backend.ts";

const ORIGIN = "http://localhost:8080";
const R = "/api/clusters/replay";
const FRESH = { "cache-control": "max-age=0" };

const opened: Backend[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((behind) => behind.close()));
  for (const one of folders.splice(0)) rmSync(one, { recursive: true, force: true });
});

async function open(source: Source, more: Partial<BackendOptions> = {}): Promise<Backend> {
  const doors = { hosts: new Set<string>(), port: () => 8080 };
  const behind = await backend({ source, doors, log: silentLog, ...more });
  opened.push(behind);
  return behind;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "pegasus-backend-"));
  folders.push(made);
  return made;
}

function recording(name: string, at: string | null = null, speed = 0): Source {
  const file = join(import.meta.dirname, "..", "e2e", "recordings", `${name}.har.gz`);
  return { kind: "replay", files: [file], at: at === null ? null : Date.parse(`2026-11-22T${at}Z`), speed };
}

function get(behind: Backend, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return behind.fetch(new Request(`${ORIGIN}${path}`, { headers: { host: "localhost:8080", ...headers } }));
}

function post(behind: Backend, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return behind.fetch(
    new Request(`${ORIGIN}${path}`, {
      method: "POST",
      headers: { host: "localhost:8080", origin: ORIGIN, [INTENT_HEADER]: INTENT, ...headers },
      body: JSON.stringify(body),
    }),
  );
}

async function move(behind: Backend, at: string): Promise<void> {
  const response = await post(behind, `${R}/replay`, { at: Date.parse(`2026-11-22T${at}Z`) });
  expect(response.status).toBe(200);
  await behind.replay?.settled();
}

it("runs the simulated cluster, which allows changes and writes them down", async () => {
  const behind = await open({ kind: "demo", scenario: "healthy" });
  const clusters = clustersSchema.parse(await (await get(behind, "/api/clusters")).json());
  expect(clusters).toMatchObject([
    {
      name: "demo",
      title: "Demo",
      environment: "development",
      writes: true,
      kind: "demo",
      scenario: "healthy",
      health: "ok",
    },
  ]);
  const server = behind.simulated?.replicas[0];
  const changed = await post(behind, "/api/clusters/demo/config", {
    name: "checkpoint_reserve_min_count",
    value: "5",
    servers: [server],
  });
  expect(JSON.parse(await changed.text())).toMatchObject({ server, before: "2", after: "5", ok: true });
  const audit = auditSchema.parse(await (await get(behind, "/api/clusters/demo/audit")).json());
  expect(audit).toMatchObject([{ server, flag: "checkpoint_reserve_min_count", verdict: "ok" }]);
});

it("gives its clock to the cluster behind it, so that both grow old together", async () => {
  const clock = new TestClock();
  const behind = await open({ kind: "demo", scenario: "healthy" }, { clock });
  const simulated = behind.simulated;
  const [leader = ""] = simulated?.metas ?? [];
  await get(behind, "/api/clusters/demo/leader/meta/apps");
  await simulated?.kill(leader);
  expect(simulated?.leader()).toBeNull();
  clock.advance(10_000);
  expect(simulated?.leader()).not.toBeNull();
});

it("refuses a scenario that does not exist and a recording that cannot be read, in a sentence", async () => {
  await expect(open({ kind: "demo", scenario: "chaos" })).rejects.toThrow(
    'There is no scenario "chaos". The scenarios are: healthy,',
  );
  const missing: Source = { kind: "replay", files: ["/nowhere/x.har"], at: null, speed: 1 };
  await expect(open(missing)).rejects.toThrow("/nowhere/x.har");
  const file = join(folder(), "bad.har");
  writeFileSync(file, "{}");
  await expect(open({ kind: "replay", files: [file], at: null, speed: 1 })).rejects.toThrow(file);
});

it("watches real clusters, several at once, keeps their audit where it is told, and reads it again", async () => {
  const behind = await open({ kind: "demo", scenario: "healthy" });
  const metas = behind.simulated?.metas ?? [];
  const settings = { title: "T", environment: null, metas, kind: "real" } as const;
  const source: Source = {
    kind: "real",
    clusters: [
      { ...settings, name: "one", writes: true },
      { ...settings, name: "two", writes: false, writesRefused: "No." },
    ],
  };
  const dataDir = join(folder(), "data");
  const real = await open(source, { dataDir });
  const clusters = clustersSchema.parse(await (await get(real, "/api/clusters")).json());
  expect(clusters).toMatchObject([
    { name: "one", kind: "real", writes: true },
    { name: "two", kind: "real", writes: false, writesRefused: "No." },
  ]);
  expect(await failureIn(await post(real, "/api/clusters/two/leader/meta/app/start_compaction", {}))).toMatchObject({
    kind: "read-only",
    message: "No.",
  });
  await post(real, `/api/clusters/one/servers/${metas[1]}/updateConfig?checkpoint_reserve_min_count=4`, "");
  await real.close();
  opened.splice(opened.indexOf(real), 1);
  const again = await open(source, { dataDir });
  const list = async (name: string): Promise<unknown[]> =>
    auditSchema.parse(await (await get(again, `/api/clusters/${name}/audit`)).json());
  expect([(await list("one")).length, (await list("two")).length]).toEqual([1, 0]);
});

it("leaves nothing of a demo behind when it is closed", async () => {
  const state = folder();
  const before = process.env["XDG_STATE_HOME"];
  process.env["XDG_STATE_HOME"] = state;
  try {
    const behind = await open({ kind: "demo", scenario: "healthy" });
    const address = behind.simulated?.metas[0] ?? "";
    await get(behind, "/api/clusters/demo/load");
    await behind.close();
    opened.splice(0);
    await expect(fetch(`http://${address}/version`)).rejects.toThrow("fetch failed");
    expect(existsSync(join(state, "pegasus-dashboard"))).toBe(false);
  } finally {
    if (before === undefined) delete process.env["XDG_STATE_HOME"];
    else process.env["XDG_STATE_HOME"] = before;
  }
});

it("plays a recording read-only, with the recorded answers and no gate before them", async () => {
  const behind = await open(recording("01b-healthy-with-data", "10:49:00"));
  const clusters = clustersSchema.parse(await (await get(behind, "/api/clusters")).json());
  const why = "This is a recording: there is nothing to change.";
  expect(clusters).toMatchObject([{ name: "replay", kind: "replay", writes: false, writesRefused: why }]);

  const apps = await get(behind, `${R}/leader/meta/apps`);
  expect(apps.status).toBe(200);
  expect(CALL.apps.answer.decode(await apps.text()).summary.total_app_count).toBe(9);
  const roster = rosterSchema.parse(await (await get(behind, `${R}/servers`)).json());
  expect(roster.filter(({ leader }) => leader)).toHaveLength(1);
  expect(roster.every(({ starting }) => !starting)).toBe(true);
  expect(roster.filter(({ role, alive }) => role === "meta" && alive === true)).toHaveLength(3);

  const server = roster.find(({ role }) => role === "replica")?.server ?? "";
  expect(await failureIn(await post(behind, `${R}/servers/${server}/updateConfig?a=1`, ""))).toMatchObject({
    status: 403,
    kind: "read-only",
    message: why,
  });
});

it("says of what was not recorded that it was not, in the recording's own sentence, whoever is asked", async () => {
  const behind = await open(recording("06-node-down", "10:10:20"));
  const leader = await failureIn(await get(behind, `${R}/leader/meta/backup_policy`));
  expect(leader).toMatchObject({ status: 404, kind: "not-recorded" });
  expect(leader.message).toMatch(/^GET \/meta\/backup_policy of \S+ was not recorded/);
  const { server = "" } =
    rosterSchema.parse(await (await get(behind, `${R}/servers`)).json()).find((entry) => entry.leader) ?? {};
  const own = await failureIn(await get(behind, `${R}/servers/${server}/configs`));
  expect(own).toMatchObject({ status: 404, kind: "not-recorded" });
  expect(own.message).toMatch(/^GET \/configs of \S+ was not recorded/);
  // A profile is not taken again, nor is it found in a recording.
  expect((await failureIn(await post(behind, `${R}/servers/${server}/pprof/growth`, ""))).kind).toBe("not-recorded");
});

it("follows the recorded failover, as the clock is moved", async () => {
  const behind = await open(recording("07-meta-failover", "10:13:21.510"));
  const who = async (): Promise<string | null> =>
    (await get(behind, `${R}/leader/meta/cluster`, FRESH)).headers.get("x-pegasus-server");
  const old = await who();
  expect(old).not.toBeNull();

  await move(behind, "10:13:26");
  const electing = await get(behind, `${R}/leader/meta/cluster`, FRESH);
  expect(electing.headers.get("retry-after")).toBe("2");
  expect(await failureIn(electing)).toMatchObject({
    status: 503,
    kind: "electing",
    message: `The leader ${old} is gone; a new one is elected within seconds.`,
  });

  await move(behind, "10:13:40");
  expect([old, null]).not.toContain(await who());
  // Back in time, too: no answer of later is served for it.
  await move(behind, "10:13:21.510");
  expect(
    (await get(behind, `${R}/leader/meta/cluster`, { "cache-control": "max-age=60" })).headers.get("x-pegasus-server"),
  ).toBe(old);
});

it("tells and moves the clock of a recording, for those who mean it", async () => {
  const behind = await open(recording("06-node-down", "10:10:20"));
  const state = async () => replaySchema.parse(await (await get(behind, `${R}/replay`)).json());
  const began = await state();
  expect(began).toMatchObject({ at: Date.parse("2026-11-22T10:10:20Z"), speed: 0 });
  expect(began.from).toBeLessThan(began.at);
  expect(began.title).not.toBe("");

  const moved = replaySchema.parse(await (await post(behind, `${R}/replay`, { at: 0 })).json());
  expect(moved.at).toBe(began.from);
  expect((await post(behind, `${R}/replay`, { speed: 2 })).status).toBe(200);
  expect((await state()).speed).toBe(2);

  for (const body of [{ speed: -1 }, { speed: 1001 }, { at: "now" }, []]) {
    expect(await failureIn(await post(behind, `${R}/replay`, body))).toMatchObject({
      status: 400,
      kind: "bad-request",
    });
  }
  const foreign = await post(behind, `${R}/replay`, { speed: 0 }, { origin: "http://evil.example" });
  expect(await failureIn(foreign)).toMatchObject({ status: 403, kind: "forbidden" });
  expect((await state()).speed).toBe(2);
});

it("tells no rates of a recording that stands still", async () => {
  const clock = new TestClock();
  const behind = await open(recording("01b-healthy-with-data", "10:49:00"), { clock });
  const load = async (): Promise<Load> => loadSchema.parse(await (await get(behind, `${R}/load`)).json());
  await expect.poll(async () => (await load()).at, PATIENT).not.toBeNull();
  const first = await load();
  clock.advance(5000);
  await expect.poll(async () => (await load()).at ?? 0, PATIENT).toBeGreaterThan(first.at ?? 0);
  const second = await load();
  expect(second.seconds).toBeNull();
  expect(second.cluster.readQps).toBeNull();
  expect(second.cluster.storageMb).not.toBeNull();
  expect(second.answered).toBeGreaterThan(0);
});

it("begins a recording with the first who looks, however long after the start that is", async () => {
  const clock = new TestClock({ standsStill: true });
  const behind = await open(recording("06-node-down", "10:10:20", 1), { clock });
  const at = async (): Promise<string> => {
    const state = replaySchema.parse(await (await get(behind, `${R}/replay`)).json());
    return new Date(state.at).toISOString().slice(11, 19);
  };
  clock.advance(30_000);
  expect(await at()).toBe("10:10:20");
  clock.advance(5000);
  expect(await at()).toBe("10:10:25");
});

// What the routes of the history say to bad questions, to strangers, and where nothing is or can be kept.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { eventsSchema } from "#api/events.ts";
import { historySchema, historyStatusSchema } from "#api/history.ts";
import { C, failureIn, openDashboard, type Dashboard, type DashboardOptions } from "../testing/dashboard.ts";
import { ANN, signedIn, signingIn, user } from "../testing/people.ts";

const folder = mkdtempSync(join(tmpdir(), "pegasus-history-refused-"));
const opened: Dashboard[] = [];

function open(options: Partial<DashboardOptions> = {}, place: string | null = folder): Dashboard {
  const dashboard = openDashboard({ metas: [], history: { background: false, place }, ...options });
  opened.push(dashboard);
  return dashboard;
}

const page = open();
afterAll(async () => {
  await Promise.all(opened.map((one) => one.close()));
  rmSync(folder, { recursive: true, force: true });
});

it.each([
  ["history?metric=", /metric names nothing/],
  ["history?metric=nonsense", /"nonsense" is not kept/],
  ["history?metric=get_latency_ns", /get_latency_ns\.p99 is/],
  ["history?metric=read_requests&scope=world", /scope must be one of cluster, server/],
  ["history?metric=read_requests&scope=disk", /read_requests is kept of cluster, server, app, partition, not of disk/],
  ["history?metric=read_requests&id=2", /the cluster is one/],
  ["history?metric=read_requests&from=yesterday", /"yesterday" is no time/],
  ["history?metric=read_requests&from=now", /from must be before to/],
  ["history?metric=read_requests&step=fast", /"fast" is no duration/],
  ["history?metric=read_requests&from=-90d&step=1s", /more than 11000 values/],
  ["history?metric=read_requests&fn=median", /fn must be one of avg, min, max/],
  ["history?metric=read_requests&top=0", /top must be a number from 1/],
  ["history?metric=read_requests&colour=red", /no parameter "colour"/],
  ["history/disks?metric=x", /no parameter "metric"; there are from, to/],
  ["events?to=never", /"never" is no time/],
  ["events?limit=5", /no parameter "limit"; there are from, to/],
])("refuses %s with a sentence", async (path, sentence) => {
  const failure = await failureIn(await page.get(`${C}/${path}`));
  expect(failure).toMatchObject({ status: 400, kind: "bad-request", message: expect.stringMatching(sentence) });
});

it.each(["history", "history?metric=read_requests", "history/disks", "prometheus"])(
  "answers 404 to %s where no history is kept, and where there is no such cluster",
  async (path) => {
    const without = openDashboard({ metas: [] });
    opened.push(without);
    expect(await failureIn(await without.get(`${C}/${path}`))).toMatchObject({ status: 404, kind: "not-found" });
    const other = await page.get(`/api/clusters/other/${path}`);
    expect(await failureIn(other)).toMatchObject({ status: 404, kind: "not-found" });
  },
);

it("lets a scraper in by its token, which opens nothing else", async () => {
  const { passwordHash } = user("scraper", "t0ken", "viewer");
  const look = open({ access: signingIn([ANN], { scrapeTokenHash: passwordHash }) }, null);
  const token = { authorization: "Bearer t0ken" };
  const status = async (path: string, headers?: Readonly<Record<string, string>>): Promise<number> =>
    (await look.get(`${C}/${path}`, headers)).status;
  expect(await status("prometheus")).toBe(401);
  expect(await status("prometheus", { authorization: "Bearer another" })).toBe(401);
  expect(await status("prometheus", token)).toBe(200);
  for (const path of ["history", "history/disks", "events"]) expect(await status(path, token)).toBe(401);
  const ann = await signedIn(look, "ann");
  for (const path of ["history", "history/disks", "events", "prometheus"]) expect(await status(path, ann)).toBe(200);
});

it("goes on where the place cannot be written, and says why", async () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  const look = open({}, join(file, "below"));
  const answer = historySchema.parse(await (await look.get(`${C}/history?metric=read_requests`)).json());
  expect(answer.series).toEqual([]);
  expect(answer.notes.join(" ")).toContain("The history cannot be opened");
  const status = historyStatusSchema.parse(await (await look.get(`${C}/history`)).json());
  expect(status).toMatchObject({ mode: "memory-only", failure: expect.stringContaining("cannot be opened") });
  const events = eventsSchema.parse(await (await look.get(`${C}/events`)).json());
  expect(events).toMatchObject({ events: [], failure: expect.stringContaining("cannot be") });
});

it("has no place to write where there is no data folder, and says so", async () => {
  const look = open({}, null);
  const answer = historySchema.parse(await (await look.get(`${C}/history?metric=read_requests`)).json());
  expect([answer.series, answer.notes]).toEqual([[], ["No history is kept: the dashboard has no place to write it."]]);
});

it("does not sample a recording by itself", async () => {
  const look = openDashboard({ metas: [], settings: { kind: "replay" }, history: { background: true, place: null } });
  opened.push(look);
  const status = historyStatusSchema.parse(await (await look.get(`${C}/history`)).json());
  expect(status).toMatchObject({ sampling: false, cost: null, mode: "off" });
});

it("reads from a Prometheus where one is configured, and says when that is away", async () => {
  const look = open({ settings: { prometheus: "http://127.0.0.1:9" } });
  const status = historyStatusSchema.parse(await (await look.get(`${C}/history`)).json());
  expect(status.source).toBe("prometheus");
  const failure = await failureIn(await look.get(`${C}/history?metric=read_requests`));
  expect(failure).toMatchObject({ kind: "unreachable", message: expect.stringContaining("http://127.0.0.1:9 cannot") });
});

// Boards and the explorer of metrics, over a history that a fast clock makes in seconds, and without one.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { Source } from "#gateway/arguments.ts";
import { seriousInEitherScheme, seriousViolations } from "./axe.ts";
import { expect as quick, openDashboard, simulated, test as base, type Dashboard } from "./dashboard.ts";
import { fastClock } from "./fast-clock.ts";

const expect = quick.configure({ timeout: 30_000 });

const MINUTE = 60_000;
const remembering = base.extend<{ dashboard: Dashboard }>({
  dashboard: async ({ source }, provide) => provideFast(source, true, provide),
});
const forgetful = base.extend<{ dashboard: Dashboard }>({
  dashboard: async ({ source }, provide) => provideFast(source, false, provide),
});

/** Ten minutes of the cluster are a minute here, and ends about now. Without a history it samples only while somebody looks, often enough. */
async function provideFast(source: Source, keeps: boolean, provide: (dashboard: Dashboard) => Promise<void>) {
  const memory = keeps
    ? { clock: fastClock(10, 10 * MINUTE), history: { background: true } }
    : { clock: fastClock(4, MINUTE) };
  const dashboard = await openDashboard({ source, timeScale: undefined, limits: undefined, ...memory });
  await provide(dashboard);
  await dashboard.close();
}

const chart = (page: Page, name: string) => page.getByRole("figure", { name, exact: true });
const cursorOf = (page: Page, name: string) => page.getByRole("slider", { name: `Time in ${name}`, exact: true });

async function knownMoments(dashboard: Dashboard): Promise<number> {
  const answer = await fetch(`${dashboard.url}/api/clusters/demo/history?metric=read_requests&from=-15m`);
  const { series } = (await answer.json()) as { series: { points: (number | null)[] }[] };
  return series[0]?.points.filter((point) => point !== null).length ?? 0;
}

remembering(
  "boards draw the history: one crosshair, a zoom in the address, tables and files, marks of what happened, and any metric at a click",
  async ({ page, dashboard, complaints }) => {
    remembering.setTimeout(120_000);
    const cluster = simulated(dashboard);
    const [, dead = ""] = cluster.replicas;
    await expect.poll(() => knownMoments(dashboard)).toBeGreaterThan(3);
    await cluster.kill(dead);
    await expect
      .poll(async () => (await fetch(`${dashboard.url}/api/clusters/demo/events`)).text())
      .toContain(`"node-down"`);

    await page.goto(`${dashboard.url}/c/demo/metrics?range=15m`);
    await expect(chart(page, "read_requests")).toContainText(/Latest, .*Cluster.*[\d.]+k? ops\/s/);
    await expect(chart(page, "read_latency_ns.p99")).toContainText(/[\d.]+ (ms|µs)/);
    await expect(page.getByRole("main")).toContainText(/It costs the cluster [\d.]+ requests\/s and [\d.]+ \w+\/s/);
    await expect(page.getByRole("main")).toContainText(/4 of 5 servers answered|4 servers answered/);
    expect(await seriousInEitherScheme(page)).toEqual([]);

    // One crosshair for all charts, and the words of a mark under it.
    await cursorOf(page, "read_requests").focus();
    await page.keyboard.press("ArrowLeft");
    const at = /^[-\d]+ ([\d:]+);.*/.exec((await cursorOf(page, "read_requests").getAttribute("aria-valuetext")) ?? "");
    await expect(cursorOf(page, "write_requests")).toHaveAttribute("aria-valuetext", new RegExp(` ${at?.[1] ?? "?"};`));
    await page.getByText(/events? in this range/).click();
    await expect(page.getByRole("listitem").filter({ hasText: dead }).first()).toBeVisible();

    // What is selected by keyboard is zoomed to, in the address; Back undoes it.
    await cursorOf(page, "read_requests").focus();
    for (let step = 0; step < 12; step++) await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/from=\d+&to=\d+/);
    await expect(page.getByRole("group", { name: "Range" })).toContainText(/ to .*min/);
    await page.goBack();
    await expect(page).not.toHaveURL(/from=/);
    const area = await cursorOf(page, "read_requests").boundingBox();
    if (area === null) throw new Error("the chart has no place");
    await page.mouse.move(area.x + area.width * 0.6, area.y + 60);
    await page.mouse.down();
    await page.mouse.move(area.x + area.width * 0.9, area.y + 60, { steps: 3 });
    await page.mouse.up();
    await expect(page).toHaveURL(/from=\d+&to=\d+/);
    await page.getByRole("button", { name: "Reset", exact: true }).click();
    await expect(page).not.toHaveURL(/from=/);

    // Nodes in one chart, as a table and as a file.
    await page.getByLabel("Of", { exact: true }).selectOption("each node");
    await expect(page).toHaveURL(/by=server/);
    const reads = chart(page, "read_requests");
    await expect(reads.getByRole("listitem")).toHaveCount(5);
    await reads.getByRole("button", { name: "read_requests as a table" }).click();
    await expect(reads.getByRole("table").getByRole("columnheader")).toHaveCount(6);
    await expect(reads.getByRole("table").getByRole("row").nth(1)).toContainText(/ops\/s/);
    const download = page.waitForEvent("download");
    await reads.getByRole("button", { name: "read_requests as CSV" }).click();
    const lines = readFileSync(await (await download).path(), "utf8").split("\r\n");
    expect(lines[0]).toContain(`read_requests ${dead} (Requests/s)`);
    expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\dT/);

    // Any metric, found by its meaning: one that the history does not keep is live.
    await page.getByRole("tab", { name: "Explorer" }).click();
    await page.getByRole("searchbox", { name: "Find by name, meaning, unit, entity" }).fill("entries in the host:port");
    await page.getByRole("button", { name: "Chart dns_resolver_cache_size" }).click();
    await expect(page).toHaveURL(/charts=dns_resolver_cache_size/);
    await expect(chart(page, "dns_resolver_cache_size")).toContainText(/live from \d servers, not in the history/);
    await expect(chart(page, "dns_resolver_cache_size")).toContainText(/Latest, .*Cluster.*\d+ keys/);
    await page.getByLabel("dns_resolver_cache_size of").selectOption("each node");
    await expect(chart(page, "dns_resolver_cache_size").getByRole("listitem")).not.toHaveCount(1);
    await expect(chart(page, "dns_resolver_cache_size").getByRole("listitem").first()).toContainText(/:\d+/);
    expect(await seriousViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  },
);

forgetful("without a history the page says so, and charts begin when it is opened", async ({ page, dashboard }) => {
  await page.goto(`${dashboard.url}/c/demo/metrics`);
  await expect(page.getByRole("main")).toContainText("Charts begin when this page is opened.");
  await expect(chart(page, "read_requests")).toContainText(/Cluster.*[\d.]+k? ops\/s/);
  await expect(chart(page, "read_requests")).toContainText("live, since this page was opened");
  // The sum over the nodes is what the cluster has.
  const load = (await (await fetch(`${dashboard.url}/api/clusters/demo/load`)).json()) as {
    cluster: { readQps: number };
    nodes: Record<string, { readQps: number }>;
  };
  const sum = Object.values(load.nodes).reduce((total, node) => total + node.readQps, 0);
  expect(Math.abs(sum - load.cluster.readQps)).toBeLessThan(1);
});

const old = forgetful.extend({ source: { kind: "demo", scenario: "old-version" } });
old("old servers have no metrics: the page says so, and shows what the metas tell", async ({ page, dashboard }) => {
  await page.goto(`${dashboard.url}/c/demo/metrics`);
  await expect(page.getByRole("main")).toContainText(/has no \/metrics: its version is too old/);
  const told = page.getByRole("region", { name: "What the metas tell" });
  await expect(told.getByRole("figure", { name: "alive_replica_servers", exact: true })).toContainText(
    /Cluster.*5 servers/,
  );
  await expect(told.getByRole("figure", { name: "healthy_partitions", exact: true })).toContainText(/\d+ partitions/);
  await expect(page.getByRole("figure", { name: "read_requests", exact: true })).toHaveCount(0);
});

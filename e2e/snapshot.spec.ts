// A snapshot of one cluster, opened as a replay: the same apps, nodes and health on another machine.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import {
  expect as hasty,
  expectHeading,
  openDashboard,
  pagesOf,
  simulated,
  test,
  type Dashboard,
} from "./dashboard.ts";

const expect = hasty.configure({ timeout: 30_000 });

interface Seen {
  readonly apps: string[][];
  readonly nodes: string[][];
  readonly health: string[];
}

/** Cells of a table's rows without those that move by themselves. */
async function cells(page: Page, name: string, columns: readonly number[]): Promise<string[][]> {
  const table = page.getByRole("table", { name, exact: true });
  await expect(table.getByRole("row").nth(1)).toBeVisible();
  const rows = await table.getByRole("row").all();
  const texts = await Promise.all(
    rows.slice(1).map((row) => row.locator("th, td, [role=cell], [role=rowheader]").allInnerTexts()),
  );
  return texts.map((row) => columns.map((column) => (row[column] ?? "").trim()));
}

async function look(page: Page, url: string, cluster: string): Promise<Seen> {
  await page.goto(`${url}/c/${cluster}/apps`);
  const apps = await cells(page, "Apps", [0, 1, 2, 3, 4]);
  await page.goto(`${url}/c/${cluster}/nodes`);
  // Addresses are those of another machine.
  const nodes = await cells(page, "Nodes", [0, 2, 3, 4]);
  await page.goto(`${url}/c/${cluster}`);
  const region = page.getByRole("region", { name: "Health" });
  await expect(region.getByRole("status", { name: "Verdict" })).not.toContainText("being asked", { timeout: 60_000 });
  const findings = region.getByRole("list", { name: "Checks" }).getByRole("listitem");
  const health = (await findings.allInnerTexts())
    .map((text) =>
      text.replaceAll(/127\.0\.0\.1:\d+/g, "SERVER").replaceAll(/for (more than )?\d+ (s|min)/g, "for a while"),
    )
    // What a recording that has come to its end cannot tell is said, and is no difference.
    .filter((text) => !text.startsWith("Not made"));
  return { apps, nodes: nodes.toSorted((a, b) => a.join().localeCompare(b.join())), health };
}

async function takeSnapshot(page: Page, dashboard: Dashboard, folder: string): Promise<string> {
  await page.goto(`${dashboard.url}/c/demo/snapshot`);
  await expect(page.getByRole("status", { name: "Cost" })).toContainText(
    /At most [\d,]+ requests and about .*iB of answers/,
  );
  const download = page.waitForEvent("download", { timeout: 120_000 });
  await page.getByRole("button", { name: "Take the snapshot" }).click();
  await expect(page.getByRole("progressbar", { name: "Requests answered" })).toBeVisible();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^pegasus-demo-\d{8}-\d{6}Z\.har\.gz$/);
  const file = join(folder, saved.suggestedFilename());
  await saved.saveAs(file);
  await expect(page.getByText("Done.")).toBeVisible();
  return file;
}

test("a snapshot of a cluster opens as a replay that shows the same, healthy and with a node down, on every page", async ({
  page,
  dashboard,
  complaints,
}, info) => {
  test.setTimeout(300_000);
  const cluster = simulated(dashboard);
  const healthy = await look(page, dashboard.url, "demo");
  const file = await takeSnapshot(page, dashboard, info.outputPath("."));
  await expect(page.getByText("without an answer")).toHaveCount(0);
  const text = gunzipSync(readFileSync(file)).toString("utf8");
  // The simulated servers' secret, which `/configs` of real ones shows in clear.
  expect(text).not.toContain("5EC2E7");
  expect(text).toContain("••••");
  await replayed(file, async (url) => {
    expect(await look(page, url, "replay")).toEqual(healthy);
    // Rates need two samples, and two rounds of load are in the file.
    await expect(page.getByRole("region", { name: "Health" })).toContainText(/Reads\s*[\d.]+k? per s/);
    await page.goto(`${url}/c/replay/nodes`);
    // The servers of a replay have addresses of their own.
    const server = await page.getByRole("table", { name: "Nodes" }).getByRole("link").first().innerText();
    for (const shown of pagesOf("replay", "temp", server)) {
      await page.goto(`${url}${shown.path}`);
      await expectHeading(page, shown.heading);
      if (shown.name === "Explorer") await expect(page.getByRole("tree", { name: "JSON" })).toBeVisible();
      if (shown.table === null) continue;
      const rows = page.getByRole("table", { name: shown.table, exact: true }).getByRole("row");
      await expect(rows.nth(1), `${shown.table} has rows`).toBeVisible();
    }
  });

  await cluster.kill(cluster.replicas[0] ?? "");
  await page.goto(`${dashboard.url}/c/demo`);
  // The leader takes 22 s to call it dead.
  await expect(page.getByRole("region", { name: "Health" })).toContainText(/with fewer copies than wanted/, {
    timeout: 60_000,
  });
  const down = await look(page, dashboard.url, "demo");
  const other = await takeSnapshot(page, dashboard, info.outputPath("."));
  await expect(page.getByText("without an answer")).toBeVisible();
  // The cluster repairs itself meanwhile: how far it was differs, what is wrong does not.
  await replayed(other, async (url) => {
    const again = await look(page, url, "replay");
    expect(again.apps.map(([id, name]) => [id, name])).toEqual(down.apps.map(([id, name]) => [id, name]));
    expect(again.nodes).toHaveLength(down.nodes.length);
    for (const seen of [down, again]) expect(seen.health.join("\n")).toMatch(/with fewer copies than wanted/);
  });
  expect(complaints.filter((complaint) => !complaint.startsWith("request to"))).toEqual([]);
});

/** Opens a file as on another machine. */
async function replayed(file: string, run: (url: string) => Promise<void>): Promise<void> {
  const replay = await openDashboard({
    source: { kind: "replay", files: [file], at: null, speed: 1 },
    timeScale: undefined,
    limits: undefined,
  });
  try {
    await run(replay.url);
  } finally {
    await replay.close();
  }
}

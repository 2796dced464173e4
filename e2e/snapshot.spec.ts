// A snapshot of one cluster, opened as a replay: the same apps, nodes and health on another machine.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect as hasty, expectHeading, openDashboard, pagesOf, test } from "./dashboard.ts";

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
  const health = await healthOf(page, url, cluster);
  return { apps, nodes: nodes.toSorted((a, b) => a.join().localeCompare(b.join())), health };
}

/** What the checks of the Cluster page say. */
async function healthOf(page: Page, url: string, cluster: string): Promise<string[]> {
  await page.goto(`${url}/c/${cluster}`);
  const region = page.getByRole("region", { name: "Health" });
  await expect(region.getByRole("status", { name: "Verdict" })).not.toContainText("being asked", { timeout: 60_000 });
  const findings = region.getByRole("list", { name: "Checks" }).getByRole("listitem");
  return (
    (await findings.allInnerTexts())
      .map((text) =>
        text.replaceAll(/127\.0\.0\.1:\d+/g, "SERVER").replaceAll(/for (more than )?\d+ (s|min)/g, "for a while"),
      )
      // What a recording that has come to its end cannot tell is said, and is no difference.
      .filter((text) => !text.startsWith("Not made"))
  );
}

/** On the Snapshot page. @returns the saved file */
async function takeSnapshot(page: Page, folder: string): Promise<string> {
  await expect(page.getByRole("status", { name: "Cost" })).toContainText(
    /At most [\d,]+ requests and about .*iB of answers/,
  );
  const download = page.waitForEvent("download", { timeout: 120_000 });
  await page.getByRole("button", { name: "Take the snapshot" }).click();
  await expect(page.getByRole("progressbar", { name: "Requests answered" })).toBeVisible();
  // Ten seconds between two rounds of load; that they are kept is tested beside the code.
  await expect(page.getByText(/^Waiting until 10 s have passed/)).toBeVisible();
  await page.clock.fastForward(10_000);
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^pegasus-demo-\d{8}-\d{6}Z\.har\.gz$/);
  const file = join(folder, saved.suggestedFilename());
  await saved.saveAs(file);
  await expect(page.getByText("Done.")).toBeVisible();
  return file;
}

test("what is asked for is a choice, and of a healthy cluster no answer is missing", async ({
  page,
  dashboard,
}, info) => {
  test.setTimeout(90_000);
  await page.clock.install();
  await page.goto(`${dashboard.url}/c/demo/snapshot`);
  const options = page.getByRole("checkbox");
  await expect(options).toHaveCount(2);
  for (const option of await options.all()) await option.uncheck();
  const file = await takeSnapshot(page, info.outputPath("."));
  await expect(page.getByText("without an answer")).toHaveCount(0);
  const text = gunzipSync(readFileSync(file)).toString("utf8");
  expect(text).toContain("/meta/apps?detail");
  // Left out by choice.
  expect(text).not.toContain("/replica/manual_compaction?");
});

test.describe("of a cluster in which servers are dead", () => {
  test.use({ source: { kind: "demo", scenario: "two-nodes-down" } });

  test("a snapshot opens as a replay that shows the same, on every page, and keeps secrets", async ({
    page,
    dashboard,
    complaints,
  }, info) => {
    test.setTimeout(120_000);
    await page.clock.install();
    const sick = await look(page, dashboard.url, "demo");
    expect(sick.health.join("\n")).toMatch(/without a primary/);
    await page.goto(`${dashboard.url}/c/demo/snapshot`);
    const file = await takeSnapshot(page, info.outputPath("."));
    await expect(page.getByText("without an answer")).toBeVisible();
    const text = gunzipSync(readFileSync(file)).toString("utf8");
    // The simulated servers' secret, which `/configs` of real ones shows in clear.
    expect(text).not.toContain("5EC2E7");
    expect(text).toContain("••••");
    await replayed(file, async (url) => {
      expect(await look(page, url, "replay")).toEqual(sick);
      // Rates need two samples, and two rounds of load are in the file.
      await expect(page.getByRole("region", { name: "Health" })).toContainText(/Reads\s*[\d.]+k? per s/);
      await page.goto(`${url}/c/replay/nodes`);
      // The servers of a replay have addresses of their own; the last one is alive.
      const server = await page.getByRole("table", { name: "Nodes" }).getByRole("link").last().innerText();
      const looked = ["Cluster", "Apps", "Nodes"];
      for (const shown of pagesOf("replay", "temp", server).filter(({ name }) => !looked.includes(name))) {
        await page.goto(`${url}${shown.path}`);
        await expectHeading(page, shown.heading);
        if (shown.name === "Explorer") await expect(page.getByRole("tree", { name: "JSON" })).toBeVisible();
        if (shown.table === null) continue;
        const rows = page.getByRole("table", { name: shown.table, exact: true }).getByRole("row");
        await expect(rows.nth(1), `${shown.table} has rows`).toBeVisible();
      }
    });
    expect(complaints.filter((complaint) => !complaint.startsWith("request to"))).toEqual([]);
  });
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

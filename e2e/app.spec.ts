// The App page: what it tells of one app, and what it changes, followed until it is seen.
import type { Page } from "@playwright/test";
import { expect as quick, simulated, test } from "./dashboard.ts";

// On a machine that does other things beside, what comes in the end is waited for.
const expect = quick.configure({ timeout: 30_000 });

// Servers look at their configuration every 30 s, and a machine that does other things beside is slow.
test.describe.configure({ timeout: 120_000 });

function course(page: Page) {
  return page.getByRole("region", { name: "What became of it" });
}

async function confirm(page: Page, verb: string): Promise<void> {
  await page.getByRole("button", { name: `${verb}…` }).click();
  await page.getByRole("dialog").getByRole("button", { name: verb, exact: true }).click();
}

test.describe("on a cluster whose time goes fifty times as fast", () => {
  test.use({ timeScale: 0.02 });

  test("a scenario, a compaction and a bulk load are said beforehand, accepted, and followed until they are seen", async ({
    page,
    dashboard,
    complaints,
  }) => {
    const at = `${dashboard.url}/c/demo/apps/temp`;
    await page.goto(`${at}?tab=scenario`);
    await page.getByLabel("Change it to").selectOption("bulk_load");
    await page.getByRole("button", { name: "Change the scenario…" }).click();
    await expect(page.getByRole("dialog")).toContainText("stop compacting by themselves");
    await page.getByRole("dialog").getByRole("button", { name: "Change the scenario" }).click();
    await expect(course(page)).toContainText("Accepted");
    await expect(course(page).getByText("Seen", { exact: true })).toBeVisible();
    await expect(page.getByText("Now bulk_load")).toBeVisible();

    await page.getByRole("tab", { name: "Compaction" }).click();
    await page.getByLabel("type", { exact: true }).selectOption("periodic");
    await page.getByLabel("trigger_time").fill("25:00");
    await expect(page.getByText("The times are times of day")).toBeVisible();
    await page.getByLabel("trigger_time").fill("3:00");
    await page.getByRole("button", { name: "Start the compaction…" }).click();
    await expect(page.getByRole("dialog")).toContainText("cannot be removed over HTTP");
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await page.getByLabel("type", { exact: true }).selectOption("once");
    await page.getByLabel("target_level").fill("0");
    await expect(page.getByText("0 is refused", { exact: false }).last()).toBeVisible();
    await page.getByLabel("target_level").fill("-1");
    await confirm(page, "Start the compaction");
    // What is followed outlives a reload.
    await expect(course(page)).toContainText("Accepted");
    await page.reload();
    await expect(course(page).getByText("Seen", { exact: true })).toHaveCount(3);
    await expect(page.getByText("No compaction is under way")).toBeVisible();
    await course(page).getByRole("button", { name: "Done" }).click();
    await expect(course(page)).toHaveCount(0);

    await page.getByRole("tab", { name: "Bulk load" }).click();
    await expect(page.getByText("The meta function level is steady now").first()).toBeVisible();
    await expect(page.getByText("cluster_name should not be empty")).toBeVisible();
    await page.getByLabel("cluster_name").fill("demo");
    await page.getByLabel("file_provider_type").fill("hdfs_service");
    await page.getByLabel("remote_root_path").fill("no_such_root");
    await confirm(page, "Start the bulk load");
    await expect(page.getByRole("alert")).toContainText("Nothing was changed");
    expect(complaints).toEqual([]);
  });
});

test.describe("with a duplication that falls behind", () => {
  test.use({ source: { kind: "demo", scenario: "duplication-lag" } });

  test("tells lag by partition, envs with their meaning, partitions as a grid, and one data version", async ({
    page,
    dashboard,
  }) => {
    const at = `${dashboard.url}/c/demo/apps/user_profile`;
    await page.goto(`${at}?tab=duplication`);
    const one = page.getByRole("region", { name: "Duplication to demo_dr" });
    await expect(one).toContainText(/Behind, as the leader was told[\d,]+ writes|have not reported/);
    const table = page.getByRole("table", { name: "Duplication to demo_dr by partition" });
    await expect(table.getByRole("row").nth(1)).toBeVisible();

    await page.goto(`${at}?tab=envs&all-envs=true&envs-q=default_ttl`);
    const env = page.getByRole("table", { name: "Envs" }).getByRole("row").nth(1);
    await expect(env).toContainText("unsigned int32");
    await expect(env).toContainText("Seconds that a value lives");

    await page.goto(`${at}?view=grid&by=storage`);
    await expect(page.getByRole("img", { name: "64 partitions by Storage, all healthy." })).toBeVisible();
    await page.getByLabel("Colour by").selectOption("Health");
    await expect(page).toHaveURL(/by=health/);

    await page.getByRole("tab", { name: "Nodes" }).click();
    await expect(page.getByText("Data version 1 on all 192 replicas")).toBeVisible();
    expect(simulated(dashboard).replicas.length).toBeGreaterThan(0);
  });
});

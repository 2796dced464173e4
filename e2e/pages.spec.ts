import { seriousInEitherScheme } from "./axe.ts";
import { expect, expectHeading, pagesOf, simulated, test } from "./dashboard.ts";

test.describe("in order, in both schemes and on a phone, without a complaint, is", () => {
  for (const [index, { name }] of pagesOf("demo", "temp", "").entries()) {
    test(`the page ${name}`, async ({ page, dashboard, complaints }) => {
      test.setTimeout(60_000);
      const [server = ""] = simulated(dashboard).replicas;
      const shown = pagesOf("demo", "temp", server)[index];
      if (shown === undefined) throw new Error("no such page");
      await page.goto(`${dashboard.url}${shown.path}`);
      await expectHeading(page, shown.heading);
      if (shown.table !== null) {
        const rows = page.getByRole("table", { name: shown.table, exact: true }).getByRole("row");
        await expect(rows.nth(1), `${shown.table} has rows`).toBeVisible();
      }
      expect(await seriousInEitherScheme(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      expect(complaints).toEqual([]);
    });
  }
});

test("a meta server has a page too", async ({ page, dashboard }) => {
  const [meta = ""] = simulated(dashboard).metas;
  await page.goto(`${dashboard.url}/c/demo/nodes/${encodeURIComponent(meta)}`);
  await expectHeading(page, meta);
  await expect(page.getByText("meta", { exact: false }).first()).toBeVisible();
});

test("the only cluster is where one starts", async ({ page, dashboard }) => {
  await page.goto(dashboard.url);
  await expect(page).toHaveURL(`${dashboard.url}/c/demo`);
  await expectHeading(page, "Cluster");
});

test("the numbers of the Apps page are those of the leader", async ({ page, dashboard }) => {
  const cluster = simulated(dashboard);
  const answer = await fetch(`http://${cluster.leader()}/meta/apps?detail`);
  const { general_info } = (await answer.json()) as {
    general_info: Record<string, { app_name: string; partition_count: string }>;
  };
  await page.goto(`${dashboard.url}/c/demo/apps`);
  const table = page.getByRole("table", { name: "Apps", exact: true });
  for (const { app_name, partition_count } of Object.values(general_info)) {
    const row = table.getByRole("row").filter({ has: page.getByRole("link", { name: app_name, exact: true }) });
    await expect(row).toContainText(partition_count);
  }
});

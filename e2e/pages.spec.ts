import { AxeBuilder } from "@axe-core/playwright";
import { expect, expectHeading, pagesOf, simulated, test } from "./dashboard.ts";

test("every page opens on a healthy cluster, shows its table, and complains of nothing", async ({
  page,
  dashboard,
  complaints,
}) => {
  const [server = ""] = simulated(dashboard).replicas;
  for (const { path, heading, table } of pagesOf("demo", "temp", server)) {
    await page.goto(`${dashboard.url}${path}`);
    await expectHeading(page, heading);
    if (table !== null) {
      const rows = page.getByRole("table", { name: table, exact: true }).getByRole("row");
      await expect(rows.nth(1), `${table} has rows`).toBeVisible();
    }
  }
  expect(complaints).toEqual([]);
});

test("a meta server has a page too", async ({ page, dashboard }) => {
  const [meta = ""] = simulated(dashboard).metas;
  await page.goto(`${dashboard.url}/c/demo/nodes/${encodeURIComponent(meta)}`);
  await expectHeading(page, meta);
  await expect(page.getByText("meta", { exact: false }).first()).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`axe finds nothing serious in ${colorScheme} on`, () => {
    for (const index of pagesOf("demo", "temp", "").keys()) {
      const name = pagesOf("demo", "temp", "")[index]?.name ?? "";
      test(`the page ${name}`, async ({ page, dashboard }) => {
        await page.emulateMedia({ colorScheme });
        const [server = ""] = simulated(dashboard).replicas;
        const shown = pagesOf("demo", "temp", server)[index];
        if (shown === undefined) throw new Error("no such page");
        await page.goto(`${dashboard.url}${shown.path}`);
        await expectHeading(page, shown.heading);
        if (shown.table !== null)
          await expect(
            page.getByRole("table", { name: shown.table, exact: true }).getByRole("row").nth(1),
          ).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
        const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
        expect(
          serious.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
        ).toEqual([]);
      });
    }
  });
}

test("nothing is wider than a phone, on any page", async ({ page, dashboard }) => {
  test.setTimeout(60_000);
  await page.setViewportSize({ width: 390, height: 844 });
  const [server = ""] = simulated(dashboard).replicas;
  for (const { name, path, heading } of pagesOf("demo", "temp", server)) {
    await page.goto(`${dashboard.url}${path}`);
    await expectHeading(page, heading);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, `${name} is ${width} px wide`).toBeLessThanOrEqual(390);
  }
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

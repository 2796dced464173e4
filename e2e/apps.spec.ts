// The Apps table: what is looked for, what is shown, and what goes out.
import { readFileSync } from "node:fs";
import { expect as quick, test } from "./dashboard.ts";

// On a machine that does other things beside, what comes in the end is waited for.
const expect = quick.configure({ timeout: 30_000 });

test.use({ source: { kind: "demo", scenario: "hot-partition" } });

test("columns, filters and order stand in the URL, the last row adds up what is shown, and the file has just that", async ({
  page,
  dashboard,
  complaints,
}) => {
  test.setTimeout(120_000);
  await page.goto(`${dashboard.url}/c/demo/apps`);
  const table = page.getByRole("table", { name: "Apps", exact: true });
  const rows = table.locator("tbody").getByRole("row");
  await expect(rows.nth(1)).toBeVisible();
  const count = await rows.count();
  await expect(table.locator("tfoot")).toContainText(`${count} apps`);

  // Rates come with the second round, and a table has a hot partition.
  await page.getByRole("switch", { name: "Only hot" }).click();
  await expect(page).toHaveURL(/hot=true/);
  for (const app of ["user_profile", "orders"]) await expect(rows.filter({ hasText: app })).toHaveCount(1);
  await expect.poll(() => rows.count()).toBeLessThan(count);
  await page.getByRole("switch", { name: "Only hot" }).click();
  await expect(rows).toHaveCount(count);

  // Asked of each app that has envs, as they tell.
  await page.getByRole("searchbox", { name: "Filter by env, key=value" }).fill("slow_query");
  await expect(page).toHaveURL(/env=slow_query/);
  await expect(rows).toHaveCount(2);
  for (const app of ["user_profile", "orders"]) await expect(rows.filter({ hasText: app })).toHaveCount(1);
  await page.getByRole("searchbox", { name: "Filter by env, key=value" }).fill("");

  await page.getByText(/^Columns \(/).click();
  await page.getByRole("checkbox", { name: "Cache hits" }).check();
  await expect(page).toHaveURL(/cols=.*hits/);
  await page.reload();
  await expect(table.getByRole("columnheader", { name: "Cache hits" })).toBeVisible();
  await page.getByRole("searchbox", { name: "Filter by name or id" }).fill("orders");
  await expect(rows).toHaveCount(1);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "CSV" }).click(),
  ]);
  const [head = "", line = "", ...rest] = readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split("\r\n");
  expect(head).toContain("Cache hits");
  expect(line).toContain("orders,32,3,");
  expect(rest).toEqual([]);
  expect(complaints).toEqual([]);
});

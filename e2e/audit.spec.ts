import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { INTENT, INTENT_HEADER } from "#api/changes.ts";
import { expect, simulated, test, type Dashboard } from "./dashboard.ts";

const FLAG = "hdfs_read_limit_rate_mb_per_sec";

/** As the page of this dashboard makes a change. */
async function setFlag(dashboard: Dashboard, value: string, reason: string): Promise<void> {
  const [server = ""] = simulated(dashboard).replicas;
  const response = await fetch(`${dashboard.url}/api/clusters/demo/config`, {
    method: "POST",
    headers: { origin: dashboard.url, [INTENT_HEADER]: INTENT },
    body: JSON.stringify({ name: FLAG, value, servers: [server], reason }),
  });
  expect(response.status).toBe(200);
  await response.text();
}

test("changes stand in a table, newest first, that is sorted and filtered in the URL, and goes out as CSV as it is shown", async ({
  page,
  dashboard,
  complaints,
}) => {
  await setFlag(dashboard, "101", "first, with a comma");
  await setFlag(dashboard, "none", '=HYPERLINK("evil")');
  await setFlag(dashboard, "103", "third");
  await page.goto(`${dashboard.url}/c/demo/audit`);
  const table = page.getByRole("table", { name: "Changes", exact: true });
  const rows = table.getByRole("row");
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(1)).toContainText("third");
  await expect(rows.nth(2)).toContainText("Refused");

  await page.getByLabel("Verdict").selectOption("Done");
  await expect(rows).toHaveCount(3);
  await page.getByRole("searchbox", { name: "Filter changes" }).fill("first");
  await expect(rows).toHaveCount(2);
  await expect(page).toHaveURL(/verdict=ok/);
  await expect(page).toHaveURL(/q=first/);
  await page.reload();
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("101");

  await page.goto(`${dashboard.url}/c/demo/audit?sort=at`);
  await expect(rows).toHaveCount(4);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("audit-demo.csv");
  const lines = readFileSync(await download.path(), "utf8").split("\r\n");
  expect(lines[0]).toBe("id,at,user,verdict,server,what,flag,before,after,reason,message");
  expect(lines).toHaveLength(5);
  expect(lines[1]).toMatch(/^1,\d{4}-\d\d-\d\dT[\d:.]+Z,local,ok,.*,101,"first, with a comma",ERR_OK$/);
  expect(lines[2]).toContain(`"'=HYPERLINK(""evil"")"`);
  expect(complaints).toEqual([]);
});

test("a bad verdict in the URL is no verdict", async ({ page, dashboard }) => {
  await setFlag(dashboard, "101", "x");
  await page.goto(`${dashboard.url}/c/demo/audit?verdict=nonsense&sort=nowhere`);
  await expect(page.getByRole("table", { name: "Changes", exact: true }).getByRole("row")).toHaveCount(2);
  await expect(page.getByLabel("Verdict")).toHaveValue("");
});

test("axe finds nothing serious on the audit page in either scheme", async ({ page, dashboard }) => {
  test.setTimeout(120_000);
  await setFlag(dashboard, "101", "x");
  await page.goto(`${dashboard.url}/c/demo/audit`);
  await expect(page.getByRole("table", { name: "Changes", exact: true }).getByRole("row")).toHaveCount(2);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => `${id} at ${nodes.map(({ html }) => html).join(", ")}`)).toEqual([]);
  }
});

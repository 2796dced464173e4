// A thousand apps on a hundred nodes: what is in the document stays small, input is answered, and no replica server is asked twice in a round.
// How fast it is is the business of `npm run bench -- pages`.
import { expect as quick, simulated, test } from "./dashboard.ts";

const expect = quick.configure({ timeout: 60_000 });

test.use({ source: { kind: "demo", scenario: "large" } });

test("Apps and Nodes stand there before any load is known, with few rows in the document, and answer to input", async ({
  page,
  dashboard,
  complaints,
}) => {
  test.setTimeout(240_000);
  const cluster = simulated(dashboard);
  await page.goto(`${dashboard.url}/c/demo/apps`);
  const apps = page.getByRole("table", { name: "Apps", exact: true });
  const rows = apps.locator("tbody").getByRole("row");
  await expect(apps).toHaveAttribute("aria-rowcount", "1001");
  await expect(rows.nth(10)).toBeVisible();
  expect(await rows.count()).toBeLessThan(100);
  await page.getByRole("searchbox", { name: "Filter by name or id" }).fill("pay_orders");
  await expect(rows.first()).toContainText("pay_orders");
  await expect(page).toHaveURL(/q=pay_orders/);

  await page.goto(`${dashboard.url}/c/demo/nodes`);
  const nodes = page.getByRole("table", { name: "Nodes", exact: true });
  await expect(nodes).toHaveAttribute("aria-rowcount", "101");
  await expect(nodes.locator("tbody").getByRole("row").nth(10)).toBeVisible();
  const counts = cluster.replicas.map(
    (server) => cluster.requests(server).filter(({ target }) => target.startsWith("/metrics?types=replica,")).length,
  );
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  expect(complaints).toEqual([]);
});

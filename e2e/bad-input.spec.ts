import { expect, simulated, test } from "./dashboard.ts";

const CASES = [
  { what: "an unknown cluster", path: "/c/nowhere", says: /nowhere/ },
  { what: "an unknown cluster's page", path: "/c/nowhere/apps", says: /nowhere/ },
  { what: "an unknown app", path: "/c/demo/apps/no_such_table", says: /no_such_table/ },
  {
    what: "an app with a strange name",
    path: `/c/demo/apps/${encodeURIComponent("<b>a&b?c=d/e%")}`,
    says: /<b>a&b\?c=d\/e%/,
  },
  { what: "an unknown node", path: "/c/demo/nodes/10.9.8.7%3A34801", says: /10\.9\.8\.7:34801/ },
  { what: "an unknown page of a cluster", path: "/c/demo/nothing-here", says: /nothing-here|not found|no page/i },
  { what: "an unknown URL", path: "/nothing-here", says: /nothing-here|not found|no page/i },
] as const;

for (const { what, path, says } of CASES) {
  test(`${what} gets a page that says so, with a way back`, async ({ page, dashboard }) => {
    await page.goto(`${dashboard.url}${path}`);
    const main = page.getByRole("main");
    await expect(main.getByText(says).first()).toBeVisible();
    const back = main.getByRole("link").first();
    await expect(back).toBeVisible();
    await back.click();
    await expect(page).not.toHaveURL(`${dashboard.url}${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
}

test("an unknown node is never contacted", async ({ page, dashboard }) => {
  await page.goto(`${dashboard.url}/c/demo/nodes/10.9.8.7%3A34801`);
  await expect(
    page
      .getByRole("main")
      .getByText(/10\.9\.8\.7:34801/)
      .first(),
  ).toBeVisible();
  const known = new Set([...simulated(dashboard).metas, ...simulated(dashboard).replicas]);
  const { requests } = simulated(dashboard);
  await expect.poll(() => requests().length).toBeGreaterThan(0);
  const asked = requests();
  expect(asked.filter(({ server }) => !known.has(server))).toEqual([]);
});

test("bad values in the URL fall back quietly", async ({ page, dashboard, complaints }) => {
  await page.goto(`${dashboard.url}/c/demo/apps?sort=nonsense&dir=sideways&q=%00&unhealthy=perhaps`);
  await expect(page.getByRole("table", { name: "Apps", exact: true })).toBeVisible();
  await page.goto(`${dashboard.url}/c/demo/config?server=nobody%3A1&section=none&mutable=maybe`);
  await expect(page.getByRole("heading", { level: 1, name: "Config" })).toBeVisible();
  expect(complaints).toEqual([]);
});

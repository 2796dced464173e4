import { expect, expectHeading, simulated, test } from "./dashboard.ts";

test.use({ timeScale: 0.3 });

test("the leader dies while a page is open: data stays, the page says who leads now, and recovers without a reload", async ({
  page,
  dashboard,
}) => {
  test.setTimeout(60_000);
  const cluster = simulated(dashboard);
  const first = cluster.leader() ?? "";
  await page.addInitScript(() => localStorage.setItem("pegasus-dashboard.refresh-seconds", "5"));
  await page.goto(`${dashboard.url}/c/demo/apps`);
  await expectHeading(page, "Apps");
  const table = page.getByRole("table", { name: "Apps", exact: true });
  await expect(table.getByRole("link", { name: "temp", exact: true })).toBeVisible();
  // The page tells a move from the leader that it knew before.
  await expect(page.locator(".leader-line").getByRole("link")).toHaveAttribute(
    "href",
    new RegExp(encodeURIComponent(first)),
  );
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  await cluster.kill(first);
  await expect.poll(() => cluster.leader(), { timeout: 20_000 }).not.toBe(first);
  await expect.poll(() => cluster.leader()).not.toBeNull();
  const second = cluster.leader() ?? "";

  await expect(page.getByRole("status").filter({ hasText: `Leader is now ${second}` })).toBeAttached({
    timeout: 30_000,
  });
  await expect(table.getByRole("link", { name: "temp", exact: true })).toBeVisible();
  await expect(page.getByRole("group", { name: "Source" }).first()).toContainText(second, { timeout: 30_000 });
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});

test("while nobody leads, the data stays and the page says that it is from before", async ({ page, dashboard }) => {
  test.setTimeout(60_000);
  const cluster = simulated(dashboard);
  await page.addInitScript(() => localStorage.setItem("pegasus-dashboard.refresh-seconds", "5"));
  await page.goto(`${dashboard.url}/c/demo/apps/temp`);
  const table = page.getByRole("table", { name: "Partitions", exact: true });
  await expect(table.getByRole("row").nth(1)).toBeVisible();
  for (const meta of cluster.metas) await cluster.kill(meta);
  await expect(
    page
      .getByRole("main")
      .getByText(/refresh(es)? fail|last refresh|could not be refreshed|from before|not refreshed/i)
      .first(),
  ).toBeVisible({ timeout: 30_000 });
  await expect(table.getByRole("row").nth(1)).toBeVisible();
});

test("the browser never sees a redirect, whichever meta is asked", async ({ page, dashboard }) => {
  const cluster = simulated(dashboard);
  const backup = cluster.metas.find((meta) => meta !== cluster.leader()) ?? "";
  const seen: number[] = [];
  page.on("response", (response) => seen.push(response.status()));
  await page.goto(`${dashboard.url}/c/demo/explorer?server=${encodeURIComponent(backup)}&path=/meta/cluster`);
  await expect(page.getByRole("tree", { name: "JSON" })).toContainText("primary_meta_server");
  await expect(page.getByRole("main")).toContainText("307");
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.filter((status) => status >= 300 && status < 400 && status !== 304)).toEqual([]);
});

test.describe("in the scenario leader-moves", () => {
  test.use({ source: { kind: "demo", scenario: "leader-moves" }, timeScale: 0.2 });

  test("the leader moves by itself and the Cluster page follows", async ({ page, dashboard }) => {
    const cluster = simulated(dashboard);
    const first = cluster.metas[0] ?? "";
    await page.addInitScript(() => localStorage.setItem("pegasus-dashboard.refresh-seconds", "5"));
    await page.goto(`${dashboard.url}/c/demo`);
    await expectHeading(page, "Cluster");
    await expect.poll(() => cluster.leader() !== null && cluster.leader() !== first, { timeout: 15_000 }).toBe(true);
    const table = page.getByRole("table", { name: "Servers", exact: true });
    await expect(table.getByRole("row").filter({ hasText: cluster.leader() ?? "?" })).toContainText(/leader/i, {
      timeout: 20_000,
    });
  });
});

import { expect, simulated, test } from "./dashboard.ts";

test("the explorer lists what the server itself lists, and shows an answer as an exact tree", async ({
  page,
  dashboard,
}) => {
  const [server = ""] = simulated(dashboard).replicas;
  const listed = (await (await fetch(`http://${server}/`)).json()) as Record<string, string>;
  await page.goto(
    `${dashboard.url}/c/demo/explorer?server=${encodeURIComponent(server)}&path=/metrics&q=${encodeURIComponent("types=server&metrics=total_replicas")}`,
  );
  for (const path of Object.keys(listed))
    await expect(page.getByRole("main").getByText(path, { exact: true }).first()).toBeVisible();
  const tree = page.getByRole("tree", { name: "JSON" });
  // 19 digits: a double would have rounded the last ones away.
  await expect(tree).toContainText(/timestamp_ns.*\d{19}/);
  const raw = await page.request.get(
    `${dashboard.url}/api/clusters/demo/servers/${encodeURIComponent(server)}/metrics?types=server&metrics=total_replicas`,
  );
  expect(raw.headers()["x-pegasus-server"]).toBe(server);
});

test("the tree folds and unfolds by keyboard", async ({ page, dashboard }) => {
  await page.goto(
    `${dashboard.url}/c/demo/explorer?server=leader&path=/meta/app&q=${encodeURIComponent("name=temp&detail")}`,
  );
  const tree = page.getByRole("tree", { name: "JSON" });
  await expect(tree.getByRole("treeitem").first()).toBeVisible();
  await tree.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await expect(tree.getByRole("treeitem")).toHaveCount(1);
  await page.keyboard.press("ArrowRight");
  await expect(tree.getByRole("treeitem").filter({ hasText: "general" }).first()).toBeVisible();
});

test("an answer that is no JSON and no success is shown for what it is", async ({ page, dashboard }) => {
  await page.goto(`${dashboard.url}/c/demo/explorer?server=leader&path=/meta/app&q=name=no_such_table`);
  await expect(page.getByRole("main")).toContainText("404");
  await expect(page.getByRole("main")).toContainText('table not found: "no_such_table"');
});

test("a change is not sent by looking at it, and /updateConfig is left to the Config page", async ({
  page,
  dashboard,
}) => {
  const [server = ""] = simulated(dashboard).replicas;
  await page.goto(
    `${dashboard.url}/c/demo/explorer?server=${encodeURIComponent(server)}&path=/updateConfig&q=enable_direct_io=true`,
  );
  await expect(
    page
      .getByRole("main")
      .getByRole("link", { name: /config/i })
      .first(),
  ).toBeVisible();
  const sent = simulated(dashboard)
    .requests()
    .filter(({ target }) => target.startsWith("/updateConfig"));
  expect(sent).toEqual([]);
});

test("a page's Raw JSON leads to the same answer in the explorer", async ({ page, dashboard }) => {
  await page.goto(`${dashboard.url}/c/demo/apps/temp`);
  await page.getByRole("link", { name: "Raw JSON" }).first().click();
  await expect(page).toHaveURL(/explorer\?/);
  await expect(page.getByRole("tree", { name: "JSON" })).toContainText("max_replica_count");
});

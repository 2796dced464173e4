import { expect, test } from "./shared.ts";
import { simulated } from "./dashboard.ts";

test.setTimeout(90_000);

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

test("what is no success is shown for what it is, and a change is not sent by looking at it", async ({
  page,
  dashboard,
}) => {
  const main = page.getByRole("main");
  await page.goto(`${dashboard.url}/c/demo/explorer?server=leader&path=/meta/app&q=name=no_such_table`);
  await expect(main).toContainText("404");
  await expect(main).toContainText('table not found: "no_such_table"');

  const [server = ""] = simulated(dashboard).replicas;
  await page.goto(
    `${dashboard.url}/c/demo/explorer?server=${encodeURIComponent(server)}&path=/updateConfig&q=enable_direct_io=true`,
  );
  // It is left to the Config page, which reads back what it has changed.
  await expect(main.getByRole("link", { name: /config/i }).first()).toBeVisible();
  const sent = simulated(dashboard)
    .requests()
    .filter(({ target }) => target.startsWith("/updateConfig"));
  expect(sent).toEqual([]);
});

// Making requests in the explorer: what is offered, the form, bodies, and what is asked before something is changed.
import { AxeBuilder } from "@axe-core/playwright";
import { simulated } from "./dashboard.ts";
import { expect, test } from "./shared.ts";

test.setTimeout(120_000);

const LEADER = "/c/demo/explorer?server=leader";

test("a server is asked once what it offers; its calls are found by words, and those it lacks are marked", async ({
  page,
  dashboard,
}) => {
  const [server = ""] = simulated(dashboard).replicas;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${dashboard.url}/c/demo/explorer?server=${encodeURIComponent(server)}&path=/version`);
  const calls = page.getByRole("navigation", { name: "Calls of this server" });
  for (const path of ["/recentStartTime", "/configs", "/version"]) {
    await calls.getByRole("link", { name: path }).first().click();
    await expect(page.getByRole("tree", { name: "JSON" })).toContainText(path);
  }
  const lists = asked.filter((path) => decodeURIComponent(path).endsWith(`/servers/${server}/`));
  expect(lists).toHaveLength(1);

  await page.goto(`${dashboard.url}/c/demo/explorer?server=${encodeURIComponent(server)}`);
  await expect(calls.getByRole("link", { name: /^\/meta\/nodes/ })).toContainText("A call of meta servers.");
  await page.getByRole("searchbox", { name: "Search calls" }).fill("metrics");
  await expect(calls.getByRole("link", { name: /^\/metrics/ })).toBeVisible();
  await expect(calls.getByRole("link", { name: /^\/version/ })).toHaveCount(0);
  await expect(page).toHaveURL(/calls=metrics/);
});

test("the form fills in what the cluster has, filters of metrics with what they mean, and what is asked is in the URL", async ({
  page,
  dashboard,
}) => {
  await page.goto(`${dashboard.url}${LEADER}&path=/meta/app`);
  await expect(page.getByText("Not sent yet")).toBeVisible();
  await page.getByLabel("name (required)").click();
  await page.getByRole("option", { name: /^temp/ }).click();
  await page.getByRole("checkbox", { name: "detail" }).check();
  await expect(page.getByLabel("Path and query")).toHaveValue("/meta/app?name=temp&detail");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page).toHaveURL(/q=name(=|%3D)temp(&|%26)detail/);
  await expect(page.getByRole("tree", { name: "JSON" })).toContainText("max_replica_count");

  const [server = ""] = simulated(dashboard).replicas;
  await page.goto(
    `${dashboard.url}/c/demo/explorer?server=${encodeURIComponent(server)}&path=/metrics&q=${encodeURIComponent("types=disk")}`,
  );
  await page.getByLabel("metrics", { exact: true }).click();
  const option = page.getByRole("option", { name: /^disk_capacity_total_mb/ });
  await expect(option).toContainText(/disk, MegaBytes: /);
  // Of disks alone, since disks are chosen.
  await expect(page.getByRole("option", { name: /^get_requests/ })).toHaveCount(0);
  await option.click();
  await page.getByRole("option", { name: /^disk_capacity_avail_mb/ }).click();
  await expect(page.getByLabel("Path and query")).toHaveValue(
    "/metrics?types=disk&metrics=disk_capacity_total_mb,disk_capacity_avail_mb",
  );
});

test("what Pegasus will refuse is said before and explained; an answer says who gave it by which way, headers, size and curl", async ({
  page,
  dashboard,
}) => {
  await page.goto(`${dashboard.url}${LEADER}&path=/meta/apps`);
  const line = page.getByLabel("Path and query");
  await line.fill("/meta/apps?details");
  await expect(page.getByRole("list", { name: "Looks wrong" })).toContainText("Pegasus answers 400");
  await line.press("Enter");
  await expect(page.getByText("400 Bad Request", { exact: true })).toBeVisible();
  await expect(page.getByRole("note")).toContainText("to that Pegasus says 400 and nothing more");
  await expect(page.getByText("The body is empty.")).toBeVisible();

  const cluster = simulated(dashboard);
  const leader = cluster.leader() ?? "";
  const standby = cluster.metas.find((meta) => meta !== leader) ?? "";
  await page.goto(`${dashboard.url}/c/demo/explorer?server=${encodeURIComponent(standby)}&path=/meta/cluster`);
  const main = page.getByRole("main");
  await expect(main.getByText("200 OK", { exact: true })).toBeVisible();
  await expect(main).toContainText(`${leader} via ${standby} → 307`);
  await main.getByText("Headers", { exact: true }).click();
  await expect(main).toContainText("Content-Type: text/plain");
  await expect(main).toContainText(`x-pegasus-server: ${leader}`);
  await expect(main.getByRole("button", { name: "Copy as curl" })).toHaveAttribute(
    "title",
    `curl 'http://${leader}/meta/cluster'`,
  );
});

test("a body is checked before it can be sent; changes and costly calls are confirmed, and what nobody knows is not sent", async ({
  page,
  dashboard,
}) => {
  const cluster = simulated(dashboard);
  const sent = () => cluster.requests().filter(({ target }) => target.startsWith("/meta/app/start_compaction"));
  await page.goto(`${dashboard.url}${LEADER}&path=/meta/app/start_compaction`);
  const call = page.getByRole("region", { name: "This call" });
  const body = call.getByLabel("Body (a JSON object)");
  const send = call.getByRole("button", { name: "Send…" });
  await expect(call).toContainText("There is no undo");
  await expect(call.getByRole("list", { name: "Wrong with the body" })).toContainText("“app_name” is empty");
  await expect(send).toBeDisabled();
  const template = await body.inputValue();
  await body.fill('{\n  "app_name": temp\n}');
  await expect(call).toContainText(/not JSON: .* at line 2, column 15/);
  await expect(send).toBeDisabled();
  await body.fill(template.replace('"app_name": ""', '"app_name": "temp"'));
  await send.click();
  const dialog = page.getByRole("dialog", { name: "Send /meta/app/start_compaction?" });
  await expect(dialog).toContainText('"app_name": "temp"');
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(sent()).toEqual([]);
  await send.click();
  await dialog.getByRole("button", { name: "Send the change" }).click();
  await expect(page.getByText(/^(200 OK|404 Not Found)$/)).toBeVisible();
  expect(sent().map(({ method }) => method)).toEqual(["POST"]);

  const [server = ""] = cluster.replicas;
  const profiles = () => cluster.requests(server).filter(({ target }) => target.startsWith("/pprof/heap"));
  await page.goto(`${dashboard.url}/c/demo/explorer?server=${encodeURIComponent(server)}&path=/pprof/heap`);
  await expect(call).toContainText("A costly call.");
  await send.click();
  expect(profiles()).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Send the costly call" }).click();
  // Whatever it answers is shown for what it is.
  await expect(call.getByText("Status", { exact: true })).toBeVisible();
  expect(profiles()).toHaveLength(1);

  await page.goto(`${dashboard.url}/c/demo/explorer?server=leader&path=/meta/drop_app&q=name%3Dtemp`);
  await expect(call).toContainText("This dashboard does not know the call");
  await expect(send).toBeDisabled();
});

test("a page's Raw JSON shows the page's own answer, and nobody is asked again", async ({ page, dashboard }) => {
  await page.goto(`${dashboard.url}/c/demo/apps/temp`);
  await expect(page.getByRole("table", { name: "Partitions" })).toBeVisible();
  // The explorer's own requests take no older answer; the page that one leaves may still be asking for its own.
  let asked = 0;
  page.on("request", (request) => {
    const about = decodeURIComponent(request.url()).includes("/leader/meta/app?name=temp&detail");
    if (about && request.headers()["cache-control"] === "max-age=0") asked++;
  });
  await page.getByRole("link", { name: "Raw JSON" }).first().click();
  await expect(page.getByRole("tree", { name: "JSON" })).toContainText("max_replica_count");
  expect(asked).toBe(0);
  await page.getByRole("button", { name: "Send again" }).click();
  await expect.poll(() => asked).toBe(1);
});

test("axe finds nothing serious in the explorer's tabs, in either scheme", async ({ page, dashboard }) => {
  test.setTimeout(240_000);
  const all = page.getByRole("main");
  const tabs = [
    ["&path=/version&tab=history", page.getByRole("table", { name: "Requests" })],
    ["&path=/version&tab=servers&value=$.Version", all.getByText("8 of 8 done")],
    ["&path=/meta/app/start_compaction", all.getByText("There is no undo")],
    ["&path=/metrics&q=types%3Dserver,disk", page.getByRole("tree", { name: "JSON" })],
  ] as const;
  // The history is of something.
  await page.goto(`${dashboard.url}${LEADER}&path=/version`);
  await expect(page.getByRole("tree", { name: "JSON" })).toBeVisible();
  for (const [rest, shown] of tabs) {
    await page.goto(`${dashboard.url}${LEADER}${rest}`);
    await expect(shown).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`)).toBeAttached();
      const { violations } = await new AxeBuilder({ page })
        .include("main")
        .options({ resultTypes: ["violations"] })
        .analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      const where = serious.map(
        ({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
      );
      expect(where, `${rest} in ${colorScheme}`).toEqual([]);
    }
  }
});

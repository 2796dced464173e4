// Making requests in the explorer: what is offered, the form, bodies, and what is asked before something is changed.
import { AxeBuilder } from "@axe-core/playwright";
import { expect as hasty, simulated, test } from "./dashboard.ts";

/** Answers are waited for on a machine that others use, too. */
const expect = hasty.configure({ timeout: 20_000 });
test.setTimeout(90_000);

const LEADER = "/c/demo/explorer?server=leader";

test("a server is asked once what it offers, however many of its calls are looked at", async ({ page, dashboard }) => {
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
});

test("calls are found by words, and those that a server lacks are marked", async ({ page, dashboard }) => {
  const [server = ""] = simulated(dashboard).replicas;
  await page.goto(`${dashboard.url}/c/demo/explorer?server=${encodeURIComponent(server)}`);
  const calls = page.getByRole("navigation", { name: "Calls of this server" });
  await expect(calls.getByRole("link", { name: /^\/meta\/nodes/ })).toContainText("A call of meta servers.");
  await page.getByRole("searchbox", { name: "Search calls" }).fill("metrics");
  await expect(calls.getByRole("link", { name: /^\/metrics/ })).toBeVisible();
  await expect(calls.getByRole("link", { name: /^\/version/ })).toHaveCount(0);
  await expect(page).toHaveURL(/calls=metrics/);
});

test("the form fills in an app from the cluster, and what is asked is in the URL", async ({ page, dashboard }) => {
  await page.goto(`${dashboard.url}${LEADER}&path=/meta/app`);
  await expect(page.getByText("Not sent yet")).toBeVisible();
  await page.getByLabel("name (required)").click();
  await page.getByRole("option", { name: /^temp/ }).click();
  await page.getByRole("checkbox", { name: "detail" }).check();
  await expect(page.getByLabel("Path and query")).toHaveValue("/meta/app?name=temp&detail");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page).toHaveURL(/q=name(=|%3D)temp(&|%26)detail/);
  await expect(page.getByRole("tree", { name: "JSON" })).toContainText("max_replica_count");
  await page.reload();
  await expect(page.getByRole("tree", { name: "JSON" })).toContainText("max_replica_count");
});

test("filters of metrics are suggested with what they mean, and several can be chosen", async ({ page, dashboard }) => {
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

test("what Pegasus will refuse is said before, and its refusal is explained", async ({ page, dashboard }) => {
  await page.goto(`${dashboard.url}${LEADER}&path=/meta/apps`);
  const line = page.getByLabel("Path and query");
  await line.fill("/meta/apps?details");
  await expect(page.getByRole("list", { name: "Looks wrong" })).toContainText("Pegasus answers 400");
  await line.press("Enter");
  await expect(page.getByText("400 Bad Request", { exact: true })).toBeVisible();
  await expect(page.getByRole("note")).toContainText("to that Pegasus says 400 and nothing more");
  await expect(page.getByText("The body is empty.")).toBeVisible();
});

test("the answer's facts are there: status, who answered by which way, headers, size, curl", async ({
  page,
  dashboard,
}) => {
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

test("a body is checked before it can be sent, and a change is confirmed", async ({ page, dashboard }) => {
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
});

test("a costly call is sent only when that is confirmed", async ({ page, dashboard }) => {
  const cluster = simulated(dashboard);
  const [server = ""] = cluster.replicas;
  const sent = () => cluster.requests(server).filter(({ target }) => target.startsWith("/pprof/heap"));
  await page.goto(`${dashboard.url}/c/demo/explorer?server=${encodeURIComponent(server)}&path=/pprof/heap`);
  const call = page.getByRole("region", { name: "This call" });
  await expect(call).toContainText("A costly call.");
  await call.getByRole("button", { name: "Send…" }).click();
  expect(sent()).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Send the costly call" }).click();
  // Whatever it answers is shown for what it is.
  await expect(call.getByText("Status", { exact: true })).toBeVisible();
  expect(sent()).toHaveLength(1);
});

test("a call that nobody knows cannot be sent, and it says why", async ({ page, dashboard }) => {
  await page.goto(`${dashboard.url}/c/demo/explorer?server=leader&path=/meta/drop_app&q=name%3Dtemp`);
  const call = page.getByRole("region", { name: "This call" });
  await expect(call).toContainText("This dashboard does not know the call");
  await expect(call.getByRole("button", { name: "Send…" })).toBeDisabled();
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

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing serious in the explorer's tabs in ${colorScheme}`, async ({ page, dashboard }) => {
    await page.emulateMedia({ colorScheme });
    for (const rest of [
      "&path=/version&tab=servers&value=$.Version",
      "&path=/version&tab=history",
      "&path=/meta/app/start_compaction",
      "&path=/metrics&q=types%3Dserver,disk",
    ]) {
      await page.goto(`${dashboard.url}${LEADER}${rest}`);
      await expect(page.getByRole("tab", { selected: true })).toBeVisible();
      await page.waitForLoadState("networkidle");
      const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(
        serious.map(({ id, nodes }) => `${rest}: ${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
      ).toEqual([]);
    }
  });
}

import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { ANN, VIC, signingIn } from "#gateway/testing/people.ts";
import { expect as hasty, recording, simulated, test, type Dashboard } from "./dashboard.ts";

// Each test is a whole story, on a machine that may have other things to do.
const expect = hasty.configure({ timeout: 30_000 });
test.describe.configure({ timeout: 120_000 });

const FLAG = "hdfs_read_limit_rate_mb_per_sec";

/** What the server itself says, asked directly. */
async function trueValue(server: string, flag: string): Promise<string> {
  const answer = await fetch(`http://${server}/config?name=${flag}`);
  return ((await answer.json()) as { value: string }).value;
}

function trueValues(servers: readonly string[], flag: string): Promise<string[]> {
  return Promise.all(servers.map((server) => trueValue(server, flag)));
}

function changesSent(dashboard: Dashboard): string[] {
  return simulated(dashboard)
    .requests()
    .flatMap(({ target }) => (target.startsWith("/updateConfig") ? [target] : []));
}

/** The Config page, `query` being what follows its `?`. */
async function openConfig(page: Page, dashboard: Dashboard, query = ""): Promise<Locator> {
  await page.goto(`${dashboard.url}/c/demo/config?${query}`);
  const table = page.getByRole("table", { name: "Configs", exact: true });
  await expect(table.getByRole("row").nth(1)).toBeVisible();
  return table;
}

async function openFlag(page: Page, dashboard: Dashboard, server: string, flag: string): Promise<Locator> {
  await openConfig(page, dashboard, `server=${encodeURIComponent(server)}&q=${flag}`);
  await page.getByRole("button", { name: `Edit ${flag}`, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  return dialog;
}

function rowOf(dialog: Locator, server: string): Locator {
  return dialog.getByRole("row").filter({ hasText: server });
}

test("a change is confirmed with old and new, proven by reading it back, written in the audit log, and undone from there unless it has changed since", async ({
  page,
  dashboard,
  complaints,
}) => {
  const [server = "", other = "", third = ""] = simulated(dashboard).replicas;
  const before = await trueValue(server, FLAG);
  const dialog = await openFlag(page, dashboard, server, FLAG);
  await rowOf(dialog, third).getByRole("checkbox").check();
  await dialog.getByLabel("New value").fill("1 GB");
  await dialog.getByLabel(/Reason/).fill("ticket 42");
  await expect(rowOf(dialog, server)).toContainText(`${before} → 1024`);
  await expect(rowOf(dialog, other)).toContainText("stays as it is");
  await expect(dialog).toContainText(/lost at a restart/);
  await expect(dialog.getByRole("list", { name: "Traps" })).toContainText("Only 2 of 5 replica servers");
  await dialog.getByRole("button", { name: "Apply to 2 servers" }).click();
  await expect(rowOf(dialog, server)).toContainText(`Now 1024, read back from the server. It was ${before}.`);
  await expect(rowOf(dialog, third)).toContainText("read back");
  expect(await trueValues([server, other, third], FLAG)).toEqual(["1024", before, "1024"]);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("table", { name: "Configs", exact: true }).getByRole("row").nth(1)).toContainText("1024");

  await page.goto(`${dashboard.url}/c/demo/audit?q=${encodeURIComponent(server)}`);
  const row = page.getByRole("table", { name: "Changes", exact: true }).getByRole("row").nth(1);
  for (const text of [FLAG, server, before, "1024", "local", "ticket 42"]) await expect(row).toContainText(text);
  // Meanwhile somebody changes one of the two past the dashboard.
  await fetch(`http://${third}/updateConfig?${FLAG}=7`);
  await row.getByRole("link", { name: /Undo change/ }).click();
  const undo = page.getByRole("dialog", { name: `Undo a change of ${FLAG}` });
  await expect(rowOf(undo, server)).toContainText(`1024 → ${before}`);
  await expect(rowOf(undo, third)).toContainText("has been changed since: it is 7, and stays so");
  await undo.getByRole("button", { name: `Apply the old value to ${server}` }).click();
  await expect(rowOf(undo, server)).toContainText(`Now ${before}, read back from the server. It was 1024.`);
  expect(await trueValues([server, other, third], FLAG)).toEqual([before, before, "7"]);

  await undo.getByRole("button", { name: "Close" }).click();
  await page.goto(`${dashboard.url}/c/demo/config?flag=${FLAG}`);
  const about = page.getByRole("region", { name: `About ${FLAG}` });
  await expect(about).toContainText("HDFS read limit");
  await expect(about.getByRole("list", { name: `History of ${FLAG}` }).getByRole("listitem")).toHaveCount(3);
  expect(complaints).toEqual([]);
});

test("what cannot be sent is refused before it is sent, with the reason, and is not lost; what Pegasus refuses is told in its own words", async ({
  page,
  dashboard,
}) => {
  const cluster = simulated(dashboard);
  const [server = ""] = cluster.replicas;
  const before = await trueValue(server, FLAG);
  const dialog = await openFlag(page, dashboard, server, FLAG);
  const value = dialog.getByLabel("New value");
  for (const [typed, says] of [
    ["abc", /whole number/],
    ["-1", /from 0 to/],
    ["4294967296", /4,294,967,295/],
    ["18446744073709551616", /4,294,967,295/],
    ["", /Type a value/],
    ["1&2", /&/],
    [`${FLAG}=5`, /the value alone/],
    ["08", /octal/],
    ["1.5 KB", /no whole number of MiB/],
    ["5 s", /no unit here/],
  ] as const) {
    await value.fill(typed);
    await expect(dialog.getByRole("status").filter({ hasText: says })).toBeVisible();
    await expect(dialog.getByRole("button", { name: /^Apply/ })).toBeDisabled();
    await expect(value).toHaveValue(typed);
  }
  await value.fill("0x10");
  await expect(rowOf(dialog, server)).toContainText(`${before} → 16`);
  await value.fill("010");
  await expect(rowOf(dialog, server)).toContainText(`${before} → 8`);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  expect(changesSent(dashboard)).toEqual([]);

  const leader = cluster.leader() ?? "";
  const least = await openFlag(page, dashboard, leader, "min_allowed_replica_count");
  await least.getByLabel("New value").fill("0");
  await expect(least.getByRole("status").filter({ hasText: /at least 1/ })).toBeVisible();
  await least.getByLabel("New value").fill("6");
  await expect(rowOf(least, leader)).toContainText(/probably refuse: .*max_allowed_replica_count\(5\)/);
  await least.getByRole("button", { name: /^Apply/ }).click();
  await expect(rowOf(least, leader)).toContainText(/Not changed: ERR_INVALID_PARAMETERS: group validator/);
  await expect(least.getByLabel("New value")).toHaveValue("6");
  expect(await trueValues(cluster.metas, "min_allowed_replica_count")).toEqual(["1", "1", "1"]);
  expect(changesSent(dashboard)).toEqual(["/updateConfig?min_allowed_replica_count=6"]);

  // Flags that have vanished, or never could be changed, by a link to their edit.
  await openConfig(page, dashboard, "edit=no_such_flag&value=1");
  await expect(page.getByRole("dialog")).toContainText(
    "No server of this cluster that answers has a flag no_such_flag",
  );
  await openConfig(page, dashboard, "edit=cluster_name&value=1");
  await expect(page.getByRole("dialog")).toContainText("needs a restart");
  await openConfig(page, dashboard, "undo=99");
  await expect(page.getByRole("dialog")).toContainText("has no entry 99");
});

test("one server goes first; one that dies half-way costs its own line; the done are undone, each to its own old value", async ({
  page,
  dashboard,
}) => {
  const cluster = simulated(dashboard);
  const [first = "", second = "", dead = ""] = cluster.replicas;
  await fetch(`http://${second}/updateConfig?checkpoint_reserve_min_count=9`);
  await openConfig(page, dashboard, "edit=checkpoint_reserve_min_count&value=4");
  const dialog = page.getByRole("dialog");
  // Of the servers that use it, and of no meta.
  await expect(dialog.getByRole("checkbox", { name: "All 5 replica servers" })).toBeChecked();
  await dialog.getByLabel(/First on one server/).check();
  await dialog.getByRole("combobox", { name: "First on" }).selectOption(first);
  await dialog.getByRole("button", { name: `Apply to ${first}` }).click();
  await expect(rowOf(dialog, first)).toContainText("Now 4, read back");
  expect(await trueValues([first, second, dead], "checkpoint_reserve_min_count")).toEqual(["4", "9", "2"]);

  await cluster.kill(dead);
  await dialog.getByRole("button", { name: /^Apply to the other/ }).click();
  await expect(rowOf(dialog, dead)).toContainText(/refuses connections/);
  await expect(rowOf(dialog, second)).toContainText("Now 4, read back");
  await expect(dialog.getByText(/Done on 4 of 5 servers; 1 failed|Done on 4 servers/)).toBeVisible();
  const alive = cluster.replicas.filter((server) => server !== dead);
  expect(await trueValues(alive, "checkpoint_reserve_min_count")).toEqual(["4", "4", "4", "4"]);

  await dialog.getByRole("button", { name: "Undo on 4 servers…" }).click();
  await expect(rowOf(dialog, second)).toContainText("4 → 9");
  await dialog.getByRole("button", { name: /^Apply the old value to 4/ }).click();
  await expect(dialog.getByText("Done on 4 servers, and read back.")).toBeVisible();
  expect(await trueValues(alive, "checkpoint_reserve_min_count")).toEqual(["2", "9", "2", "2"]);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.getByText("1 of 8 processes is not counted here")).toBeVisible();
});

test.describe("where the leader moves", () => {
  test.use({ timeScale: 0.1 });

  test("a change of all metas reaches those that live, and the failed one when it is back", async ({
    page,
    dashboard,
  }) => {
    const cluster = simulated(dashboard);
    const leader = cluster.leader() ?? "";
    await openConfig(page, dashboard, "edit=balance_cluster");
    const dialog = page.getByRole("dialog");
    await expect(rowOf(dialog, leader)).toContainText("leader");
    await dialog.getByRole("switch", { name: /New value/ }).click();
    await cluster.kill(leader);
    await dialog.getByRole("button", { name: /^Apply to/ }).click();
    await expect(dialog.getByText(/Done on 2/)).toBeVisible();
    const others = cluster.metas.filter((meta) => meta !== leader);
    expect(await trueValues(others, "balance_cluster")).toEqual(["true", "true"]);
    await expect.poll(() => cluster.leader() ?? leader).not.toBe(leader);

    await cluster.start(leader);
    const retry = dialog.getByRole("button", { name: /^(Retry on 1 server|Apply to the other 1 server)$/ });
    await expect(retry).toBeEnabled();
    await retry.click();
    await expect(rowOf(dialog, leader)).toContainText("Now true, read back");
    expect(await trueValues(cluster.metas, "balance_cluster")).toEqual(["true", "true", "true"]);
    expect(cluster.deaths()).toBe(0);
  });
});

test.describe("where flags have drifted", () => {
  test.use({ source: { kind: "demo", scenario: "config-drift" } });

  test("the outliers come first, each with its own value, and are mended one by one; a restart that undoes a change is told", async ({
    page,
    dashboard,
    complaints,
  }) => {
    const cluster = simulated(dashboard);
    const [, outlier = "", , , other = ""] = cluster.replicas;
    const table = await openConfig(page, dashboard);
    const names = ["enable_latency_tracer", "max_copy_rate_megabytes_per_disk", "min_live_node_count_for_unfreeze"];
    for (const name of names) await expect(table.getByRole("row").filter({ hasText: name })).toContainText("1");
    await page.getByLabel("Differs").check();
    await expect(table.getByRole("row")).toHaveCount(6);
    await page.getByRole("button", { name: "Processes of enable_latency_tracer", exact: true }).click();
    const differing = table.getByRole("row").filter({ hasText: outlier });
    await expect(differing).toContainText("differs");
    await expect(differing).toContainText("true");
    await expect(table.getByRole("row").filter({ hasText: cluster.metas[0] ?? "" })).toContainText("inert");
    await expect(page).toHaveURL(/differs=true.*open=enable_latency_tracer|open=enable_latency_tracer.*differs=true/);

    await differing.getByRole("button", { name: `Edit enable_latency_tracer on ${outlier}` }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("switch", { name: /New value/ }).click();
    await dialog.getByRole("button", { name: `Apply to ${outlier}` }).click();
    await expect(rowOf(dialog, outlier)).toContainText("Now false, read back");
    expect(await trueValues(cluster.replicas, "enable_latency_tracer")).toEqual(Array(5).fill("false"));
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect(table.getByRole("row").filter({ hasText: "enable_latency_tracer" })).toHaveCount(0);

    // Another change, whose process then restarts.
    await openConfig(page, dashboard, `edit=${FLAG}&on=${encodeURIComponent(other)}&value=77`);
    await dialog.getByRole("button", { name: `Apply to ${other}` }).click();
    await expect(rowOf(dialog, other)).toContainText("Now 77, read back");
    await cluster.restart(other);
    // The connection to the old process may still be at hand.
    await expect.poll(() => trueValue(other, FLAG).catch(() => "gone")).toBe("200");
    const lost = page.getByRole("region", { name: "Changes that no longer hold" });
    // The gateway may serve answers of some seconds ago, which are from before the restart.
    await expect(async () => {
      await openConfig(page, dashboard);
      await expect(lost).toContainText(`${other} restarted at`, { timeout: 6000 });
    }).toPass({ timeout: 90_000 });
    await expect(lost).toContainText(`(${FLAG} = 77) is gone: it is 200 now.`);
    await expect(async () => {
      await page.goto(`${dashboard.url}/c/demo`);
      await expect(lost).toContainText(`(${FLAG} = 77) is gone: it is 200 now.`, { timeout: 8000 });
    }).toPass({ timeout: 90_000 });
    await lost.getByRole("link", { name: "Apply again…" }).click();
    await dialog.getByRole("button", { name: `Apply to ${other}` }).click();
    await expect(rowOf(dialog, other)).toContainText("Now 77, read back");
    expect(await trueValue(other, FLAG)).toBe("77");
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect(lost).toHaveCount(0);
    expect(complaints).toEqual([]);
  });

  test("two processes, or one and the defaults, are compared by a link, and what is shown goes out as files", async ({
    page,
    dashboard,
    complaints,
  }) => {
    const [one = "", , drifted = ""] = simulated(dashboard).replicas;
    await page.goto(`${dashboard.url}/c/demo/config?left=${drifted}&right=${one}`);
    const comparison = page.getByRole("table", { name: "Comparison", exact: true });
    await expect(comparison.getByRole("row")).toHaveCount(2);
    await expect(comparison.getByRole("row").nth(1)).toContainText("rocksdb_block_cache_capacity");
    for (const server of [drifted, one])
      await expect(comparison).toContainText(await trueValue(server, "rocksdb_block_cache_capacity"));
    await page.getByRole("combobox", { name: "Right", exact: true }).selectOption("default");
    await expect(page).toHaveURL(/right=default/);
    await expect(comparison.getByRole("row").filter({ hasText: "cluster_name" })).toContainText("differs");
    await page.getByRole("link", { name: "Back to all processes" }).click();

    await page.getByLabel("Not default").check();
    await page.getByLabel("Used by").selectOption("replica");
    const files = page.getByRole("group", { name: "Export what is shown" });
    const saved = await Promise.all([
      page.waitForEvent("download"),
      files.getByRole("button", { name: "Replica INI" }).click(),
    ]);
    expect(saved[0].suggestedFilename()).toBe("config-demo-replica.ini");
    expect(complaints).toEqual([]);
  });
});

test.describe("for a viewer", () => {
  test.use({ access: signingIn([ANN, VIC]) });

  test("everything is seen, and nothing changed, whatever link one follows", async ({ page, dashboard }) => {
    const [server = ""] = simulated(dashboard).replicas;
    const before = await trueValue(server, FLAG);
    await page.goto(`${dashboard.url}/c/demo/config?edit=${FLAG}&value=${Number(before) + 1}`);
    await page.getByLabel("Name").fill("vic");
    await page.getByLabel("Password").fill("vic's");
    await page.getByRole("button", { name: "Sign in" }).click();
    const dialog = page.getByRole("dialog", { name: new RegExp(FLAG) });
    await expect(dialog).toContainText(/needs? the role of operator; you are signed in as vic/);
    await expect(dialog.getByRole("button", { name: /^Apply/ })).toBeDisabled();
    await dialog.getByLabel("New value").press("Enter");
    expect(changesSent(dashboard)).toEqual([]);
    expect(await trueValue(server, FLAG)).toBe(before);
  });
});

test("only flags that can be changed have an Edit button, the search finds by description, and it is in the URL; secrets never reach the browser", async ({
  page,
  dashboard,
}) => {
  const [server = ""] = simulated(dashboard).replicas;
  const secret = await trueValue(server, "server_key");
  expect(secret.length).toBeGreaterThan(8);
  const bodies: Promise<string>[] = [];
  page.on("response", (response) => bodies.push(response.text().catch(() => "")));
  const table = await openConfig(page, dashboard);
  await page.getByRole("searchbox").first().fill("embedded HTTP server");
  await expect(table.getByRole("row").filter({ hasText: "enable_http_server" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Edit enable_http_server" })).toHaveCount(0);
  await expect(page).toHaveURL(/q=embedded/);
  await page.reload();
  await expect(table.getByRole("row").filter({ hasText: "enable_http_server" })).toBeVisible();

  await openConfig(page, dashboard, `server=${encodeURIComponent(server)}&q=server_key`);
  await expect(table.getByRole("row").filter({ hasText: "server_key" })).toContainText("••••••••");
  await page.goto(`${dashboard.url}/c/demo/explorer?server=${encodeURIComponent(server)}&path=/configs`);
  await expect(page.getByRole("tree", { name: "JSON" })).toBeVisible();
  for (const body of await Promise.all(bodies)) expect(body).not.toContain(secret);
});

test("axe finds nothing serious in the open dialog, nor on the board with a flag opened, in either scheme", async ({
  page,
  dashboard,
}) => {
  const serious = async (where: string): Promise<string[]> => {
    const { violations } = await new AxeBuilder({ page })
      .include(where)
      .options({ resultTypes: ["violations"] })
      .analyze();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  };
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await openConfig(page, dashboard, `q=${FLAG}&flag=${FLAG}&open=${FLAG}`);
    expect(await serious("main")).toEqual([]);
    await page.getByRole("button", { name: `Edit ${FLAG}`, exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("New value").fill("5");
    await expect(dialog.getByRole("button", { name: /^Apply/ })).toBeEnabled();
    expect(await serious("dialog")).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  }
});

test.describe("on a recording", () => {
  test.use({ source: recording("01b-healthy-with-data", "2026-11-22T10:49:00Z") });

  test("Edit is disabled and says why", async ({ page, dashboard }) => {
    await page.goto(`${dashboard.url}/c/replay/config?q=enable_latency_tracer`);
    const edit = page.getByRole("button", { name: "Edit enable_latency_tracer", exact: true });
    await expect(edit).toBeDisabled();
    await expect(edit).toHaveAttribute("title", /recording/i);
  });
});

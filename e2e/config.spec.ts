import { AxeBuilder } from "@axe-core/playwright";
import { expect, recording, simulated, test, type Dashboard } from "./dashboard.ts";
import type { Page } from "@playwright/test";

const FLAG = "hdfs_read_limit_rate_mb_per_sec";

/** What the server itself says, asked directly. */
async function trueValue(server: string, flag: string): Promise<string> {
  const answer = await fetch(`http://${server}/config?name=${flag}`);
  return ((await answer.json()) as { value: string }).value;
}

async function openFlag(page: Page, dashboard: Dashboard, server: string, flag: string): Promise<void> {
  await page.goto(`${dashboard.url}/c/demo/config?server=${encodeURIComponent(server)}&q=${flag}`);
  await page.getByRole("button", { name: `Edit ${flag}` }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
}

test("a change is confirmed with old and new, proven by reading it back, and written in the audit log", async ({
  page,
  dashboard,
}) => {
  const [server = "", other = ""] = simulated(dashboard).replicas;
  const before = await trueValue(server, FLAG);
  await openFlag(page, dashboard, server, FLAG);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("New value").fill("321");
  await dialog.getByLabel(/Reason/).fill("ticket 42");
  await expect(dialog).toContainText(before);
  await expect(dialog).toContainText("321");
  await expect(dialog).toContainText(/lost at a restart/);
  await dialog.getByRole("button", { name: /Apply/ }).click();
  await expect(dialog.getByRole("list", { name: "What became of it" })).toContainText(/321.*read back|read back.*321/);
  expect(await trueValue(server, FLAG)).toBe("321");
  expect(await trueValue(other, FLAG)).toBe(before);

  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("table", { name: "Configs", exact: true }).getByRole("row").nth(1)).toContainText("321");
  await page.goto(`${dashboard.url}/c/demo/audit`);
  const row = page.getByRole("table", { name: "Changes", exact: true }).getByRole("row").nth(1);
  for (const text of [FLAG, server, before, "321", "local", "ticket 42"]) await expect(row).toContainText(text);
});

test("what Pegasus refuses is told in its own words, and the value stays", async ({ page, dashboard }) => {
  const cluster = simulated(dashboard);
  const leader = cluster.leader() ?? "";
  const before = await trueValue(leader, "max_allowed_replica_count");
  await openFlag(page, dashboard, leader, "max_allowed_replica_count");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("New value").fill("0");
  await dialog.getByRole("button", { name: /Apply/ }).click();
  await expect(dialog).toContainText(/validation failed|ERR_INVALID_PARAMETERS/);
  await expect(dialog.getByLabel("New value")).toHaveValue("0");
  expect(await trueValue(leader, "max_allowed_replica_count")).toBe(before);
});

for (const { typed, says } of [
  { typed: "abc", says: /integer|number|whole/i },
  { typed: "-1", says: /0|negative|less|range/i },
  { typed: "4294967296", says: /4294967295|4,294,967,295|range|large/i },
  { typed: "", says: /empty|value/i },
  { typed: "1&2", says: /&/ },
]) {
  test(`"${typed}" is refused before it is sent, with the reason, and is not lost`, async ({ page, dashboard }) => {
    const [server = ""] = simulated(dashboard).replicas;
    await openFlag(page, dashboard, server, FLAG);
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("New value").fill(typed);
    await expect(dialog.getByRole("status").filter({ hasText: says })).toBeVisible();
    await expect(dialog.getByRole("button", { name: /Apply/ })).toBeDisabled();
    await expect(dialog.getByLabel("New value")).toHaveValue(typed);
    const sent = simulated(dashboard)
      .requests()
      .filter(({ target }) => target.startsWith("/updateConfig"));
    expect(sent).toEqual([]);
  });
}

test("a server that dies between opening and applying costs an error, not the page", async ({ page, dashboard }) => {
  const cluster = simulated(dashboard);
  const [server = ""] = cluster.replicas;
  await openFlag(page, dashboard, server, FLAG);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("New value").fill("77");
  await cluster.kill(server);
  await dialog.getByRole("button", { name: /Apply/ }).click();
  await expect(dialog).toContainText(server);
  await expect(dialog).toContainText(/nothing was sent|refuses connections|dropped/i);
  await expect(dialog.getByLabel("New value")).toHaveValue("77");
});

test("only flags that can be changed have an Edit button, the search finds by description, and it is in the URL", async ({
  page,
  dashboard,
}) => {
  await page.goto(`${dashboard.url}/c/demo/config`);
  const table = page.getByRole("table", { name: "Configs", exact: true });
  await expect(table.getByRole("row").nth(1)).toBeVisible();
  await page.getByRole("searchbox").or(page.getByRole("textbox")).first().fill("embedded HTTP server");
  await expect(table.getByRole("row").filter({ hasText: "enable_http_server" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Edit enable_http_server" })).toHaveCount(0);
  await expect(page).toHaveURL(/q=embedded/);
  await page.reload();
  await expect(table.getByRole("row").filter({ hasText: "enable_http_server" })).toBeVisible();
});

test("secrets never reach the browser", async ({ page, dashboard }) => {
  const [server = ""] = simulated(dashboard).replicas;
  const secret = await trueValue(server, "server_key");
  expect(secret.length).toBeGreaterThan(8);
  const bodies: Promise<string>[] = [];
  page.on("response", (response) => bodies.push(response.text().catch(() => "")));
  await page.goto(`${dashboard.url}/c/demo/config?server=${encodeURIComponent(server)}&q=server_key`);
  await expect(
    page.getByRole("table", { name: "Configs", exact: true }).getByRole("row").filter({ hasText: "server_key" }),
  ).toBeVisible();
  await page.goto(`${dashboard.url}/c/demo/explorer?server=${encodeURIComponent(server)}&path=/configs`);
  await expect(page.getByRole("tree", { name: "JSON" })).toBeVisible();
  for (const body of await Promise.all(bodies)) expect(body).not.toContain(secret);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing serious in the open dialog in ${colorScheme}`, async ({ page, dashboard }) => {
    await page.emulateMedia({ colorScheme });
    const [server = ""] = simulated(dashboard).replicas;
    await openFlag(page, dashboard, server, FLAG);
    const { violations } = await new AxeBuilder({ page })
      .include("dialog")
      .options({ resultTypes: ["violations"] })
      .analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(
      serious.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
    ).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
}

test.describe("on a recording", () => {
  test.use({ source: recording("01b-healthy-with-data", "2026-11-22T10:49:00Z") });

  test("Edit is disabled and says why", async ({ page, dashboard }) => {
    await page.goto(`${dashboard.url}/c/replay/config?q=enable_latency_tracer`);
    const edit = page.getByRole("button", { name: "Edit enable_latency_tracer", exact: true });
    await expect(edit).toBeDisabled();
    await expect(edit).toHaveAttribute("title", /recording/i);
  });
});

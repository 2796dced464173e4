// The JSON viewer as people use it: by keyboard, by screen reader and by mouse, on answers of servers that say anything.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, openDashboard, test, type Dashboard } from "./dashboard.ts";

const METRICS = "/c/demo/explorer?server=leader&path=/metrics";
const APPS = `/c/demo/explorer?server=leader&path=/meta/apps&q=detail`;

const tree = (page: Page) => page.getByRole("tree", { name: "JSON" });
const rows = (page: Page) => tree(page).getByRole("treeitem");
const chosen = (page: Page) => tree(page).locator('[aria-selected="true"]');
const search = (page: Page) => page.getByRole("searchbox", { name: "Search JSON" });
const found = (page: Page) => page.getByRole("search", { name: "Search JSON" }).getByRole("status");

test("the tree tells a screen reader level, place and number of each row, and which one is chosen", async ({
  page,
  dashboard,
}) => {
  await page.goto(dashboard.url + APPS);
  const root = rows(page).first();
  await expect(root).toHaveAttribute("aria-level", "1");
  await expect(root).toHaveAttribute("aria-setsize", "1");
  await expect(root).toHaveAttribute("aria-expanded", "true");
  const info = rows(page).filter({ hasText: "healthy_info" }).first();
  await expect(info).toHaveAttribute("aria-level", "2");
  await expect(info).toHaveAttribute("aria-posinset", "2");
  await expect(info).toHaveAttribute("aria-setsize", "3");
  await tree(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await expect(chosen(page)).toContainText("general_info");
  const active = await tree(page).getAttribute("aria-activedescendant");
  await expect(chosen(page)).toHaveAttribute("id", active ?? "");
});

test("all is done by keyboard: arrows, letters, the star, j k h l, both ends", async ({ page, dashboard }) => {
  await page.goto(dashboard.url + APPS);
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole("button", { name: "1", exact: true }).click();
  await tree(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("h");
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press("l");
  await expect(rows(page)).toHaveCount(4);
  await page.keyboard.press("j");
  await expect(chosen(page)).toContainText("general_info");
  await page.keyboard.press("s");
  await expect(chosen(page)).toContainText("summary");
  await page.keyboard.press("ArrowUp");
  await expect(chosen(page)).toContainText("healthy_info");
  await page.keyboard.press("k");
  await expect(chosen(page)).toContainText("general_info");
  await page.keyboard.press("*");
  await expect(tree(page).locator('[aria-level="2"][aria-expanded="true"]')).toHaveCount(3);
  await page.keyboard.press("End");
  await expect(chosen(page)).toContainText("read_unhealthy_app_count");
  await page.keyboard.press("ArrowLeft");
  await expect(chosen(page)).toContainText("summary");
});

test("levels open and close at once, and what holds the rows in view stays seen", async ({ page, dashboard }) => {
  await page.goto(dashboard.url + METRICS);
  await expect(rows(page).first()).toBeVisible();
  const levels = page.getByRole("group", { name: "Levels open" });
  await levels.getByRole("button", { name: "None" }).click();
  await expect(rows(page)).toHaveCount(1);
  await levels.getByRole("button", { name: "All" }).click();
  await expect(tree(page).locator('[aria-level="6"]').first()).toBeVisible();
  await tree(page).focus();
  await page.keyboard.press("End");
  const above = page.getByRole("navigation", { name: "Above the rows in view" });
  await expect(above).toContainText("entities");
  await expect(above).toContainText("metrics");
  await above.getByRole("button", { name: "entities" }).click();
  await expect(chosen(page)).toContainText("entities");
});

test("a search counts while one types, goes from match to match, and can show matches alone", async ({
  page,
  dashboard,
}) => {
  await page.goto(dashboard.url + APPS);
  await search(page).fill("order");
  await expect(found(page)).toHaveText(/^\d+ match/);
  await search(page).fill("ORDERS");
  await expect(found(page)).toHaveText("2 matches");
  await search(page).press("Enter");
  await expect(found(page)).toHaveText("1 of 2 matches");
  await expect(chosen(page)).toContainText('"orders"');
  await search(page).press("Enter");
  await search(page).press("Enter");
  await expect(found(page)).toHaveText("1 of 2 matches");
  await page.getByRole("button", { name: "Only matches" }).click();
  await expect(tree(page).locator("[data-match]")).toHaveCount(2);
  await expect(rows(page)).toHaveCount(7);
  await page.getByRole("button", { name: "Match case" }).click();
  await expect(found(page)).toHaveText("No match");
});

test("a regular expression and a path are searched too, and what is wrong with them is said", async ({
  page,
  dashboard,
}) => {
  await page.goto(dashboard.url + APPS);
  const by = page.getByRole("group", { name: "Search by" });
  await by.getByRole("button", { name: /regular expression/ }).click();
  await search(page).fill("^(stat|temp)$");
  await expect(found(page)).toHaveText("4 matches");
  await search(page).fill("(stat");
  await expect(found(page)).toContainText(/group/i);
  await by.getByRole("button", { name: "Path" }).click();
  await search(page).fill("$.general_info[?@.app_name=='temp'].partition_count");
  await expect(found(page)).toHaveText("1 match");
  await search(page).fill("$.general_info[");
  await expect(found(page)).toHaveAttribute("data-failed", "true");
});

test("JSON and lists inside of strings open as branches", async ({ page, dashboard }) => {
  await page.goto(`${dashboard.url}/c/demo/explorer?server=leader&path=/meta/cluster`);
  const operations = rows(page).filter({ hasText: "balance_operation_count" });
  await expect(operations).toContainText("JSON in a string");
  await operations.locator("[data-triangle]").click();
  await expect(rows(page).filter({ hasText: "move_pri" })).toHaveAttribute("aria-level", "3");
  await rows(page).filter({ hasText: "meta_servers" }).locator("[data-triangle]").click();
  await rows(page).filter({ hasText: "move_pri" }).click();
  const detail = page.getByRole("region", { name: "Chosen row" });
  await expect(detail).toContainText("$.balance_operation_count|fromjson|$.move_pri");
});

test("what is chosen is in the URL, and is there again when one comes back", async ({ page, dashboard }) => {
  await page.goto(dashboard.url + APPS);
  await rows(page).filter({ hasText: "summary" }).first().click();
  await expect(page).toHaveURL(/summary/);
  await page.reload();
  await expect(chosen(page)).toContainText("summary");
});

test("a branch is a table that is sorted, filtered and taken as CSV", async ({ page, dashboard }) => {
  await page.goto(dashboard.url + APPS);
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole("button", { name: "Table", exact: true }).click();
  const table = page.getByRole("table", { name: "Table" });
  await expect(table.getByRole("row")).toHaveCount(13);
  const sort = table.getByRole("columnheader", { name: "partition_count" });
  await sort.getByRole("button").click();
  await expect(sort).toHaveAttribute("aria-sort", "ascending");
  const column = (await table.getByRole("columnheader").allInnerTexts()).findIndex((name) =>
    name.startsWith("partition_count"),
  );
  const counts = await table
    .getByRole("row")
    .evaluateAll((lines, at) => lines.slice(1).map((line) => Number(line.children[at]?.textContent)), column);
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  await page.getByRole("searchbox", { name: "Filter rows" }).fill("orders");
  await expect(table.getByRole("row")).toHaveCount(2);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
});

test("what takes the bytes is shown by branch and by key", async ({ page, dashboard }) => {
  await page.goto(dashboard.url + METRICS);
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole("button", { name: "Sizes", exact: true }).click();
  const sizes = page.getByRole("region", { name: "Sizes" });
  await expect(sizes.getByRole("img", { name: "Sizes as areas" })).toBeVisible();
  await sizes.getByRole("button", { name: "entities" }).click();
  await expect(sizes).toContainText("$.entities");
  await sizes.getByRole("button", { name: /Positions in arrays|By key/ }).click();
  await expect(sizes.getByRole("row").filter({ hasText: "metrics" }).first()).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`nothing keeps people out, in ${colorScheme}`, async ({ page, dashboard }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await page.goto(dashboard.url + APPS);
    await search(page).fill("orders");
    await expect(found(page)).toHaveText("2 matches");
    for (const view of ["Tree", "Table", "Text", "Indented", "Sizes"]) {
      await page.getByRole("button", { name: view, exact: true }).click();
      await page.waitForTimeout(300);
      const { violations } = await new AxeBuilder({ page }).include(".json").analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(serious.map(({ id, nodes }) => `${view}: ${id} ${nodes[0]?.html ?? ""}`)).toEqual([]);
    }
  });
}

/** A dashboard over one server that gives these bytes to every question. */
async function answering(
  body: Uint8Array | string,
  run: (dashboard: Dashboard, url: string) => Promise<void>,
): Promise<void> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/plain" }).end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const address = `127.0.0.1:${port}`;
  const cluster = {
    name: "default",
    title: "default",
    environment: null,
    metas: [address],
    writes: false,
    kind: "real",
  } as const;
  const dashboard = await openDashboard({
    source: { kind: "real", clusters: [cluster] },
    timeScale: undefined,
    limits: undefined,
  });
  try {
    await run(dashboard, `${dashboard.url}/c/default/explorer?server=${encodeURIComponent(address)}&path=/metrics`);
  } finally {
    await dashboard.close();
    server.close();
    server.closeAllConnections();
  }
}

test("broken JSON is told with its place, as a tree up to there, and as text", async ({ page }) => {
  await answering('{"app":"temp",\n "partitions":[1,2}', async (_, url) => {
    await page.goto(url);
    await expect(page.getByText(/comma or a closing bracket is missing at line 2, column 19/)).toBeVisible();
    await expect(rows(page).filter({ hasText: "partitions" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Text" })).toContainText('"partitions":[1,2}');
  });
});

test("bytes that are not UTF-8, equal keys, NaN and long numbers are all seen", async ({ page }) => {
  const text = new TextEncoder().encode('{"bad":"x?y","n":nan,"n":9007199254740993}');
  text[text.indexOf(0x3f)] = 0xff;
  await answering(text, async (_, url) => {
    await page.goto(url);
    await expect(rows(page).filter({ hasText: "bad" })).toContainText(String.raw`x\xffy`);
    await expect(page.getByText(/bytes that are not UTF-8 at line 1, column 10/)).toBeVisible();
    await expect(rows(page).filter({ hasText: "the same key, 1 of 2" })).toContainText("nan");
    await expect(rows(page).filter({ hasText: "the same key, 2 of 2" })).toContainText("9007199254740993");
  });
});

test("millions of rows are walked to both ends, by key and by wheel", async ({ page }) => {
  const count = 2_000_000;
  await answering(`[${"0,".repeat(count - 1)}1]`, async (_, url) => {
    await page.goto(url);
    await expect(page.getByRole("status", { name: "Size" })).toContainText("2,000,001 values", { timeout: 20_000 });
    await page.getByRole("button", { name: "All", exact: true }).click();
    await tree(page).focus();
    await page.keyboard.press("End");
    await expect(chosen(page)).toContainText("1999999");
    await expect(chosen(page)).toHaveAttribute("aria-posinset", String(count));
    await page.keyboard.press("Home");
    await expect(chosen(page)).toHaveAttribute("aria-level", "1");
    await tree(page).hover();
    await page.mouse.wheel(0, 2200);
    await expect(rows(page).filter({ hasText: /^\s*100: / })).toBeVisible();
    // The thumb is moved when the wheel has stopped.
    await page.waitForTimeout(600);
    await tree(page).evaluate((element) => {
      element.scrollTop = element.scrollHeight;
    });
    await expect(rows(page).filter({ hasText: "1999999" })).toBeVisible();
  });
});

test("a regular expression that would never end is given up, and the viewer lives on", async ({ page }) => {
  await answering(JSON.stringify({ trap: `${"a".repeat(60)}!`, other: "b" }), async (_, url) => {
    await page.goto(url);
    await page.getByRole("button", { name: /regular expression/ }).click();
    await search(page).fill("(a+)+$");
    await page.getByRole("button", { name: "None" }).click();
    await expect(rows(page)).toHaveCount(1);
    await expect(found(page)).toContainText("takes too long", { timeout: 15_000 });
    await search(page).fill("^b$");
    await expect(found(page)).toHaveText("1 match");
  });
});

test("what is no JSON is shown as text, and what is no text is offered as a file", async ({ page }) => {
  await answering("num_symbols: 3\n", async (_, url) => {
    await page.goto(url);
    await expect(page.getByRole("region", { name: "Text" })).toContainText("num_symbols: 3");
  });
  await answering(Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 254, 1]), async (_, url) => {
    await page.goto(url);
    await expect(page.getByText("12 B that are no text")).toBeVisible();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download", exact: true }).click();
    await download;
  });
});

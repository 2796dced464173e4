// The JSON viewer as people use it: by keyboard, by screen reader and by mouse, on answers of servers that say anything.
import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./shared.ts";

test.setTimeout(120_000);

const METRICS = "/c/demo/explorer?server=leader&path=/metrics";
const APPS = `/c/demo/explorer?server=leader&path=/meta/apps&q=detail`;

const tree = (page: Page) => page.getByRole("tree", { name: "JSON" });
const rows = (page: Page) => tree(page).getByRole("treeitem");
const chosen = (page: Page) => tree(page).locator('[aria-selected="true"]');
const detail = (page: Page) => page.getByRole("region", { name: "Chosen row" });
const search = (page: Page) => page.getByRole("searchbox", { name: "Search JSON" });
const found = (page: Page) => page.getByRole("search", { name: "Search JSON" }).getByRole("status");
const levels = (page: Page) => page.getByRole("group", { name: "Levels open" });

test("all is done by keyboard, and a screen reader is told level, place and number of each row", async ({
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

  await levels(page).getByRole("button", { name: "1", exact: true }).click();
  await tree(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("h");
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press("l");
  await expect(rows(page)).toHaveCount(4);
  await page.keyboard.press("j");
  await expect(chosen(page)).toContainText("general_info");
  const active = await tree(page).getAttribute("aria-activedescendant");
  await expect(chosen(page)).toHaveAttribute("id", active ?? "");
  // What is chosen is in the URL, and is there again when one comes back.
  await expect(page).toHaveURL(/general_info/);
  await page.reload();
  await expect(chosen(page)).toContainText("general_info");
  await tree(page).focus();
  await page.keyboard.press("s");
  await expect(chosen(page)).toContainText("summary");
  await page.keyboard.press("ArrowUp");
  await expect(chosen(page)).toContainText("healthy_info");
  await page.keyboard.press("k");
  await expect(chosen(page)).toContainText("general_info");
  await page.keyboard.press("*");
  const open = tree(page).locator('[aria-level="2"][aria-expanded="true"]');
  // The third one is below what is drawn.
  await expect(open).toHaveCount(2);
  await detail(page).getByRole("button", { name: "Close siblings" }).click();
  await expect(rows(page)).toHaveCount(4);
  await detail(page).getByRole("button", { name: "Open siblings" }).click();
  await expect(open).toHaveCount(2);
  await tree(page).focus();
  await page.keyboard.press("End");
  await expect(chosen(page)).toContainText("read_unhealthy_app_count");
  await page.keyboard.press("ArrowLeft");
  await expect(chosen(page)).toContainText("summary");
});

test("levels open and close at once, what holds the rows in view stays seen, and sizes are told by branch and key", async ({
  page,
  dashboard,
}) => {
  await page.goto(dashboard.url + METRICS);
  await levels(page).getByRole("button", { name: "None" }).click();
  await expect(rows(page)).toHaveCount(1);
  await levels(page).getByRole("button", { name: "All" }).click();
  await expect(tree(page).locator('[aria-level="6"]').first()).toBeVisible();
  await tree(page).focus();
  await page.keyboard.press("End");
  const above = page.getByRole("navigation", { name: "Above the rows in view" });
  await expect(above).toContainText("entities");
  await expect(above).toContainText("metrics");
  await above.getByRole("button", { name: "/metrics" }).click();
  await expect(chosen(page)).toHaveAttribute("aria-level", "1");

  await page.getByRole("button", { name: "Sizes", exact: true }).click();
  const sizes = page.getByRole("region", { name: "Sizes" });
  await expect(sizes.getByRole("img", { name: "Sizes as areas" })).toBeVisible();
  await sizes.getByRole("button", { name: "entities" }).click();
  await expect(sizes).toContainText("$.entities");
  await sizes.getByRole("button", { name: "By key" }).click();
  await expect(sizes.getByRole("row").filter({ hasText: "metrics" }).first()).toBeVisible();
});

test("a search counts while one types, goes from match to match, marks them, and can show them alone", async ({
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
  await expect(chosen(page).locator(".json-value mark")).toHaveText("orders");
  await search(page).press("Enter");
  await search(page).press("Enter");
  await expect(found(page)).toHaveText("1 of 2 matches");
  await page.getByRole("button", { name: "Only matches" }).click();
  await expect(tree(page).locator("[data-match]")).toHaveCount(2);
  await expect(rows(page)).toHaveCount(7);
  await page.getByRole("button", { name: "Match case" }).click();
  await expect(found(page)).toHaveText("No match");
  await page.getByRole("button", { name: "Only matches" }).click();
  await search(page).fill("summary");
  await expect(found(page)).toHaveText("1 match");
  await search(page).press("Enter");
  await expect(chosen(page).locator(".json-key mark")).toHaveText("summary");

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
  const primaries = rows(page).filter({ hasText: /^\s*move_pri/ });
  await expect(primaries).toHaveAttribute("aria-level", "3");
  await rows(page).filter({ hasText: "meta_servers" }).locator("[data-triangle]").click();
  await expect(tree(page).locator('[aria-level="3"]')).toHaveCount(7);
  await primaries.click();
  await expect(detail(page)).toContainText("$.balance_operation_count|fromjson|$.move_pri");
});

test("a branch is a table that is sorted, filtered and taken as CSV", async ({ page, dashboard }) => {
  await page.goto(`${dashboard.url + APPS}&view=table`);
  const table = page.getByRole("table", { name: "Table" });
  await expect(table.getByRole("row")).toHaveCount(13);
  const sort = table.getByRole("columnheader", { name: "partition_count" });
  await sort.getByRole("button").click();
  await expect(sort).toHaveAttribute("aria-sort", "ascending");
  const column = (await table.getByRole("columnheader").allInnerTexts()).findIndex((name) =>
    name.startsWith("partition_count"),
  );
  await expect
    .poll(async () => {
      const counts = await table
        .getByRole("row")
        .evaluateAll((lines, at) => lines.slice(1).map((line) => Number(line.children[at]?.textContent)), column);
      return counts.length === 12 && counts.every((count, row) => row === 0 || count >= (counts[row - 1] ?? 0));
    })
    .toBe(true);
  await page.getByRole("searchbox", { name: "Filter rows" }).fill("orders");
  await expect(table.getByRole("row")).toHaveCount(2);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
});

test("nothing keeps people out of any view, in either scheme", async ({ page, dashboard }) => {
  const views = [
    ["Tree", tree(page)],
    ["Table", page.getByRole("table", { name: "Table" })],
    ["Text", page.getByRole("region", { name: "Text" })],
    ["Sizes", page.getByRole("region", { name: "Sizes" })],
  ] as const;
  await page.goto(dashboard.url + APPS);
  await search(page).fill("orders");
  await expect(found(page)).toHaveText("2 matches");
  for (const [view, shown] of views) {
    await page.getByRole("button", { name: view, exact: true }).click();
    await expect(shown).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`)).toBeAttached();
      const { violations } = await new AxeBuilder({ page }).include(".json").analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(serious.map(({ id, nodes }) => `${view}, ${colorScheme}: ${id} ${nodes[0]?.html ?? ""}`)).toEqual([]);
    }
  }
});

test("what is broken, no UTF-8, no JSON or no text at all is shown for what it is", async ({ page, parrot }) => {
  const text = page.getByRole("region", { name: "Text" });
  parrot.says('{"app":"temp",\n "partitions":[1,2}');
  await page.goto(parrot.url);
  await expect(page.getByText(/comma or a closing bracket is missing at line 2, column 19/)).toBeVisible();
  await expect(rows(page).filter({ hasText: "partitions" })).toBeVisible();
  await expect(text).toContainText('"partitions":[1,2}');

  const odd = new TextEncoder().encode('{"bad":"x?y","n":nan,"n":9007199254740993}');
  odd[odd.indexOf(0x3f)] = 0xff;
  parrot.says(odd);
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(rows(page).filter({ hasText: "bad" })).toContainText(String.raw`x\xffy`);
  await expect(page.getByText(/bytes that are not UTF-8 at line 1, column 10/)).toBeVisible();
  await expect(rows(page).filter({ hasText: "the same key, 1 of 2" })).toContainText("nan");
  await expect(rows(page).filter({ hasText: "the same key, 2 of 2" })).toContainText("9007199254740993");

  parrot.says("num_symbols: 3\n");
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(text).toContainText("num_symbols: 3");

  // As a profile begins, gzipped.
  const profile = Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 254, 1]);
  parrot.says(profile);
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText("12 B that are no text")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download", exact: true }).click();
  expect([...readFileSync(await (await download).path())]).toEqual([...profile]);
});

test("millions of rows are walked to both ends, by key and by wheel", async ({ page, parrot }) => {
  const count = 2_000_000;
  parrot.says(`[${"0,".repeat(count - 1)}1]`);
  await page.goto(parrot.url);
  await expect(page.getByRole("status", { name: "Size" })).toContainText("2,000,001 values");
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
  // The thumb is put right when the wheel has stopped: what is done before that is done again.
  await expect(async () => {
    await tree(page).evaluate((element) => {
      element.scrollTop = element.scrollHeight;
    });
    await expect(rows(page).filter({ hasText: "1999999" })).toBeVisible({ timeout: 1000 });
  }).toPass();
});

test("a regular expression that would never end is given up, and the viewer lives on", async ({ page, parrot }) => {
  parrot.says(JSON.stringify({ trap: `${"a".repeat(60)}!`, other: "b" }));
  await page.goto(parrot.url);
  await page.getByRole("button", { name: /regular expression/ }).click();
  await search(page).fill("(a+)+$");
  await page.getByRole("button", { name: "None" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(found(page)).toContainText("takes too long");
  await search(page).fill("^b$");
  await expect(found(page)).toHaveText("1 match");
});

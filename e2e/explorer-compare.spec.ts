// The explorer's answers over time and over servers: repeated, remembered, compared, asked of all at once.
import type { Page } from "@playwright/test";
import { simulated, test as alone } from "./dashboard.ts";
import { expect, test } from "./shared.ts";

test.setTimeout(120_000);

function explorer(url: string, server: string, rest: string): string {
  return `${url}/c/demo/explorer?server=${encodeURIComponent(server)}&${rest}`;
}

/** As if another tab were in front. */
async function hide(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    },
    hidden ? "hidden" : "visible",
  );
}

/** How often one of these requests began before the one before it had ended, as the browser itself tells. */
async function overlaps(page: Page, target: string): Promise<number> {
  return page.evaluate((wanted) => {
    const ours = performance
      .getEntriesByType("resource")
      .filter((entry) => decodeURIComponent(entry.name).endsWith(wanted))
      .toSorted((x, y) => x.startTime - y.startTime);
    return ours.filter((entry, index) => {
      const before = ours[index - 1];
      return before !== undefined && entry.startTime < before.startTime + before.duration;
    }).length;
  }, target);
}

test("a request is repeated, never two at once, and not while nobody looks", async ({ page, dashboard }) => {
  const cluster = simulated(dashboard);
  const [, server = ""] = cluster.replicas;
  const target = "/metrics?types=server&metrics=total_replicas";
  const count = () => cluster.requests(server).filter((request) => request.target === target).length;
  await page.goto(explorer(dashboard.url, server, `path=/metrics&q=${encodeURIComponent(target.split("?")[1] ?? "")}`));
  await page.getByLabel("Repeat").selectOption({ label: "every 1 s" });
  await expect(page).toHaveURL(/every=1/);
  await expect.poll(count).toBeGreaterThan(3);
  // What has changed since the last round is marked, with what it was.
  await expect(page.getByRole("tree", { name: "JSON" }).getByRole("treeitem", { name: /timestamp_ns/ })).toContainText(
    /\d{19}.*was \d{19}/,
  );
  await hide(page, true);
  let before = count();
  // The one that was under way still comes.
  await expect(async () => {
    before = count();
    await page.waitForTimeout(1500);
    expect(count()).toBe(before);
  }).toPass();
  await hide(page, false);
  await expect.poll(count).toBeGreaterThan(before);
  expect(await overlaps(page, target)).toBe(0);
  // All rounds of it are one entry of the history.
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByRole("table", { name: "Requests" }).getByRole("row")).toHaveCount(2);
});

test("requests are remembered: shown as they were, sent again, kept, compared and cleared", async ({
  page,
  dashboard,
}) => {
  const [server = ""] = simulated(dashboard).replicas;
  await page.goto(explorer(dashboard.url, server, "path=/metrics&q=types%3Dserver"));
  await expect(page.getByRole("tree", { name: "JSON" })).toContainText("timestamp_ns");
  await page.getByRole("button", { name: "Keep" }).click();
  await expect(page.getByRole("button", { name: "Kept" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByRole("button", { name: "Keep", exact: true })).toBeVisible();
  // Written down a moment after they are shown: one who leaves the page earlier loses the last.
  await page.getByRole("tab", { name: "History" }).click();
  const requests = page.getByRole("table", { name: "Requests" });
  await expect(requests.getByRole("row")).toHaveCount(3);
  await page.goto(explorer(dashboard.url, server, "path=/version"));
  await expect(page.getByRole("tree", { name: "JSON" })).toContainText("GitCommit");

  await page.getByRole("tab", { name: "History" }).click();
  await expect(requests.getByRole("row")).toHaveCount(4);
  await expect(requests.getByRole("row").nth(1)).toContainText("/version");
  const metrics = requests.getByRole("row").filter({ hasText: "/metrics?types=server" });
  await metrics.nth(1).getByRole("link", { name: "show" }).click();
  await expect(page.getByText("as this browser has kept it")).toBeVisible();
  await expect(page.getByRole("tree", { name: "JSON" })).toContainText("timestamp_ns");
  await page.goBack();

  await metrics.nth(0).getByRole("checkbox").check();
  await metrics.nth(1).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Compare the two chosen" }).click();
  await expect(page).toHaveURL(/compare=kept\.\w+~kept\.\w+/);
  await expect(page.getByRole("treegrid", { name: "Comparison" })).toContainText("timestamp_ns");
  // The link holds in this browser.
  await page.reload();
  await expect(page.getByRole("heading", { name: "Right" })).toBeVisible();
  const link = page.url();
  await page.getByRole("button", { name: "End the comparison" }).click();
  await expect(page).not.toHaveURL(/compare=/);

  await page.getByRole("tab", { name: "History" }).click();
  await page.getByRole("button", { name: "Clear…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Clear" }).click();
  await expect(requests.getByRole("row")).toHaveCount(2);
  await expect(requests.getByRole("button", { name: "Pin /metrics?types=server" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.goto(link);
  await expect(page.getByText("is not kept in this browser")).toBeVisible();
});

test("the same is asked of another server and compared, and a link says which two", async ({ page, dashboard }) => {
  const [first = "", second = ""] = simulated(dashboard).replicas;
  await page.goto(explorer(dashboard.url, first, "path=/recentStartTime"));
  await expect(page.getByRole("tree", { name: "JSON" })).toContainText("RecentStartTime");
  await page.getByLabel("Compare with").selectOption({ label: second });
  await expect(page).toHaveURL(
    new RegExp(`compare=server\\.${second.replaceAll(".", "\\.").replace(":", "(:|%3A)")}~kept`),
  );
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { name: "Left" }).locator("..")).toContainText(second);
  await expect(main.getByRole("heading", { name: "Right" }).locator("..")).toContainText(first);
  await page.getByRole("button", { name: "Swap" }).click();
  await expect(main.getByRole("heading", { name: "Left" }).locator("..")).toContainText(first);

  // Lists with detail are not put to many servers.
  const cluster = simulated(dashboard);
  await page.goto(explorer(dashboard.url, "leader", "path=/meta/apps&q=detail&tab=servers"));
  await expect(page.getByText("asked of the leader alone")).toBeVisible();
  const asked = cluster
    .requests()
    .filter(({ server, target }) => target.startsWith("/meta/apps?detail") && server !== cluster.leader());
  expect(asked).toEqual([]);
});

alone(
  "all servers are asked at once, a dead one costs its own line only, and any two are compared",
  async ({ page, dashboard }) => {
    alone.setTimeout(120_000);
    const cluster = simulated(dashboard);
    const [dead = "", first = "", second = ""] = cluster.replicas;
    await cluster.kill(dead);
    const fleets: string[] = [];
    page.on("request", (request) => {
      if (/\/fleet\/|\/servers\/[^/]+\/metrics/.test(request.url())) fleets.push(new URL(request.url()).pathname);
    });
    await page.goto(explorer(dashboard.url, "leader", "path=/metrics&q=types%3Dserver%26metrics%3Dtotal_replicas"));
    await page.getByRole("tab", { name: "All servers" }).click();
    const answers = page.getByRole("table", { name: "Answers" });
    await expect(page.getByRole("status", { name: "Answers so far" })).toHaveText("8 of 8 done");
    await expect(answers.getByRole("row")).toHaveCount(9);
    expect(fleets).toEqual([expect.stringMatching(/\/fleet\/all\/metrics$/)]);
    await expect(answers.getByRole("row").filter({ hasText: dead })).toContainText(/No answer.*refuses connections/);
    await page.getByLabel("Value at").fill("$.role");
    await expect(page.getByRole("list", { name: "Values" })).toContainText("4 × replica");
    await expect(page.getByRole("list", { name: "Values" })).toContainText("3 × meta");
    await expect(answers.getByRole("row").filter({ hasText: first })).toContainText("same");
    await expect(answers.getByRole("row").filter({ hasText: cluster.metas[0] ?? "" })).toContainText("differs");
    await expect(page).toHaveURL(/value=(\$|%24)\.role/);

    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    for (const server of [first, second]) await page.getByRole("checkbox", { name: `Compare ${server}` }).check();
    await page.getByRole("button", { name: "Compare the two chosen" }).click();
    const comparison = page.getByRole("treegrid", { name: "Comparison" });
    for (const server of [first, second]) await expect(comparison).toContainText(server.split(":")[1] ?? "");
    expect(asked.filter((url) => url.includes("/metrics"))).toEqual([]);
  },
);

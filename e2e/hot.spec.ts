// Hot partitions, disks and events, out of a history that a fast clock makes in seconds.
import { seriousInEitherScheme } from "./axe.ts";
import { expect as quick, openDashboard, simulated, test as base, type Dashboard } from "./dashboard.ts";
import { fastClock } from "./fast-clock.ts";

const expect = quick.configure({ timeout: 30_000 });

const test = base.extend<{ dashboard: Dashboard }>({
  dashboard: async ({ source }, provide) => {
    // Ten minutes of the cluster are half a minute here, and end about now.
    const clock = fastClock(20, 10 * 60_000);
    const memory = { clock, history: { background: true } };
    const dashboard = await openDashboard({ source, timeScale: undefined, limits: undefined, ...memory });
    await provide(dashboard);
    await dashboard.close();
  },
});
test.use({ source: { kind: "demo", scenario: "hot-partition" } });

test("a hot partition is found, seen over time, and its command is ready; a node that falls is an event", async ({
  page,
  dashboard,
  complaints,
}) => {
  test.setTimeout(120_000);
  const cluster = simulated(dashboard);
  await page.addInitScript(() => localStorage.setItem("pegasus-dashboard.refresh-seconds", "5"));
  await page.goto(`${dashboard.url}/c/demo`);
  await page.getByRole("link", { name: "Hot partitions", exact: true }).click();
  const top = page.getByRole("table", { name: "Top partitions", exact: true });
  const hottest = top
    .getByRole("row")
    .filter({ hasText: "user_profile" })
    .filter({ hasText: /reads|writes|both/ });
  await expect(hottest.first()).toContainText("21");
  await page.getByRole("searchbox", { name: "Filter by app, primary or hot" }).fill("user_profile.21");
  await expect(top.getByRole("row")).toHaveCount(2);
  await hottest.getByRole("link", { name: "21", exact: true }).click();

  await expect(page).toHaveURL(/\/apps\/user_profile\?tab=heat.*partition=21/);
  const partition = page.getByRole("region", { name: "Partition 21", exact: true });
  const response = await fetch(`http://${cluster.leader()}/meta/app?name=user_profile&detail`);
  const { general, replicas } = (await response.json()) as {
    general: { app_id: string };
    replicas: Record<string, { primary: string }>;
  };
  const place = `-d ${replicas["21"]?.primary}`;
  await expect(partition).toContainText(`detect_hotkey -a ${general.app_id} -p 21 -t read -c start ${place}`);

  // The history has the first whole minutes within seconds.
  await page.getByLabel("Order").selectOption("busiest first");
  const map = page.getByRole("figure", { name: "Reads of user_profile by partition and time" });
  await expect(map.getByText(/^hot: 21/)).toBeVisible();
  await map.getByRole("application").press("ArrowDown");
  await map.getByRole("application").press("ArrowUp");
  await expect(map.getByRole("status")).toContainText(/^Partition 21, .* reads\/s, z-score [\d.]+, hot\.$/);
  await partition.getByRole("button", { name: "Close" }).click();
  await map.getByRole("application").press("Enter");
  await expect(page.getByRole("heading", { name: "Partition 21" })).toBeFocused();
  expect(await seriousInEitherScheme(page)).toEqual([]);
  await page.getByRole("radio", { name: "table" }).check();
  const heat = page.getByRole("table", { name: "Heat", exact: true });
  await expect(heat.getByRole("row").nth(1)).toContainText(/^21.*▲ \d+ of \d+/);

  await page.goto(`${dashboard.url}/c/demo/events`);
  await expect(page.getByText("Nothing was noticed in the last 24 hours.")).toBeVisible();
  const [dead = ""] = cluster.replicas;
  await cluster.kill(dead);
  const events = page.getByRole("table", { name: "Events", exact: true });
  await expect(events.getByRole("row").filter({ hasText: `The replica server ${dead} is down.` })).toBeVisible();
  await page.getByLabel("Kind").selectOption({ value: "node-down" });
  await expect(events.getByRole("row")).toHaveCount(2);
  await expect(page).toHaveURL(/kind=node-down/);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  expect((await saving).suggestedFilename()).toBe("events-demo.csv");
  await events.getByRole("link", { name: dead }).click();
  await expect(page).toHaveURL(new RegExp(`/nodes/${encodeURIComponent(dead)}`));

  await page.goto(`${dashboard.url}/c/demo/nodes?tab=disks`);
  const disks = page.getByRole("table", { name: "Disks", exact: true });
  await expect(disks.getByRole("row").nth(1)).toContainText(/GiB|TiB/);
  expect(complaints).toEqual([]);
});

// Nodes, one node, and whether it may be stopped.
import { expect as quick, simulated, test } from "./dashboard.ts";

// On a machine that does other things beside, what comes in the end is waited for.
const expect = quick.configure({ timeout: 30_000 });

test.describe.configure({ timeout: 120_000 });
test.use({ timeScale: 0.2 });

test("says of a node of a healthy cluster whether it is safe to stop it, and what happened once it is down", async ({
  page,
  dashboard,
  complaints,
}) => {
  const cluster = simulated(dashboard);
  const [server = "", other = ""] = cluster.replicas;
  await page.goto(`${dashboard.url}/c/demo/nodes/${encodeURIComponent(server)}?tab=stop`);
  // The table of one copy alone has nowhere else to be.
  const lost = page.getByRole("region", { name: "Would be lost: the last copy is here" });
  await expect(page.getByText("Not safe")).toBeVisible();
  await expect(lost).toContainText("scratch");
  const meanwhile = page.getByRole("region", { name: "The cluster meanwhile" });
  await expect(meanwhile).toContainText("All partitions are fully healthy");
  await cluster.kill(other);
  await expect(meanwhile).toContainText("Wait until it is 0 again", { timeout: 60_000 });
  await expect(meanwhile).toContainText("more than then");

  await page.getByRole("tab", { name: "Tasks and queues" }).click();
  await expect(page.getByRole("table", { name: "Tasks" }).getByRole("row").nth(1)).toContainText("RPC_");
  await expect(page.getByRole("table", { name: "Queues" }).getByRole("row").nth(1)).toBeVisible();
  expect(complaints).toEqual([]);
});

test.describe("with a node that hangs", () => {
  test.use({
    source: { kind: "demo", scenario: "node-frozen" },
    limits: { connectMs: 1000, patienceMs: 4000, largestBytes: 64 * 1024 * 1024 },
  });

  test("all pages are complete but for it, and say so", async ({ page, dashboard }) => {
    const cluster = simulated(dashboard);
    const frozen = cluster.replicas[2] ?? "";
    await page.goto(`${dashboard.url}/c/demo/nodes`);
    const table = page.getByRole("table", { name: "Nodes", exact: true });
    const row = table.getByRole("row").filter({ hasText: frozen });
    await expect(row).toContainText("Dead");
    for (const server of cluster.replicas.filter((one) => one !== frozen)) {
      const alive = table.getByRole("row").filter({ hasText: server });
      await expect(alive).toContainText("GiB");
      await expect(alive).toContainText("2.6.0");
    }
    await page.goto(`${dashboard.url}/c/demo/apps/temp?tab=compaction`);
    await expect(page.getByText("4 of 5 nodes answered; this one did not:")).toContainText(frozen);
    await expect(page.getByText("No compaction is under way")).toBeVisible();
    await page.goto(`${dashboard.url}/c/demo/apps/temp?tab=nodes`);
    await expect(page.getByText(/Data version 1 on all \d+ replicas that were told of/)).toBeVisible();
    await page.goto(`${dashboard.url}/c/demo/nodes/${encodeURIComponent(frozen)}?tab=stop`);
    await expect(page.getByText("Dead already")).toBeVisible();
  });
});

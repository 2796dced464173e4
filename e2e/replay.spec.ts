// Every page on recordings of a real cluster.
import { expect, expectHeading, pagesOf, recording, test } from "./dashboard.ts";

for (const name of ["01b-healthy-with-data", "06-node-down", "07-meta-failover"]) {
  test.describe(`on ${name}`, () => {
    test.use({ source: recording(name) });

    test("every page opens, and what was not recorded says so instead of failing", async ({
      page,
      dashboard,
      complaints,
    }) => {
      test.setTimeout(90_000);
      const { replay } = dashboard.backend;
      const server = replay?.address("localhost:34801") ?? replay?.metas[0] ?? "";
      for (const { path, heading } of pagesOf("replay", "temp", server)) {
        await page.goto(`${dashboard.url}${path}`);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expect(page.getByText(/Replay/i).first()).toBeVisible();
        await expect(page.getByText("something went wrong", { exact: false })).toHaveCount(0);
        if (heading === "Apps") await expectHeading(page, heading);
      }
      expect(complaints).toEqual([]);
    });
  });
}

test.describe("the healthy recording", () => {
  test.use({ source: recording("01b-healthy-with-data", "2026-11-22T10:49:00Z") });

  test("shows the tables and nodes that the real cluster had", async ({ page, dashboard }) => {
    await page.goto(`${dashboard.url}/c/replay/apps`);
    const apps = page.getByRole("table", { name: "Apps", exact: true });
    for (const name of ["stat", "temp", "orders"])
      await expect(apps.getByRole("link", { name, exact: true })).toBeVisible();
    await page.goto(`${dashboard.url}/c/replay/apps/temp`);
    const partitions = page.getByRole("table", { name: "Partitions", exact: true });
    await expect(partitions.getByRole("row")).toHaveCount(9);
    await expect(partitions.getByRole("row").nth(1)).toContainText("3/3");
    await page.goto(`${dashboard.url}/c/replay/nodes`);
    const nodes = page.getByRole("table", { name: "Nodes", exact: true });
    // Their heading, four of them, and the totals.
    await expect(nodes.getByRole("row")).toHaveCount(6);
    await expect(nodes).toContainText("131");
  });

  test("shows nanosecond timestamps to the last digit", async ({ page, dashboard }) => {
    const server = dashboard.backend.replay?.address("localhost:34801") ?? "";
    const target = new URLSearchParams({
      server,
      path: "/metrics",
      q: "types=server&metrics=resident_mem_usage_mb&detail=true",
    });
    await page.goto(`${dashboard.url}/c/replay/explorer?${target}`);
    await expect(page.getByRole("tree", { name: "JSON" })).toContainText(/17953445\d{11}/);
  });

  test("cannot be changed", async ({ page, dashboard }) => {
    await page.goto(`${dashboard.url}/c/replay/config`);
    await expect(page.getByRole("table", { name: "Configs", exact: true }).getByRole("row").nth(1)).toBeVisible();
    await expect(page.getByText(/recording/i).first()).toBeVisible();
    const answer = await page.request.post(`${dashboard.url}/api/clusters/replay/config`, {
      headers: { "x-pegasus-intent": "change", origin: dashboard.url },
      data: { name: "enable_direct_io", value: "true", servers: [dashboard.backend.replay?.metas[0] ?? ""] },
    });
    expect(answer.status()).toBe(403);
    expect(((await answer.json()) as { error: { kind: string } }).error.kind).toBe("read-only");
  });
});

test.describe("the recording of a node that dies", () => {
  test.use({ source: recording("06-node-down", "2026-11-22T10:10:20Z") });

  test("shows the dead node and the partitions that miss a copy, and the scrubber goes back to when all was well", async ({
    page,
    dashboard,
  }) => {
    await page.goto(`${dashboard.url}/c/replay`);
    const health = page.getByRole("region", { name: "Health" });
    await expect(health).toContainText(/1 of \d|dead|unalive|down/i);
    await expect(health).toContainText(/fewer copies than wanted/i);
    const from = dashboard.backend.replay?.from ?? 0;
    await page.evaluate(
      async ([at]) =>
        fetch("/api/clusters/replay/replay", {
          method: "POST",
          headers: { "x-pegasus-intent": "change" },
          body: JSON.stringify({ at, speed: 0 }),
        }),
      [from + 2000] as const,
    );
    await page.reload();
    await expect(page.getByRole("table", { name: "Servers", exact: true }).getByRole("row").nth(1)).toBeVisible();
    await expect(page.getByRole("region", { name: "Health" })).not.toContainText(/unalive|dead/i);
    await expect(page.getByRole("slider")).toBeVisible();
  });
});

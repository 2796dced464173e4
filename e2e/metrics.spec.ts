import { expect, simulated, test } from "./dashboard.ts";

const CHARTS = ["Read QPS", "Write QPS", "Read p99", "Write p99"];

test("the charts draw rates and p99 of all nodes, and of one, each with its data as a table", async ({
  page,
  dashboard,
}) => {
  const [server = ""] = simulated(dashboard).replicas;
  await page.goto(`${dashboard.url}/c/demo/metrics`);
  for (const name of CHARTS) {
    const figure = page.getByRole("figure", { name, exact: true });
    await expect(figure).toContainText(/[\d.]+k? (ops\/s|ms|µs)/, { timeout: 20_000 });
  }
  const reads = page.getByRole("figure", { name: "Read QPS", exact: true });
  await reads.getByRole("button", { name: "Read QPS as a table" }).click();
  await expect(reads.getByRole("table").getByRole("row").nth(1)).toContainText(/\d/);

  await page.goto(`${dashboard.url}/c/demo/metrics?server=${encodeURIComponent(server)}`);
  await expect(page.getByRole("figure", { name: "Read QPS", exact: true })).toContainText(server);
});

test("the sum over the nodes is what the servers' own counters say", async ({ page, dashboard }) => {
  const cluster = simulated(dashboard);
  await expect
    .poll(
      async () => {
        const load = (await (await page.request.get(`${dashboard.url}/api/clusters/demo/load`)).json()) as {
          seconds: number | null;
          cluster: { readQps: number | null };
          nodes: Record<string, { readQps: number | null }>;
        };
        if (load.seconds === null || load.cluster.readQps === null) return null;
        const sum = Object.values(load.nodes).reduce((total, node) => total + (node.readQps ?? 0), 0);
        return Math.abs(sum - load.cluster.readQps) < 1 && Object.keys(load.nodes).length === cluster.replicas.length;
      },
      { timeout: 20_000 },
    )
    .toBe(true);
});

test("a node that does not answer is said by name, and costs only its own line", async ({ page, dashboard }) => {
  test.setTimeout(60_000);
  const cluster = simulated(dashboard);
  const [dead = ""] = cluster.replicas;
  await cluster.kill(dead);
  await page.goto(`${dashboard.url}/c/demo/metrics`);
  await expect(page.getByRole("main")).toContainText(/4 of 5/, { timeout: 30_000 });
  await expect(page.getByRole("main")).toContainText(dead);
});

// Several clusters in one dashboard: the list, the switcher, and what tells production from the rest.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { OPEN } from "#gateway/access.ts";
import type { ClusterSettings } from "#gateway/settings.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { expectHeading, openDashboard, type Dashboard } from "./dashboard.ts";

const closing: (() => Promise<void>)[] = [];

// Two clusters to start, and three pages to look through, on a machine that does other things beside.
test.describe.configure({ timeout: 90_000 });

test.afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function settings(name: string, { metas }: SimulatedCluster, more: Partial<ClusterSettings>): ClusterSettings {
  return { name, title: name, environment: null, metas, writes: false, kind: "real", ...more };
}

interface Opened extends Dashboard {
  readonly shop: SimulatedCluster;
  readonly lab: SimulatedCluster;
  readonly configured: readonly ClusterSettings[];
}

/** Over two simulated clusters that it takes for real ones: a shop in production, and a laboratory that is read-only. */
async function openBoth(): Promise<Opened> {
  const [shop, lab] = await Promise.all([startCluster({ scenario: "healthy" }), startCluster({ scenario: "healthy" })]);
  const writesRefused = "The configuration does not allow changes on this cluster (writes: true).";
  const configured = [
    settings("shop", shop, { title: "Shop", environment: "production", writes: true }),
    settings("lab", lab, { title: "Laboratory", environment: "staging", writesRefused }),
  ];
  const source = { kind: "real", clusters: configured } as const;
  const dashboard = await openDashboard({ source, timeScale: undefined, limits: undefined });
  for (const one of [dashboard, shop, lab]) closing.push(() => one.close());
  return { ...dashboard, shop, lab, configured };
}

test("the list has them all, worst first with the reason, with environment and whether they may be changed", async ({
  page,
}) => {
  const { url, lab } = await openBoth();
  for (const meta of lab.metas) await lab.kill(meta);
  await page.goto(url);
  await expectHeading(page, "Clusters");
  const rows = page.getByRole("table", { name: "Clusters", exact: true }).getByRole("row");
  await expect(rows).toHaveCount(3);
  for (const text of ["Shop", "production", "allowed"])
    await expect(rows.filter({ hasText: "Shop" })).toContainText(text);
  for (const text of ["Laboratory", "staging", "read-only"])
    await expect(rows.filter({ hasText: "Laboratory" })).toContainText(text);
  // One that cannot be reached is a row, the first, and keeps nobody waiting.
  await expect(rows.nth(1)).toContainText(/Critical\s*Laboratory\s*None of the 3 meta servers answers/);
  await expect(rows.nth(2)).toContainText(/Healthy\s*Shop\s*Nothing is wrong/);
  await page.getByRole("link", { name: "Shop" }).click();
  await expect(page).toHaveURL(`${url}/c/shop`);
  await expectHeading(page, "Cluster");
});

test("the switcher leads to the same page of the other cluster, whose environment is on every page in words", async ({
  page,
}) => {
  const { url, shop, lab } = await openBoth();
  await page.goto(`${url}/c/shop/nodes`);
  const band = page.getByRole("note", { name: "Environment" });
  await expect(band).toHaveText(/production\s*shop/i);
  await expect(page.getByRole("table", { name: "Nodes", exact: true })).toContainText(shop.replicas[0] ?? "");
  const switcher = page.getByRole("combobox", { name: "Cluster" });
  await expect(switcher.getByRole("option")).toHaveText(["Shop · production", "Laboratory · staging"]);
  await switcher.selectOption("lab");
  await expect(page).toHaveURL(`${url}/c/lab/nodes`);
  await expect(page.getByRole("table", { name: "Nodes", exact: true })).toContainText(lab.replicas[0] ?? "");
  await expect(band).toHaveText(/staging\s*laboratory/i);
  await page.goto(`${url}/c/lab/apps/stat`);
  await page.getByRole("combobox", { name: "Cluster" }).selectOption("shop");
  await expect(page).toHaveURL(`${url}/c/shop/apps`);
});

/** What the servers themselves say, asked directly. */
function trueValues(servers: readonly string[], flag: string): Promise<string[]> {
  return Promise.all(
    servers.map(async (server) => {
      const answer = await fetch(`http://${server}/config?name=${flag}`);
      return ((await answer.json()) as { value: string }).value;
    }),
  );
}

test("the dialog that changes something says that it is production, and wants the cluster's name; a read-only cluster says why not; the two are compared", async ({
  page,
}) => {
  const { url, shop, lab } = await openBoth();
  await page.goto(`${url}/c/shop/config?q=enable_latency_tracer`);
  await page.getByRole("button", { name: "Edit enable_latency_tracer", exact: true }).click();
  await expect(page.getByRole("dialog").getByRole("note")).toContainText(
    "Production. Shop is a cluster in production.",
  );
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("switch", { name: /New value/ }).click();
  const apply = dialog.getByRole("button", { name: "Apply to 5 servers" });
  await expect(apply).toBeDisabled();
  await dialog.getByLabel(/Type the cluster’s name/).fill("Shop");
  await expect(apply).toBeDisabled();
  await dialog.getByLabel(/Type the cluster’s name/).fill("shop");
  await apply.click();
  await expect(dialog).toContainText("Done on 5 servers, and read back.");
  expect(await trueValues(shop.replicas, "enable_latency_tracer")).toEqual(Array(5).fill("true"));
  await page.goto(`${url}/c/lab/config?q=enable_latency_tracer`);
  const edit = page.getByRole("button", { name: "Edit enable_latency_tracer", exact: true });
  await expect(edit).toBeDisabled();
  await expect(edit).toHaveAttribute("title", /configuration does not allow changes/);
  await page.goto(`${url}/c/lab/config?edit=enable_latency_tracer&value=true`);
  await expect(dialog).toContainText(/configuration does not allow changes/);
  await expect(dialog.getByRole("button", { name: /^Apply/ })).toBeDisabled();
  expect(await trueValues(lab.replicas, "enable_latency_tracer")).toEqual(Array(5).fill("false"));

  await page.goto(`${url}/c/lab/config?left=replica&right=shop/replica&q=latency`);
  const rows = page.getByRole("table", { name: "Comparison", exact: true }).getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText(/enable_latency_tracer.*false.*true.*differs/);
});

test("a cluster that is taken out of the configuration is gone from the switcher, and its page says so", async ({
  page,
}) => {
  const { url, backend, configured } = await openBoth();
  await page.goto(`${url}/c/lab/apps`);
  await expectHeading(page, "Apps");
  await backend.change({ source: { kind: "real", clusters: configured.slice(0, 1) }, access: OPEN });
  await page.reload();
  await expectHeading(page, "Unknown cluster");
  await page.getByRole("link", { name: "To the clusters" }).click();
  await expect(page).toHaveURL(`${url}/c/shop`);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing serious in production in ${colorScheme}`, async ({ page }) => {
    const { url } = await openBoth();
    await page.emulateMedia({ colorScheme });
    for (const path of ["/", "/c/shop", "/c/lab"]) {
      await page.goto(`${url}${path}`);
      await expect(page.getByRole("table").first().getByRole("row").nth(1)).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(serious.map(({ id, nodes }) => `${id} at ${nodes.map(({ html }) => html).join(", ")}`)).toEqual([]);
    }
  });
}

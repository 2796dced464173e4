// Where everything lies, and where a key does.
import { expect as quick, simulated, test } from "./dashboard.ts";

// On a machine that does other things beside, what comes in the end is waited for.
const expect = quick.configure({ timeout: 30_000 });

test("the matrix has the leader's own numbers, by measure, and a key is found where its partition is", async ({
  page,
  dashboard,
  complaints,
}) => {
  test.setTimeout(120_000);
  const cluster = simulated(dashboard);
  const answer = await fetch(`http://${cluster.leader()}/meta/app?name=temp&detail`);
  const { nodes, replicas } = (await answer.json()) as {
    nodes: Record<string, { total: string; primary: string }>;
    replicas: Record<string, { primary: string }>;
  };
  await page.goto(`${dashboard.url}/c/demo/balance?order=name&q=temp`);
  const table = page.getByRole("table", { name: "Balance", exact: true });
  const row = table.getByRole("row", { name: /^temp/ });
  await expect(row).toBeVisible();
  const heads = await table.getByRole("columnheader").allInnerTexts();
  const cellsOf = async (): Promise<string[]> => (await row.getByRole("cell").allInnerTexts()).slice(2);
  const servers = heads.slice(3).map((text) => text.trim());
  expect(servers).toHaveLength(5);
  expect(await cellsOf()).toEqual(servers.map((server) => nodes[server]?.total ?? ""));
  await page.getByLabel("Measure").selectOption("Primaries");
  await expect.poll(cellsOf).toEqual(servers.map((server) => nodes[server]?.primary ?? ""));
  await expect(page).toHaveURL(/by=primaries/);

  await page.getByRole("link", { name: "Where does this key live?" }).click();
  await page.getByRole("combobox", { name: "App", exact: true }).selectOption({ label: "temp (8 partitions)" });
  await page.getByLabel("Hash key").fill("user1");
  await page.getByLabel("Sort key").fill("a");
  const place = page.getByRole("status", { name: "Place" });
  // 7981776058791923768 mod 8 is 0 (reference 9.6).
  await expect(place).toContainText("7981776058791923768");
  await expect(place).toContainText(".0");
  await expect(place).toContainText(replicas["0"]?.primary ?? "nobody");
  await page.getByLabel("Hash key").fill("a\\q");
  await expect(page.getByRole("alert")).toContainText("begins no byte");
  expect(complaints).toEqual([]);
});

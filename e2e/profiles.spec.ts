// Profiles: taken of simulated servers, looked at, compared, taken away as files and opened again.
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { VIC, signingIn } from "#gateway/testing/people.ts";
import { readProfile } from "#pegasus/pprof/profile-file.ts";
import { expect as hasty, simulated, test, type Dashboard } from "./dashboard.ts";

const expect = hasty.configure({ timeout: 30_000 });
test.setTimeout(180_000);
// Ten seconds of a profile take half a one.
test.use({ timeScale: 0.05 });

async function open(page: Page, { url }: Dashboard, query = ""): Promise<void> {
  await page.goto(`${url}/c/demo/profiles${query}`);
  await expect(page.getByRole("heading", { level: 1, name: "Profiles" })).toBeVisible();
}

/** Takes a profile of these servers. */
async function take(page: Page, kind: string, servers: readonly string[]): Promise<void> {
  const form = page.getByRole("region", { name: "Take a profile" });
  await form.getByRole("radio", { name: kind }).check();
  for (const server of servers) await form.getByRole("checkbox", { name: server }).check();
  await form.getByRole("button", { name: "Take…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take it" }).click();
}

const figure = (page: Page) => page.getByRole("figure", { name: "Flame graph" });

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include("main")
    .options({ resultTypes: ["violations"] })
    .analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

test("a CPU profile is taken, shown with names, searched, zoomed, kept, linked to, taken away and opened again", async ({
  page,
  dashboard,
  complaints,
}) => {
  const [server = ""] = simulated(dashboard).replicas;
  await open(page, dashboard);
  await page.getByRole("checkbox", { name: server }).check();
  await expect(page.getByText("It holds one of the server's few HTTP workers")).toBeVisible();
  await page.getByRole("spinbutton", { name: "Seconds" }).fill("61");
  await expect(page.getByText("Choose 1 to 60 seconds.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Take…" })).toBeDisabled();
  await page.getByRole("spinbutton", { name: "Seconds" }).fill("30");
  await page.getByRole("button", { name: "Take…" }).click();
  const dialog = page.getByRole("dialog", { name: "CPU profile of 1 server?" });
  await expect(dialog).toContainText("for 30 s");
  await dialog.getByLabel("Reason, for the audit log (optional)").fill("slow reads");
  await dialog.getByRole("button", { name: "Take it" }).click();
  await expect(page.getByRole("timer")).toContainText("s left");
  await expect(figure(page)).toBeVisible();
  await expect(page.getByRole("img", { name: /^CPU time, .* as tables\.$/ })).toBeVisible();

  // The share of what is searched for, above the graph.
  await page.getByRole("searchbox", { name: "Search functions" }).fill("rocksdb::");
  await expect(figure(page).getByRole("status")).toHaveText(/^\d+ functions with “rocksdb::”: \d+\.\d% of all$/);
  // The third row from the top is the same in all stacks; a click on it zooms, Escape shows all again.
  const canvas = figure(page).getByRole("img");
  await canvas.click({ position: { x: 100, y: 130 } });
  const way = page.getByRole("navigation", { name: "Zoomed in on" });
  await expect(way.getByRole("link", { name: "all" })).toBeVisible();
  await expect(page).toHaveURL(/zoom=/);
  const zoomed = await way.locator("strong").innerText();
  await page.reload();
  await expect(way.locator("strong")).toHaveText(zoomed);
  await page.getByRole("group", { name: "Frames; Escape shows all of them again" }).press("Escape");
  await expect(way).toHaveText("all");

  // By tables and the keyboard alone.
  await page.getByRole("link", { name: "Top functions" }).first().click();
  const top = page.getByRole("table", { name: "Top functions" });
  await expect(top.getByRole("row").nth(1)).toContainText("rocksdb::");
  await top.getByRole("row").nth(1).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/view=calls.*fn=|fn=.*view=calls/);
  await page.getByRole("table", { name: "Callers" }).getByRole("link").first().click();
  await expect(page.getByRole("table", { name: "Callees" }).getByRole("link").first()).toBeVisible();

  const recent = page.getByRole("table", { name: "Recent profiles" });
  await expect(recent.getByRole("row").nth(1)).toContainText("30 s");
  await expect(recent.getByRole("row").nth(1)).toContainText("db756dcd");
  await recent.getByRole("textbox").fill("before the upgrade");
  await recent.getByRole("textbox").press("Enter");
  await expect(page.getByText("“before the upgrade”")).toBeVisible();
  await page.reload();
  await expect(page.getByText("“before the upgrade”")).toBeVisible();

  const saved = async (name: string): Promise<{ path: string; name: string }> => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    return { path: await download.path(), name: download.suggestedFilename() };
  };
  const raw = await saved("Download raw");
  expect(raw.name).toMatch(/^cpu-127\.0\.0\.1_\d+-\d{8}T\d{6}Z\.prof$/);
  const profile = readProfile(new Uint8Array(readFileSync(raw.path)));
  const pprof = await saved("Download pprof");
  const packed = readFileSync(pprof.path);
  const unpacked = readProfile(new Uint8Array(gunzipSync(packed)));
  expect(unpacked.values[0]).toEqual(profile.values[0]);
  expect(unpacked.sites.some(({ name }) => name?.startsWith("rocksdb::") === true)).toBe(true);

  // A file needs no server: none is asked from here on.
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("pprof") && asked.push(request.url()));
  await page.getByLabel("A file with a profile").setInputFiles({ name: "mine.pb.gz", mimeType: "", buffer: packed });
  await expect(page.getByText("pprof file · file mine.pb.gz")).toBeVisible();
  await page.getByRole("link", { name: "Top functions" }).first().click();
  await expect(page.getByRole("table", { name: "Top functions" })).toContainText("rocksdb::");
  expect(asked).toEqual([]);
  expect(complaints).toEqual([]);

  const changes = simulated(dashboard).requests();
  expect(changes.filter(({ target }) => target === "/pprof/profile?seconds=30")).toHaveLength(1);
});

test("two servers are compared, heaps count bytes and objects, and the command line is told", async ({
  page,
  dashboard,
}) => {
  const [, one = "", two = ""] = simulated(dashboard).replicas;
  await open(page, dashboard);
  await take(page, "Heap sample", [one, two]);
  const recent = page.getByRole("table", { name: "Recent profiles" });
  await expect(recent.getByRole("row")).toHaveCount(3);
  await recent.getByRole("row").filter({ hasText: one }).getByRole("link").first().click();
  await expect(page.getByText("estimated from one allocation in 512 KiB")).toBeVisible();
  await page.getByRole("combobox", { name: "Count" }).selectOption("Objects in use");
  await expect(page).toHaveURL(/measure=inuse_objects/);
  await page.getByRole("checkbox", { name: "Inverted" }).check();
  await expect(figure(page)).toBeVisible();
  await recent.getByRole("link", { name: /^Compare with/ }).click();
  await expect(page.getByText("A frame is as wide as both together.")).toBeVisible();
  await page.getByRole("link", { name: "Top functions" }).first().click();
  const top = page.getByRole("table", { name: "Top functions" });
  await expect(top.getByRole("columnheader", { name: "change" }).first()).toBeVisible();
  await expect(top.getByRole("row").nth(1)).toContainText(/[+-±]\d/);
  expect(await serious(page)).toEqual([]);
  await page.getByRole("link", { name: "Flame graph" }).click();
  await expect(figure(page)).toBeVisible();
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await serious(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await take(page, "Command line", [one]);
  await expect(page.getByText("./pegasus_server config.ini -app_list replica")).toHaveCount(2);
});

test("busy, no samples and files that are no profiles are told in sentences", async ({ page, dashboard }) => {
  const [server = ""] = simulated(dashboard).replicas;
  await open(page, dashboard);
  await take(page, "Heap sample", [server]);
  await expect(page.getByRole("alert")).toContainText("TCMALLOC_SAMPLE_PARAMETER");
  // Somebody else profiles it meanwhile, past this dashboard.
  const elsewhere = new AbortController();
  const other = fetch(`http://${server}/pprof/profile?seconds=1200`, { signal: elsewhere.signal }).catch(() => null);
  await expect
    .poll(() =>
      simulated(dashboard)
        .requests()
        .some(({ target }) => target.endsWith("seconds=1200")),
    )
    .toBe(true);
  await take(page, "Heap growth", [server]);
  await expect(page.getByRole("alert")).toContainText("Another profile is being taken of this server");
  elsewhere.abort();
  await other;

  const folder = mkdtempSync(join(tmpdir(), "profiles-e2e-"));
  try {
    const file = (name: string, content: string, size = content.length): string => {
      const path = join(folder, name);
      writeFileSync(path, content);
      truncateSync(path, size);
      return path;
    };
    const input = page.getByLabel("A file with a profile");
    for (const [path, words] of [
      [file("empty.prof", ""), "The file is empty."],
      [file("huge.prof", "", 200_000_000), "The file has 200 MB."],
      [file("page.html", "<html>502</html>"), "the server sent no profile, but: <html>"],
      [file("cut.gz", "\u001f\u008b\u0008"), "cannot be"],
    ] as const) {
      await input.setInputFiles(path);
      await expect(page.locator(".profiles-problem")).toContainText(words);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  await open(page, dashboard, "?profile=nowhere&zoom=%21%21&view=nonsense&scale=x");
  await expect(page.getByText("This profile is not kept in this browser")).toBeVisible();
});

test.describe("where profiles cannot be taken", () => {
  test.use({ source: { kind: "demo", scenario: "no-pprof" }, access: signingIn([VIC]) });

  test("a viewer is told that it needs an operator, and a build without gperftools is named", async ({
    page,
    dashboard,
  }) => {
    const [server = ""] = simulated(dashboard).replicas;
    await page.goto(`${dashboard.url}/c/demo/profiles`);
    await page.getByLabel("Name").fill("vic");
    await page.getByLabel("Password").fill("vic's");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText(/Taking profiles needs the role of operator/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Take…" })).toBeDisabled();
    await page.getByRole("checkbox", { name: server }).check();
    await expect(page.getByRole("note")).toContainText("This server was built without gperftools");
    expect(
      simulated(dashboard)
        .requests()
        .some(({ target }) => target.startsWith("/pprof")),
    ).toBe(false);
  });
});

// Every scenario of the simulated cluster shows on the Cluster page what its name says.
import type { Page } from "@playwright/test";
import { SCENARIOS, type ScenarioName } from "#sim/scenarios.ts";
import { expect, test } from "./dashboard.ts";

type Word = "Critical" | "Warning" | "Notice" | "Not made" | "Healthy";

interface Shown {
  readonly check: string;
  readonly word: Word | RegExp;
  readonly says: RegExp;
}

/** What each is to show; none can be left out. */
const SHOWN: Readonly<Record<ScenarioName, readonly Shown[]>> = {
  healthy: [
    { check: "Nodes", word: "Healthy", says: /All 5 replica servers are alive/ },
    { check: "Copies", word: "Healthy", says: /all its copies/ },
    { check: "Hot partitions", word: "Healthy", says: /hurt nobody|No partition/ },
    { check: "Config drift", word: "Healthy", says: /same flags/ },
    { check: "Failed requests", word: "Healthy", says: /None fails|Next to none/ },
  ],
  "leader-moves": [{ check: "Meta servers", word: /Critical|Warning/, says: /1 of 3 meta servers not answering/ }],
  "no-leader": [{ check: "Meta servers", word: "Critical", says: /No meta server leads.*1 of 3/ }],
  "meta-restarts": [{ check: "Meta servers", word: /Critical|Warning|Notice/, says: /1 meta server starting|1 of 3/ }],
  "node-down": [
    { check: "Nodes", word: "Warning", says: /1 of 5 nodes dead.*for more than \d+ s/ },
    { check: "Copies", word: "Warning", says: /fewer copies than wanted/ },
  ],
  "node-frozen": [
    { check: "Nodes", word: "Warning", says: /1 of 5 nodes dead/ },
    { check: "Copies", word: "Warning", says: /fewer copies than wanted/ },
  ],
  "two-nodes-down": [
    { check: "Function level", word: "Critical", says: /freezed/ },
    { check: "Readable partitions", word: "Critical", says: /without a primary/ },
    { check: "Nodes", word: "Warning", says: /2 of 5 nodes dead/ },
  ],
  "data-loss": [
    {
      check: "Readable partitions",
      word: "Critical",
      says: /without a primary.*no live server has a replica of \d+ of them/,
    },
  ],
  unbalanced: [{ check: "Balance", word: "Notice", says: /Not balanced: \d+ moves needed.*without primaries/ }],
  "hot-partition": [{ check: "Hot partitions", word: "Warning", says: /user_profile\.21 with/ }],
  "disk-full": [{ check: "Disks", word: "Critical", says: /1 disk full, which refuses writes.*97 %/ }],
  "version-skew": [{ check: "Versions", word: "Notice", says: /Different versions: .* on 6, .* on 2/ }],
  "config-drift": [
    {
      check: "Config drift",
      word: "Warning",
      says: /disk_min_available_space_ratio of replica servers \(10 on 4, 5 on 1\)/,
    },
  ],
  "duplication-lag": [{ check: "Duplication", word: "Warning", says: /Behind: device_state to demo_standby/ }],
  "bulk-load": [{ check: "Bulk load", word: "Notice", says: /Under way at \d+ replicas.*feed_timeline/ }],
  compaction: [{ check: "Manual compaction", word: "Notice", says: /feed_timeline: \d+ running/ }],
  splitting: [
    { check: "Partition splits", word: "Notice", says: /events being split: \d+ new partitions? not registered yet/ },
    { check: "Readable partitions", word: "Healthy", says: /Every partition has a primary/ },
  ],
  empty: [{ check: "Readable partitions", word: "Healthy", says: /There are no tables/ }],
  "old-version": [
    { check: "Interfaces", word: "Notice", says: /no \/metrics/ },
    { check: "Versions", word: "Healthy", says: /8 servers run 2\.5\.0/ },
  ],
  "no-pprof": [{ check: "Interfaces", word: "Notice", says: /no \/pprof/ }],
  slow: [{ check: "Answers", word: "Warning", says: /[12]\.\d s is usual for an answer/ }],
  flaky: [{ check: "Answers", word: "Warning", says: /\d+ of \d+ questions? to live servers failed/ }],
  large: [{ check: "Config drift", word: "Not made", says: /The flags of 103 servers are compared only when/ }],
};

/** Scenarios that take a while to begin are run faster. */
const TIME_SCALES: Partial<Record<ScenarioName, number>> = { "leader-moves": 0.2, "meta-restarts": 0.2 };

// A cluster to start, and the slowest checks ask twice; on a machine that does other things beside.
test.describe.configure({ timeout: 90_000 });

/**
 * Dropped questions close the gate of every meta for a while, so that chance decides what the page can still ask: its test is left out
 * until the scenario leaves the metas alone (issue 6 is open for it).
 */
const LEFT_TO_CHANCE: ReadonlySet<ScenarioName> = new Set(["flaky"]);

for (const { name } of SCENARIOS.filter((scenario) => !LEFT_TO_CHANCE.has(scenario.name))) {
  test.describe(`the scenario ${name}`, () => {
    test.use({ source: { kind: "demo", scenario: name }, timeScale: TIME_SCALES[name] });

    test(`shows on the Cluster page what ${name} says`, async ({ page, dashboard }) => {
      // A hundred and three servers, the gateway and this test are one process here.
      if (name === "large") test.setTimeout(180_000);
      await page.addInitScript(() => localStorage.setItem("pegasus-dashboard.refresh-seconds", "5"));
      await page.goto(`${dashboard.url}/c/demo`);
      for (const shown of SHOWN[name]) await expectCheck(page, shown);
      if (name === "large") await expectSizes(page);
      if (name === "healthy") await expectHelp(page);
    });
  });
}

async function expectCheck(page: Page, { check, word, says }: Shown): Promise<void> {
  if (word === "Healthy") await showFine(page);
  const item = page.getByRole("list", { name: "Checks" }).getByRole("listitem", { name: check, exact: true });
  await expect(item).toContainText(says, { timeout: 60_000 });
  await expect(item).toContainText(word);
}

async function expectSizes(page: Page): Promise<void> {
  const health = page.getByRole("region", { name: "Health" });
  await expect(health).toContainText(/Apps\s*1,000\s*Partitions\s*50,000/);
  await expect(health).toContainText(/Nodes alive\s*100 of 100/);
}

async function showFine(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: /^(Show|Hide) \d+ checks? that (is|are) fine$/ });
  await expect(button).toBeVisible({ timeout: 60_000 });
  if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
}

/** A check opens to what it means, a command to copy and the raw answer, one click away. */
async function expectHelp(page: Page): Promise<void> {
  const nodes = page.getByRole("listitem", { name: "Nodes", exact: true });
  await nodes.getByRole("button", { name: "Nodes", exact: true }).click();
  await expect(nodes).toContainText("The leader calls a replica server dead");
  await expect(nodes.getByRole("button", { name: "Copy nodes -d -s unalive" })).toBeVisible();
  await nodes.getByRole("link", { name: /^Raw JSON: the leader's \/meta\/nodes\?detail/ }).click();
  await expect(page.getByRole("tree", { name: "JSON" })).toContainText("ALIVE");
}

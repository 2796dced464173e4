// How soon the big pages are usable once their data are there, how long they hold up the browser, and whether polling makes them grow:
// on the simulated cluster `large`, beside the same on `healthy` from the same run. Option: minutes of polling (0 unless told; 10 for the full run).
import { chromium, type Browser, type Page } from "@playwright/test";
import { ensureBrowser } from "../../scripts/browser.ts";
import { serveDemo } from "../../scripts/serve-demo.ts";
import { ensureBuild } from "../../scripts/sources.ts";
import { table, type Report, type Say } from "../report.ts";
import { heapMiB, look, type Look } from "./look.ts";

const PAGES = [
  { name: "Cluster", path: "", table: "Servers", filter: null },
  { name: "Apps", path: "/apps", table: "Apps", filter: "Filter by name or id" },
  { name: "Nodes", path: "/nodes", table: "Nodes", filter: "Filter by address or state" },
  { name: "Balance", path: "/balance", table: "Balance", filter: "Filter by app" },
] as const;
const SCENARIOS = ["healthy", "large"] as const;
const MINUTE = 60_000;
const SECOND = 1000;
/** A round of a hundred servers takes its time where they all live in this process. */
const FIRST_ROUND_MS = 10 * MINUTE;

interface Figure extends Look {
  readonly scenario: string;
  readonly page: string;
}
interface Growth {
  readonly page: string;
  readonly minutes: number;
  /** After a collection; the first is taken when a fifth of the time has passed. */
  readonly heapMiB: readonly number[];
}

/** How often the most-asked replica server was asked for load, and in how many rounds. */
interface Politeness {
  readonly rounds: number;
  readonly mostAsked: number;
}

export async function run(args: readonly string[], say: Say): Promise<Report> {
  const minutes = Number(args[0] ?? 0);
  ensureBuild();
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: ["--js-flags=--expose-gc", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
  const figures: Figure[] = [];
  const growth: Growth[] = [];
  let politeness: Politeness = { rounds: 0, mostAsked: 0 };
  try {
    for (const scenario of SCENARIOS) {
      say(`${scenario}: first round`);
      const served = await serveDemo(scenario);
      const root = `${served.url}c/demo`;
      try {
        await firstRates(served.url);
        for (const { name, path, table: tableName, filter } of PAGES) {
          say(`${scenario}: ${name}`);
          figures.push({ scenario, page: name, ...(await look(browser, `${root}${path}`, tableName, filter)) });
        }
        if (scenario === "large") {
          if (minutes > 0) growth.push(await grow(browser, `${root}/apps`, minutes, say));
          politeness = politenessOf(served.backend.simulated);
        }
      } finally {
        await served.close();
      }
    }
  } finally {
    await browser.close();
  }
  const text = [figureTable(figures), growthTable(growth), politenessLine(politeness)].filter((part) => part !== "");
  return { text: text.join("\n\n"), figures: { bench: "pages", figures, growth, politeness } };
}

/** The load has rates, so that the pages show all that they can. */
async function firstRates(url: string): Promise<void> {
  const until = Date.now() + FIRST_ROUND_MS;
  for (;;) {
    const { seconds } = (await (await fetch(`${url}api/clusters/demo/load`)).json()) as { seconds: number | null };
    if (seconds !== null) return;
    if (Date.now() > until) throw new Error("The sampler has no rates after ten minutes.");
    await new Promise((resolve) => setTimeout(resolve, 2 * SECOND));
  }
}

async function grow(browser: Browser, url: string, minutes: number, say: Say): Promise<Growth> {
  const page: Page = await browser.newPage();
  await page.goto(url);
  const readings: number[] = [];
  for (let fifth = 1; fifth <= 5; fifth++) {
    await page.waitForTimeout((minutes / 5) * MINUTE);
    readings.push(await heapMiB(page));
    say(`large: ${((minutes / 5) * fifth).toFixed(1)} min, ${readings.at(-1)?.toFixed(1) ?? ""} MiB`);
  }
  await page.close();
  return { page: "Apps", minutes, heapMiB: readings };
}

interface Asked {
  readonly replicas: readonly string[];
  requests(server: string): readonly { readonly target: string }[];
}

function politenessOf(cluster: Asked | null): Politeness {
  const counts = (cluster?.replicas ?? []).map(
    (server) =>
      cluster?.requests(server).filter(({ target }) => target.startsWith("/metrics?types=replica,")).length ?? 0,
  );
  return { rounds: Math.min(...counts), mostAsked: Math.max(...counts) };
}

function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ scenario, page, shownMs, longestTaskMs, answeredMs, rows: shown }) => [
    `${page}, ${scenario}`,
    shownMs.toFixed(0),
    longestTaskMs.toFixed(0),
    answeredMs === null ? "" : answeredMs.toFixed(0),
    String(shown),
  ]);
  return table(["page", "ms from data to table", "longest task ms", "input answered ms", "rows in the document"], rows);
}

function growthTable(growth: readonly Growth[]): string {
  const rows = growth.map(({ page, minutes, heapMiB: readings }) => [
    `${page}, large, ${minutes} min`,
    ...readings.map((reading) => reading.toFixed(1)),
  ]);
  return rows.length === 0 ? "" : table(["heap MiB after", "1/5", "2/5", "3/5", "4/5", "all"], rows);
}

function politenessLine({ rounds, mostAsked }: Politeness): string {
  return `Each replica server was asked for load in ${rounds} to ${mostAsked} rounds: never twice in one.`;
}

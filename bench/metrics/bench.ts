// How soon a hundred series of a day are drawn, and what holds up the browser meanwhile: ten charts of ten lines and one of a hundred, in a
// fresh tab of a browser that has seen nothing, beside the same answers fetched and parsed by the same browser and not drawn.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser } from "@playwright/test";
import { backend } from "#backend.ts";
import { silentLog } from "#gateway/log.ts";
import { serve } from "#serve.ts";
import { ensureBrowser } from "../../scripts/browser.ts";
import { ensureBuild, ROOT } from "../../scripts/sources.ts";
import { longestTask, watchLongTasks } from "../long-tasks.ts";
import { median, table, type Report, type Say } from "../report.ts";
import { APPS, fillDay, METRICS, SERVERS } from "./fill.ts";

const EVERY = 10_000;
const TRIES = 3;
const PATIENCE_MS = 60_000;
const POLLS_MS = 12_000;

const BOARDS = [
  {
    name: `${METRICS.length} charts of ${SERVERS} lines`,
    charts: METRICS.map((metric) => `${metric}~server~top${SERVERS}`),
    lines: METRICS.length * SERVERS,
  },
  { name: `one chart of ${APPS} lines`, charts: [`read_requests~app~top${APPS}`], lines: APPS },
] as const;

interface Look {
  /** From the navigation to the last line drawn. */
  readonly drawnMs: number;
  /** While it opened, and in one try while it was polled for some seconds more. */
  readonly longestTaskMs: number;
  /** The same answers, fetched anew and parsed, and nothing else. */
  readonly bareMs: number;
  readonly bytes: number;
}

interface Seen {
  drawnAt: number;
}

declare global {
  interface Window {
    drawnByBench?: Seen;
  }
}

export async function run(_args: readonly string[], say: Say): Promise<Report> {
  ensureBuild();
  say("a day of 200 series");
  const folder = await fillDay(Math.floor(Date.now() / EVERY) * EVERY);
  const served = await serve({
    host: "127.0.0.1",
    port: 0,
    graceMs: 500,
    page: join(ROOT, "dist", "client"),
    backend: (doors) =>
      backend({
        source: { kind: "demo", scenario: "healthy" },
        doors,
        log: silentLog,
        dataDir: folder,
        history: { background: false },
      }),
  });
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  const figures: { board: string; tries: Look[] }[] = [];
  try {
    for (const { name, charts, lines } of BOARDS) {
      say(name);
      const query = new URLSearchParams({ board: "explorer", range: "24h", charts: charts.join(";") });
      const tries: Look[] = [];
      for (let turn = 0; turn < TRIES; turn++)
        tries.push(await look(browser, `${served.url}c/demo/metrics?${query}`, lines, turn === 0));
      figures.push({ board: name, tries });
    }
  } finally {
    await browser.close();
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const rows = figures.map(({ board, tries }) => [
    board,
    median(tries.map(({ drawnMs }) => drawnMs)).toFixed(0),
    Math.max(...tries.map(({ drawnMs }) => drawnMs)).toFixed(0),
    Math.max(...tries.map(({ longestTaskMs }) => longestTaskMs)).toFixed(0),
    median(tries.map(({ bareMs }) => bareMs)).toFixed(0),
    (median(tries.map(({ bytes }) => bytes)) / 1000).toFixed(0),
  ]);
  const head = [
    "24 h of 100 series",
    "drawn ms",
    "worst",
    "longest task ms",
    "fetched and parsed alone ms",
    "kB of JSON",
  ];
  return { text: table(head, rows), figures: { bench: "metrics", figures } };
}

/** `stays`: for some polls, whose tasks count, too. */
async function look(browser: Browser, url: string, lines: number, stays: boolean): Promise<Look> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  try {
    await watchLongTasks(page);
    await page.addInitScript(watch, lines);
    await page.goto(url);
    await page.waitForFunction(() => (window.drawnByBench?.drawnAt ?? 0) > 0, null, { timeout: PATIENCE_MS });
    if (stays) await page.waitForTimeout(POLLS_MS);
    // Before what follows makes tasks of its own.
    const longestTaskMs = await longestTask(page);
    const bare = await page.evaluate(async () => {
      const drawnAt = window.drawnByBench?.drawnAt ?? 0;
      const urls = performance
        .getEntriesByType("resource")
        .flatMap(({ name }) => (name.includes("/history?metric=") ? [name] : []));
      const began = performance.now();
      const sizes = await Promise.all(
        [...new Set(urls)].map(async (one) => {
          const text = await (await fetch(one)).text();
          JSON.parse(text);
          return text.length;
        }),
      );
      return {
        drawnMs: drawnAt,
        bareMs: performance.now() - began,
        bytes: sizes.reduce((sum, size) => sum + size, 0),
      };
    });
    return { ...bare, longestTaskMs };
  } finally {
    await context.close();
  }
}

/** Runs in the page before anything of it. */
function watch(lines: number): void {
  const seen: Seen = { drawnAt: 0 };
  window.drawnByBench = seen;
  new MutationObserver(() => {
    if (seen.drawnAt > 0) return;
    const drawn = [...document.querySelectorAll(".chart-lines path")].filter(
      (path) => (path.getAttribute("d") ?? "").length > 1000,
    );
    if (drawn.length >= lines) seen.drawnAt = performance.now();
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["d"] });
}

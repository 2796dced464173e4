// A profile of 100,000 distinct stacks in the built dashboard, in headless Chromium: opened, zoomed, searched. Beside it what gperftools'
// own tool takes for the same file, and the limit: reading its words once in the same browser.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium, type Page } from "@playwright/test";
import { ensureBrowser } from "../../scripts/browser.ts";
import { serveDemo } from "../../scripts/serve-demo.ts";
import { ensureBuild } from "../../scripts/sources.ts";
import { startTrace, type LongestTask } from "../json/tasks.ts";
import { median, table, type Report, type Say } from "../report.ts";
import { manyStacks } from "./stacks.ts";

interface Step {
  readonly ms: number;
  readonly task: LongestTask;
}
type Steps = Readonly<Record<"open" | "zoom" | "search" | "inverted", Step>>;

/** Options: `--stacks 100000`, `--runs 3`. */
export async function run(args: readonly string[], say: Say): Promise<Report> {
  const { values } = parseArgs({
    args: [...args],
    options: { stacks: { type: "string", default: "100000" }, runs: { type: "string", default: "3" } },
  });
  const stacks = Number(values.stacks);
  ensureBuild();
  const folder = mkdtempSync(join(tmpdir(), "pegasus-bench-profiles-"));
  const path = join(folder, "many.prof");
  const bytes = manyStacks(stacks);
  writeFileSync(path, bytes);
  say(`${stacks} distinct stacks, ${(bytes.length / 1e6).toFixed(1)} MB`);
  const served = await serveDemo();
  const runs: Steps[] = [];
  const limits: number[] = [];
  try {
    for (let turn = 0; turn < Number(values.runs); turn++) {
      const { steps, limit } = await inBrowser(`${served.url}c/demo/profiles`, path, bytes.length);
      runs.push(steps);
      limits.push(limit);
      say(`  run ${turn + 1}: ${JSON.stringify(steps)}`);
    }
    return report(stacks, bytes.length, runs, limits, toolMs(path));
  } finally {
    await served.close();
    rmSync(folder, { recursive: true });
  }
}

async function inBrowser(url: string, path: string, size: number): Promise<{ steps: Steps; limit: number }> {
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(url);
    await page.getByRole("table", { name: "Recent profiles" }).waitFor();
    const limit = await page.evaluate(readWords, size);
    const session = await browser.newBrowserCDPSession();
    const timed = async (doIt: () => Promise<unknown>, until: string): Promise<Step> => {
      const stop = await startTrace(session);
      const done = page.evaluate(paintedWhen, until);
      await doIt();
      const ms = await done;
      return { ms, task: await stop() };
    };
    const canvas = page.getByRole("figure", { name: "Flame graph" }).getByRole("img");
    const open = await timed(
      () => page.getByLabel("A file with a profile").setInputFiles(path),
      ".flame canvas[aria-label]",
    );
    const zoom = await timed(() => canvas.click({ position: { x: 200, y: 110 } }), ".flame-path a");
    const search = await timed(() => searchFor(page, "+0x1"), ".flame-said:not(:empty)");
    const inverted = await timed(
      () => page.getByRole("checkbox", { name: "Inverted" }).check(),
      ".flame-path:not(:has(a))",
    );
    return { steps: { open, zoom, search, inverted }, limit };
  } finally {
    await browser.close();
  }
}

async function searchFor(page: Page, text: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Search functions" }).fill(text);
}

/** ms from the next event that somebody causes until what is looked for is there and painted. Runs in the page. */
async function paintedWhen(selector: string): Promise<number> {
  const times: number[] = [];
  for (const name of ["change", "pointerup", "input"])
    document.addEventListener(name, () => times.push(performance.now()), { capture: true, once: true });
  while (times.length === 0 || document.querySelector(selector) === null)
    await new Promise((resolve) => requestAnimationFrame(resolve));
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - (times[0] ?? 0);
}

/** The least that any reader must do: each word of the file once. Runs in the page. */
function readWords(size: number): number {
  const view = new DataView(new ArrayBuffer(size));
  const start = performance.now();
  let sum = 0;
  for (let at = 0; at + 8 <= size; at += 8) sum += view.getUint32(at, true) + view.getUint32(at + 4, true);
  return sum < 0 ? Number.NaN : performance.now() - start;
}

/** Null: it is not installed. */
function toolMs(path: string): number | null {
  if (spawnSync("google-pprof", ["--version"]).error !== undefined) return null;
  const start = performance.now();
  spawnSync("google-pprof", ["--text", "--addresses", "/bin/true", path], { stdio: "ignore" });
  return performance.now() - start;
}

function report(
  stacks: number,
  bytes: number,
  runs: readonly Steps[],
  limits: readonly number[],
  tool: number | null,
): Report {
  const limit = median(limits);
  const figures = (["open", "zoom", "search", "inverted"] as const).map((name) => ({
    step: name,
    ms: median(runs.map((steps) => steps[name].ms)),
    longestTask: median(runs.map((steps) => steps[name].task.wall)),
    longestTaskCpu: median(runs.map((steps) => steps[name].task.cpu)),
  }));
  const rows = figures.map(({ step, ms, longestTask, longestTaskCpu }) => [
    step,
    ms.toFixed(0),
    (ms / limit).toFixed(1),
    tool === null ? "-" : (ms / tool).toFixed(3),
    longestTask.toFixed(0),
    longestTaskCpu.toFixed(0),
  ]);
  const head = ["step", "ms", "×limit", "×google-pprof", "longest task", "(cpu)"];
  const text = [
    `${stacks} distinct stacks, ${(bytes / 1e6).toFixed(1)} MB; medians of ${runs.length} runs`,
    table(head, rows),
    `Limit: reading each word of the file once in the same page, ${limit.toFixed(0)} ms. google-pprof --text: ${tool === null ? "not installed" : `${tool.toFixed(0)} ms`}.`,
    "open: from the file being chosen to the graph painted, kept in IndexedDB on the way. Longest task: of the page's main thread, by the\nclock and of the processor.",
  ].join("\n\n");
  return { text, figures: { bench: "profiles", stacks, bytes, limit, tool, steps: figures } };
}

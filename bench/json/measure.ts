// One viewer with one document, in a browser of its own.
import { chromium, type Browser, type Page } from "@playwright/test";
import type { ContenderName } from "./page/contender.ts";
import type { BenchPage } from "./page/main.ts";
import { memoryOf, type Memory } from "./memory.ts";
import { startTrace, type LongestTask } from "./tasks.ts";

interface Figures {
  /** ms of JSON.parse in the same page, before. */
  readonly parse: readonly number[];
  readonly firstRows: number;
  readonly whole: number;
  readonly expandAll: number;
  readonly scrollToEnd: number;
  readonly fps: number;
  /** Of a box with lines beside it: what this browser can do on this machine now. */
  readonly fpsOfPlain: number;
  readonly slowestFrame: number;
  readonly searchRare: number | null;
  readonly searchOften: number | null;
  readonly matches: number | null;
  /** Over open, expand all, scroll to the end and search. */
  readonly longestTask: LongestTask;
  readonly memory: Memory | null;
  readonly memoryBefore: Memory | null;
}

/** What it came to, and why no further. */
export interface Outcome {
  readonly figures: Partial<Figures>;
  readonly unfinished: string | null;
}

export interface Setup {
  readonly url: string;
  readonly document: string;
  readonly rare: string;
  readonly executablePath: string;
  /** ms for each step. */
  readonly limit: number;
  readonly withMemory: boolean;
}

declare global {
  var bench: BenchPage;
}

const SCROLL_MS = 3000;
const SETTLE_MS = 1000;

export async function measure(name: ContenderName, setup: Setup): Promise<Outcome> {
  const browser = await chromium.launch({
    executablePath: setup.executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--js-flags=--expose-gc",
      "--enable-precise-memory-info",
      "--enable-blink-features=ForceEagerMeasureMemory",
    ],
  });
  const figures: { -readonly [Name in keyof Figures]?: Figures[Name] } = {};
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(setup.url);
    await steps(browser, page, name, setup, figures);
    return { figures, unfinished: null };
  } catch (error) {
    return { figures, unfinished: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error) };
  } finally {
    await browser.close();
  }
}

async function steps(
  browser: Browser,
  page: Page,
  name: ContenderName,
  { document, rare, limit, withMemory }: Setup,
  figures: { -readonly [Name in keyof Figures]?: Figures[Name] },
): Promise<void> {
  const timed = async <T>(step: string, work: Promise<T>): Promise<T> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${step} did not finish in ${limit / 1000} s`)), limit);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  };
  await timed(
    "loading",
    page.evaluate(([viewer, url]) => bench.prepare(viewer, url), [name, document] as const),
  );
  figures.parse = await timed(
    "JSON.parse",
    page.evaluate(() => bench.parse(5)),
  );
  if (withMemory) figures.memoryBefore = await timed("memory", memoryOf(browser, page));
  await page.waitForTimeout(SETTLE_MS);
  const session = await browser.newBrowserCDPSession();
  const stop = await startTrace(session);
  try {
    const { firstRows, whole } = await timed(
      "open",
      page.evaluate(() => bench.open()),
    );
    Object.assign(figures, { firstRows, whole });
    if (withMemory) return;
    figures.expandAll = await timed(
      "expand all",
      page.evaluate(() => bench.expandAll()),
    );
    figures.scrollToEnd = await timed(
      "scroll to the end",
      page.evaluate(() => bench.scrollToEnd()),
    );
    const { viewer, plain } = await timed(
      "scroll",
      page.evaluate((ms) => bench.scroll(ms), SCROLL_MS),
    );
    Object.assign(figures, { fps: viewer.fps, slowestFrame: viewer.slowest, fpsOfPlain: plain.fps });
    const rareFound = await timed(
      "search",
      page.evaluate((text) => bench.search(text), rare),
    );
    figures.searchRare = rareFound?.ms ?? null;
    const often = await timed(
      "search",
      page.evaluate(() => bench.search("1")),
    );
    figures.searchOften = often?.ms ?? null;
    figures.matches = often?.count ?? null;
  } finally {
    figures.longestTask = await stop().catch(() => ({ wall: Number.NaN, cpu: Number.NaN }));
    if (withMemory && figures.whole !== undefined) {
      await page.evaluate(() => bench.forget());
      figures.memory = await timed("memory", memoryOf(browser, page));
    }
  }
}

// One page in a fresh tab: when its data came, when its table stood there, what held the browser up, and how soon it answers a key.
import type { Browser, Page } from "@playwright/test";
import { longestTask, watchLongTasks } from "../long-tasks.ts";

export interface Look {
  /** From the arrival of the last answer that the table needed to the table with rows. */
  readonly shownMs: number;
  readonly longestTaskMs: number;
  /** From a key in the filter box to the painted rows; null: the page has none. */
  readonly answeredMs: number | null;
  readonly rows: number;
}

interface Seen {
  shownAt: number;
}

declare global {
  interface Window {
    seenByBench?: Seen;
  }
}

const PATIENCE_MS = 120_000;
const POLLS_MS = 25_000;

export async function look(browser: Browser, url: string, tableName: string, filter: string | null): Promise<Look> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await watchLongTasks(page);
    await page.addInitScript(watch, tableName);
    await page.goto(url);
    const rows = page.getByRole("table", { name: tableName, exact: true }).locator("tbody tr:not([aria-hidden])");
    await rows.nth(1).waitFor({ timeout: PATIENCE_MS });
    const shownMs = await page.evaluate(() => {
      const { shownAt = 0 } = window.seenByBench ?? {};
      const ends = performance
        .getEntriesByType("resource")
        .flatMap((entry) =>
          entry instanceof PerformanceResourceTiming && entry.name.includes("/api/") ? entry.responseEnd : [],
        )
        .filter((end) => end <= shownAt);
      return shownAt - Math.max(0, ...ends);
    });
    const count = await rows.count();
    const answeredMs = filter === null ? null : await answered(page, filter);
    // A few polls, whose tasks count, too.
    await page.waitForTimeout(POLLS_MS);
    const longestTaskMs = await longestTask(page);
    return { shownMs, longestTaskMs, answeredMs, rows: count };
  } finally {
    await page.close();
  }
}

/** Runs in the page before anything of it. */
function watch(name: string): void {
  const seen: Seen = { shownAt: 0 };
  window.seenByBench = seen;
  new MutationObserver(() => {
    if (seen.shownAt > 0) return;
    const rows = document.querySelectorAll(`table[aria-label="${name}"] tbody tr`);
    if (rows.length > 1) seen.shownAt = performance.now();
  }).observe(document, { childList: true, subtree: true });
}

async function answered(page: Page, filter: string): Promise<number> {
  const box = page.getByRole("searchbox", { name: filter, exact: true });
  await box.focus();
  await page.evaluate(() => {
    document.addEventListener("keydown", () => performance.mark("key"), { once: true, capture: true });
    document.addEventListener(
      "input",
      () => requestAnimationFrame(() => setTimeout(() => performance.mark("painted"), 0)),
      { once: true },
    );
  });
  await page.keyboard.press("1");
  await page.waitForFunction(() => performance.getEntriesByName("painted").length > 0);
  const ms = await page.evaluate(() => performance.measure("answer", "key", "painted").duration);
  await box.fill("");
  return ms;
}

/** Of the page's scripts, after a collection. */
export async function heapMiB(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / 2 ** 20;
}

// What a page and its workers hold after collection.
import { readFileSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";

export interface Memory {
  /** Bytes of the page's process that are its own, as the kernel counts. */
  readonly process: number;
  /** Bytes as the browser counts them, workers included; null where it does not tell. */
  readonly told: number | null;
}

export async function memoryOf(browser: Browser, page: Page): Promise<Memory> {
  await collect(page);
  const told = await page.evaluate(async () => {
    const { measureUserAgentSpecificMemory: measure } = performance as Performance & {
      // Newer than the types.
      measureUserAgentSpecificMemory?: () => Promise<{ readonly bytes: number }>;
    };
    return measure === undefined ? null : (await measure.call(performance)).bytes;
  });
  await collect(page);
  return { process: await processBytes(browser), told };
}

async function collect(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (let time = 0; time < 3; time++) {
    await session.send("HeapProfiler.collectGarbage");
    // Chromium is started with --expose-gc.
    for (const worker of page.workers()) await worker.evaluate(() => (globalThis as { gc?: () => void }).gc?.());
    await page.waitForTimeout(300);
  }
  await session.detach();
}

/** Of the largest renderer: the page's; others are spare ones. */
async function processBytes(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const sizes = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => privateBytes(id));
  return Math.max(0, ...sizes);
}

function privateBytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const kib = [...rollup.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)].map(([, value]) => Number(value));
  return kib.reduce((sum, value) => sum + value, 0) * 1024;
}

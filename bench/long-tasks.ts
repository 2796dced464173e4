// How long the browser was held up: what it takes for long tasks itself, 50 ms and more.
import type { Page } from "@playwright/test";

declare global {
  interface Window {
    longTasks?: number[];
  }
}

/** Before the page goes anywhere. */
export async function watchLongTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tasks: number[] = [];
    window.longTasks = tasks;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: "longtask", buffered: true });
  });
}

/** Of the longest until now, ms; 0: there was none. */
export function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, ...(window.longTasks ?? [])));
}

/** `npm run shots [-- FOLDER]`: every page of the built dashboard as an operator sees it, in both themes and two widths. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { ensureBrowser } from "./browser.ts";
import { serveDemo } from "./serve-demo.ts";
import { ROOT, ensureBuild } from "./sources.ts";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
/** The first rates come after two rounds of the sampler. */
const SETTLE_MS = 9000;
const LOOK_MS = 2500;

const folder = process.argv[2] ?? join(ROOT, "shots");
ensureBuild();
mkdirSync(folder, { recursive: true });
const served = await serveDemo();
const [server = ""] = served.backend.simulated?.replicas ?? [];
const pages = {
  cluster: "",
  apps: "/apps",
  app: "/apps/orders",
  nodes: "/nodes",
  node: `/nodes/${encodeURIComponent(server)}`,
  metrics: "/metrics",
  hot: "/hot",
  events: "/events",
  config: "/config",
  audit: "/audit",
  profiles: "/profiles",
  snapshot: "/snapshot",
  explorer: "/explorer?server=leader&path=/meta/app&q=name%3Dorders%26detail",
};
const browser = await chromium.launch({
  executablePath: await ensureBrowser(),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  await fetch(`${served.url}api/clusters/demo/load`);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  for (const colorScheme of ["light", "dark"] as const) {
    for (const viewport of SIZES) {
      const page = await browser.newPage({ viewport, colorScheme });
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(`${served.url}c/demo${path}`);
        await page.waitForTimeout(LOOK_MS);
        await page.screenshot({ path: join(folder, `${name}-${viewport.width}-${colorScheme}.png`) });
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
  await served.close();
}
console.log(`The screenshots are in ${folder}.`);

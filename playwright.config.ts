/** Browser tests. Each starts a backend of its own on a free port, so that they run side by side and in any order. */
import { defineConfig } from "@playwright/test";

import { findBrowser } from "./scripts/browser.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const inCi = process.env["CI"] === "true";
const browser = findBrowser();

const args = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
/**
 * Chromium draws the pop-up of its address bar as a page of its own for each window, though nobody sees it: a second of work for
 * each test. The switch replaces that of Playwright (its chromiumSwitches), whose features are repeated here.
 */
const DISABLED = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxFullPopup",
  "WebUIOmniboxAimPopup",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "LensOverlay",
  "HttpsFirstBalancedModeAutoEnable",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];
args.push(`--disable-features=${DISABLED.join(",")}`);
// Chromium refuses its sandbox to root.
if (process.getuid?.() === 0) args.push("--no-sandbox");

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./scripts/e2e-setup.ts",
  fullyParallel: true,
  workers: 2,
  forbidOnly: inCi,
  // A test that passes at the second try only is flaky: `npm test` lists it.
  retries: inCi ? 1 : 0,
  reporter: "line",
  timeout: 30 * SECOND,
  globalTimeout: 60 * MINUTE,
  expect: { timeout: 10 * SECOND },
  use: {
    browserName: "chromium",
    trace: "on-first-retry",
    launchOptions: { args, ...(browser === undefined ? {} : { executablePath: browser }) },
  },
});

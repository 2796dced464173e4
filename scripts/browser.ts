/** Finds a Chromium for the browser tests, or installs one. `tsx scripts/browser.ts` prints its path. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";

import { chromium } from "@playwright/test";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const PLACES = [
  "/usr/lib/chromium/chromium",
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Where to look; the defaults are this machine's. */
interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isProgram: (path: string) => boolean;
  /** Where Playwright would put its own. */
  readonly playwrights: string;
}

const thisMachine = (): Machine => ({ env: process.env, isProgram, playwrights: chromium.executablePath() });

/**
 * The path of a browser: the one that CHROMIUM_PATH names, else one on the PATH or in the usual places, else Playwright's own.
 * Changes nothing. Throws when CHROMIUM_PATH names no program: who sets it means it.
 */
export function findBrowser({ env, isProgram: is, playwrights }: Machine = thisMachine()): string | undefined {
  const named = env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") {
    if (!is(named)) throw new Error(`CHROMIUM_PATH is ${named}, but there is no program of that name.`);
    return named;
  }
  const onPath = NAMES.flatMap((name) =>
    (env["PATH"] ?? "")
      .split(delimiter)
      .filter((folder) => folder !== "")
      .map((folder) => join(folder, name)),
  );
  return [...onPath, ...PLACES, playwrights].find(is);
}

/** Finds a browser, or installs one: Playwright's, else Debian's. Throws a sentence when neither can be had. */
export async function ensureBrowser(): Promise<string> {
  return findBrowser() ?? (await installed(playwrightInstalls)) ?? (await installed(aptInstalls)) ?? noBrowser();
}

async function installed(install: () => void | Promise<void>): Promise<string | undefined> {
  await install();
  return findBrowser();
}

function playwrightInstalls(): void {
  process.stderr.write("No Chromium was found; Playwright tries to download one.\n");
  run("npx", ["--no-install", "playwright", "install", "chromium"], {
    timeout: 10 * MINUTE,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(10 * SECOND) },
  });
}

async function aptInstalls(): Promise<void> {
  if (process.getuid?.() !== 0 || !isProgram("/usr/bin/apt-get")) return;
  process.stderr.write("Debian's package manager tries to install Chromium.\n");
  const patient = ["-o", "DPkg::Lock::Timeout=300"];
  // Of two that run, apt-get lets only an installation wait for the other; an update fails at once.
  for (let tries = 1; tries <= 30; tries++) {
    const update = spawnSync("apt-get", [...patient, "update"], {
      encoding: "utf8",
      timeout: 5 * MINUTE,
      env: { ...process.env, LC_ALL: "C" },
    });
    process.stderr.write(update.stderr);
    if (!/could not get lock/i.test(update.stderr)) break;
    await sleep(10 * SECOND);
  }
  run("apt-get", [...patient, "install", "-y", "chromium"], { env: { DEBIAN_FRONTEND: "noninteractive" } });
}

/** What the command says goes to stderr: stdout is for the path alone. Whether it succeeded shows in what is there after. */
function run(command: string, args: readonly string[], options: { timeout?: number; env?: object } = {}): void {
  const env = { ...process.env, ...options.env };
  const timeout = options.timeout ?? 20 * MINUTE;
  spawnSync(command, args, { env, timeout, stdio: ["ignore", process.stderr, process.stderr] });
}

function noBrowser(): never {
  throw new Error(
    "The browser tests need Chromium, and none was found or could be installed. Install chromium or google-chrome, " +
      "or set CHROMIUM_PATH to the path of one.",
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    process.stdout.write(`${await ensureBrowser()}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

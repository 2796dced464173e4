/** Tells whether `dist` was built from the sources as they are now. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const ROOT = dirname(import.meta.dirname);

/** What a build reads, tests apart. package.json has the version and the imports written `#…`. */
const SOURCES = [
  "src",
  "index.html",
  "public",
  "package.json",
  "package-lock.json",
  "vite.config.ts",
  "tsconfig.json",
  "scripts/build.ts",
];

const recordIn = (root: string): string => join(root, "dist", "sources.json");

/** A fingerprint of every source's path and content. Touching a file does not change it. */
export function hashSources(root: string): string {
  const hash = createHash("sha256");
  for (const path of SOURCES.flatMap((source) => filesIn(root, source)).filter((file) => !/\.test\.tsx?$/.test(file))) {
    hash.update(
      `${path}\0${createHash("sha256")
        .update(readFileSync(join(root, path)))
        .digest("hex")}\n`,
    );
  }
  return hash.digest("hex");
}

function filesIn(root: string, path: string): string[] {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [path];
  return readdirSync(absolute)
    .toSorted()
    .flatMap((name) => filesIn(root, `${path}/${name}`));
}

/** Written when a build is complete; without it there is none. */
export function recordBuild(root: string, hash: string): void {
  writeFileSync(recordIn(root), `${JSON.stringify({ hash })}\n`);
}

/** Before a build: one that is cut off half-way must not pass for the last. */
export function forgetBuild(root: string): void {
  rmSync(recordIn(root), { force: true });
}

export function isBuilt(root: string): boolean {
  try {
    const record: unknown = JSON.parse(readFileSync(recordIn(root), "utf8"));
    return typeof record === "object" && record !== null && "hash" in record && record.hash === hashSources(root);
  } catch {
    return false;
  }
}

/** Builds in a process of its own unless `dist` is up to date. The build speaks on stderr. Throws when it fails. */
export function ensureBuild(): void {
  if (isBuilt(ROOT)) return;
  const { status } = spawnSync(process.execPath, ["--import", "tsx", join(ROOT, "scripts", "build.ts")], {
    cwd: ROOT,
    stdio: ["ignore", process.stderr, process.stderr],
  });
  if (status !== 0) throw new Error("The build failed; what is wrong stands above.");
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterEach, beforeEach, expect, it } from "vitest";

import { forgetBuild, hashSources, isBuilt, recordBuild } from "./sources.ts";

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sources-"));
  for (const path of ["src/ui/main.tsx", "src/server.ts", "src/server.test.ts", "index.html", "package.json"])
    write(path, path);
  mkdirSync(join(root, "dist"));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

it("knows a build of these sources, until it is forgotten", () => {
  expect(isBuilt(root)).toBe(false);
  recordBuild(root, hashSources(root));
  expect(isBuilt(root)).toBe(true);
  forgetBuild(root);
  expect(isBuilt(root)).toBe(false);
});

it.each<[change: string, stale: boolean, make: () => void]>([
  ["a changed source", true, () => write("src/server.ts", "changed")],
  ["a new source", true, () => write("src/ui/new.ts", "")],
  ["a removed source", true, () => rmSync(join(root, "src/ui/main.tsx"))],
  ["a new file in public", true, () => write("public/favicon.svg", "<svg/>")],
  ["a changed package.json", true, () => write("package.json", "{}")],
  ["a damaged record", true, () => write("dist/sources.json", "{")],
  ["a source touched but the same", false, () => write("src/server.ts", "src/server.ts")],
  ["a changed test", false, () => write("src/server.test.ts", "changed")],
  ["a changed README", false, () => write("README.md", "changed")],
])("after %s, the build being stale is %s", (_, stale, make) => {
  recordBuild(root, hashSources(root));
  make();
  expect(isBuilt(root)).toBe(!stale);
});

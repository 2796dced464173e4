import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, it } from "vitest";

import { fetchedLater, firstLoad, gzippedBytes } from "./bundle-size.ts";

const manifest = {
  "_chart.js": { file: "chart.js", imports: ["_shared.js"] },
  "_shared.js": { file: "shared.js", imports: ["_deep.js", "index.html"] },
  "_deep.js": { file: "deep.js" },
  "_style.css": { file: "style.css" },
  "index.html": { file: "index.js", isEntry: true, imports: ["_style.css"] },
  "src/ui/pages/apps/Apps.tsx": { file: "apps.js", imports: ["_chart.js"] },
  "src/ui/pages/cluster/Cluster.tsx": { file: "cluster.js", imports: ["index.html", "_shared.js"] },
};

it.each([
  [
    "the entry and the page with all that they import",
    ["src/ui/pages/cluster/Cluster.tsx"],
    ["shared", "deep", "index", "cluster"],
  ],
  ["the entry alone for a page that is part of it", ["src/ui/pages/home/Home.tsx"], ["index"]],
  [
    "several lazy modules, what they share once",
    ["src/ui/pages/cluster/Cluster.tsx", "src/ui/pages/apps/Apps.tsx"],
    ["chart", "shared", "deep", "index", "apps", "cluster"],
  ],
])("counts %s", (_, modules, files) => {
  expect(firstLoad(manifest, modules)).toEqual(files.map((file) => `${file}.js`));
});

it("counts what a page fetches only when it shows a module, styles and workers too", () => {
  const page = "src/ui/pages/apps/Apps.tsx";
  const module = "src/ui/viewer/Viewer.tsx";
  const later = {
    ...manifest,
    [page]: { file: "apps.js", imports: ["_chart.js"], assets: ["worker.js", "icon.svg"] },
    [module]: { file: "viewer.js", imports: ["_chart.js", "_rows.js"], css: ["viewer.css"] },
    "_rows.js": { file: "rows.js", imports: ["index.html"] },
  };
  expect(fetchedLater(later, page, module).toSorted()).toEqual(["rows.js", "viewer.css", "viewer.js", "worker.js"]);
});

it("adds up what each file weighs compressed", () => {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  writeFileSync(join(folder, "a.js"), "x".repeat(100_000));
  writeFileSync(join(folder, "b.js"), "x".repeat(100_000));
  const one = gzippedBytes(folder, ["a.js"]);
  expect(one).toBeGreaterThan(50);
  expect(one).toBeLessThan(1000);
  expect(gzippedBytes(folder, ["a.js", "b.js"])).toBe(2 * one);
  rmSync(folder, { recursive: true });
});

/** How much JavaScript a page needs before it can show itself, told from Vite's manifest. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import * as z from "zod/mini";

/** Vite's `build.manifest`: by source file, the chunk that it became and those that the chunk imports. */
const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.optional(z.boolean()),
    imports: z.optional(z.array(z.string())),
    css: z.optional(z.array(z.string())),
    /** Of a chunk that starts workers: theirs. */
    assets: z.optional(z.array(z.string())),
  }),
);

type Manifest = z.infer<typeof manifestSchema>;

/**
 * The JavaScript files that the entries of the page and these modules of lazy routes need, in the manifest's order. A module
 * that is in no chunk of its own is part of an entry. What they load later by `import()` does not count.
 */
export function firstLoad(manifest: Manifest, modules: readonly string[]): string[] {
  const entries = Object.keys(manifest).filter((key) => manifest[key]?.isEntry);
  const needed = new Set<string>();
  const visit = (key: string): void => {
    if (needed.has(key)) return;
    needed.add(key);
    manifest[key]?.imports?.forEach(visit);
  };
  [...entries, ...modules].forEach(visit);
  const files = Object.keys(manifest).flatMap((key) => (needed.has(key) ? (manifest[key]?.file ?? []) : []));
  return [...new Set(files)].filter((file) => file.endsWith(".js"));
}

/** What a page fetches when it first shows `module`: its JavaScript and CSS beyond the page's own, and the page's workers. */
export function fetchedLater(manifest: Manifest, page: string, module: string): string[] {
  const before = new Set(firstLoad(manifest, [page]));
  const scripts = firstLoad(manifest, [page, module]).filter((file) => !before.has(file));
  const workers = manifest[page]?.assets?.filter((file) => file.endsWith(".js")) ?? [];
  return [...scripts, ...(manifest[module]?.css ?? []), ...workers];
}

/** The gzipped bytes of these files together, each compressed alone as a server sends them. */
export function gzippedBytes(folder: string, files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
}

export function readManifest(folder: string): Manifest {
  return manifestSchema.parse(JSON.parse(readFileSync(join(folder, ".vite", "manifest.json"), "utf8")));
}

/** `npm run build`: the page into dist/client, the server into dist/server, and a look at how large the page became. */
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";

import { build } from "vite";

import { fetchedLater, firstLoad, gzippedBytes, readManifest } from "./bundle-size.ts";
import { forgetBuild, hashSources, recordBuild, ROOT } from "./sources.ts";

const KB = 1000;
/** The modules of the routes that `/c/{cluster}` loads by `import()`. */
const CLUSTER_PAGE = ["src/ui/pages/cluster/Cluster.tsx"];
const CLUSTER_PAGE_LIMIT = 190 * KB;
/** The JSON viewer, and a page that shows it. */
const VIEWER = "src/ui/json/viewer/Viewer.tsx";
const VIEWER_PAGE = "src/ui/pages/explorer/Explorer.tsx";
const VIEWER_LIMIT = 25 * KB;

const client = join(ROOT, "dist", "client");
const server = join(ROOT, "dist", "server");

async function buildPage(): Promise<void> {
  await build({
    root: ROOT,
    configFile: join(ROOT, "vite.config.ts"),
    build: { outDir: client, emptyOutDir: true, manifest: true },
  });
}

/** One file with `#…` inlined. Packages stay imports: they are the dependencies of package.json. */
async function buildServer(): Promise<void> {
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    ssr: { target: "node", external: true },
    build: {
      ssr: join(ROOT, "src", "server.ts"),
      outDir: server,
      emptyOutDir: true,
      target: "node20",
      sourcemap: true,
      rolldownOptions: {
        output: {
          entryFileNames: "server.js",
          banner: (chunk) => (chunk.isEntry ? "#!/usr/bin/env node" : ""),
        },
      },
    },
  });
  chmodSync(join(server, "server.js"), 0o755);
}

/** Fails the build when the first page that people see needs too much, or the JSON viewer when it is first shown. */
function checkSizes(): void {
  const gone = [...CLUSTER_PAGE, VIEWER, VIEWER_PAGE].filter((module) => !existsSync(join(ROOT, module)));
  if (gone.length > 0) {
    throw new Error(`The size check looks for ${gone.join()}, which is gone; say in scripts/build.ts where it is.`);
  }
  const manifest = readManifest(client);
  const check = (what: string, files: readonly string[], limit: number): void => {
    const bytes = gzippedBytes(client, files);
    const said = `${what} ${(bytes / KB).toFixed(1)} kB gzipped`;
    if (bytes > limit) throw new Error(`${said}, more than the ${limit / KB} kB allowed.`);
    console.log(`${said} (${limit / KB} kB allowed).`);
  };
  check("The Cluster page needs JavaScript at first load of", firstLoad(manifest, CLUSTER_PAGE), CLUSTER_PAGE_LIMIT);
  check("The JSON viewer with its worker costs", fetchedLater(manifest, VIEWER_PAGE, VIEWER), VIEWER_LIMIT);
}

try {
  const hash = hashSources(ROOT);
  forgetBuild(ROOT);
  await buildPage();
  await buildServer();
  recordBuild(ROOT, hash);
  checkSizes();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

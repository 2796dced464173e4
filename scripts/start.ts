/** `npm start -- [options]`: builds when there is no build of these sources, then runs the server with these options. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { ensureBuild, ROOT } from "./sources.ts";

try {
  ensureBuild();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

// In this process, so that signals and the exit code are the server's own; it reads its options where Node puts them.
const server = join(ROOT, "dist", "server", "server.js");
process.argv[1] = server;
await import(pathToFileURL(server).href);

/** `npm run bench -- NAME [--json] [options]`: compares with peers and with a limit of nature, all in one run. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Bench from "../bench/json/bench.ts";
import { ROOT } from "./sources.ts";

const folder = join(ROOT, "bench");
const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, "bench.ts")));
const [name = "", ...options] = process.argv.slice(2);
if (names.includes(name)) {
  // Each has a function of that name and kind.
  const { run } = (await import(pathToFileURL(join(folder, name, "bench.ts")).href)) as typeof Bench;
  const rest = options.filter((option) => option !== "--json");
  try {
    const report = await run(rest, (line) => process.stderr.write(`${line}\n`));
    console.log(rest.length < options.length ? JSON.stringify(report.figures) : report.text);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
} else {
  console.error(`There is no bench of the name "${name}". There are: ${names.join(", ")}.`);
  process.exitCode = 2;
}

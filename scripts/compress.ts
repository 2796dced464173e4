/** Compresses the built page once, so that no start of the dashboard has to: `x.js.br` and `x.js.gz` beside `x.js`. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

import { COMPRESSIBLE } from "#gateway/static-files.ts";

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** The best would take the build three times as long for a hundredth less. */
const QUALITY = 10;

export async function compressFiles(directory: string): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile() && COMPRESSIBLE.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(
    paths.map(async (path) => {
      const body = await readFile(path);
      const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
      await writeFile(`${path}.br`, await brotli(body, { params }));
      await writeFile(`${path}.gz`, await zip(body, { level: 9 }));
    }),
  );
}

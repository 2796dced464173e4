import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";
import * as z from "zod/mini";

import { ROOT } from "./sources.ts";

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ optionalDependencies: z.optional(z.record(z.string(), z.string())) })),
});

// npm leaves out what its registry does not serve, such as builds for other platforms, and `npm ci` then refuses the file.
it("package-lock.json has an entry for every optional dependency, also those of other platforms", () => {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")));
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});

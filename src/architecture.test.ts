import { fileURLToPath } from "node:url";

import { expect, it } from "vitest";

import { RULES } from "../scripts/architecture.ts";
import { readSource, readTree } from "../scripts/read-tree.ts";

const sources = readTree(fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, ""));

it("reads the whole tree", () => {
  expect(sources.map(({ path }) => path)).toContain("architecture.test.ts");
  expect(sources.length).toBeGreaterThan(10);
});

it.each(Object.keys(RULES))("src keeps the rule on %s", (rule) => {
  expect(RULES[rule]?.(sources)).toEqual([]);
});

/** A small tree with a file as given, and how often the rule must speak up. */
function broken(rule: string, files: Readonly<Record<string, string>>): string[] {
  return RULES[rule]?.(Object.entries(files).map(([path, text]) => readSource(path, text))) ?? [];
}

it.each<[rule: string, path: string, text: string]>([
  ["imports", "pegasus/a.ts", `import { readFile } from "node:fs/promises";`],
  ["imports", "pegasus/a.ts", `import * as z from "zod";`],
  ["imports", "pegasus/a.ts", `import type { Route } from "#api/routes.ts";`],
  ["imports", "pegasus/a.ts", `export type Route = import("../api/routes.ts").Route;`],
  ["imports", "pegasus/a.ts", `import { b } from "#pegasus/b.ts";`],
  ["imports", "pegasus/a.test.ts", `import { gateway } from "#gateway/gateway.ts";`],
  ["imports", "api/a.ts", `export { gateway } from "#gateway/gateway.ts";`],
  ["imports", "gateway/a.ts", `import { simulate } from "#sim/simulate.ts";`],
  ["imports", "gateway/a.ts", `import { useState } from "react";`],
  ["imports", "gateway/a.ts", `import { backend } from "#backend.ts";`],
  ["imports", "gateway/a.ts", `import { backend } from "../backend.ts";`],
  ["imports", "sim/a.ts", `import { Hono } from "hono";`],
  ["imports", "sim/a.ts", `const { routes } = await import("#api/routes.ts");`],
  ["imports", "ui/a.tsx", `import { gateway } from "#gateway/gateway.ts";`],
  ["imports", "ui/a.tsx", `import { sep } from "node:path";`],
  ["imports", "ui/a.tsx", `import * as z from "zod";`],
  ["imports", "ui/pages/nodes/Nodes.tsx", `import { Apps } from "../apps/Apps.tsx";`],
  ["imports", "ui/pages/nodes/Nodes.tsx", `import { Apps } from "../../pages/apps/Apps.tsx";`],
  ["imports", "ui/parts/Table.tsx", `import { Apps } from "../pages/apps/Apps.tsx";`],
  ["imports", "ui/parts/Table.tsx", `import { apps } from "../queries.ts";`],
  ["imports", "ui/json/Tree.tsx", `import { routes } from "../routes.tsx";`],
  ["imports", "shared/a.ts", `import { b } from "./b.ts";`],
  ["imports", "server.ts", `import { gateway } from "./gateway/gateway.ts";`],
  ["missing", "pegasus/a.ts", `import { b } from "./b.ts";`],
  ["circles", "pegasus/a.ts", `import type { A } from "./a.ts";`],
  ["barrels", "ui/parts/all.ts", `import { a } from "./a.ts";\nexport * from "./b.ts";\nexport { a };`],
  ["names", "pegasus/utils.ts", ""],
  ["names", "ui/common/Table.tsx", ""],
  ["names", "ui/parts/helpers.test.ts", ""],
  ["depth", "ui/pages/apps/tabs/Tab.tsx", ""],
  ["network", "ui/queries.ts", `export const ask = () => globalThis.fetch("/api");`],
  ["network", "ui/pages/apps/Apps.tsx", `void fetch("/api");`],
  ["clock", "pegasus/age.ts", "export const age = (at: number) => new Date().getTime() - at;"],
  ["clock", "api/age.ts", "export const now = () => Date.now();"],
  ["suppressions", "ui/a.ts", "// oxlint-disable-next-line no-console\nlog();"],
  ["suppressions", "ui/a.ts", "/* @ts-expect-error */ log();"],
])("the rule on %s sees what is wrong with %s: %s", (rule, path, text) => {
  expect(broken(rule, { [path]: text })).not.toEqual([]);
});

it.each<[rule: string, path: string, text: string]>([
  ["imports", "pegasus/health/a.ts", `import * as z from "zod/mini";\nimport { b } from "../b.ts";`],
  ["imports", "pegasus/a.test.ts", `import { it } from "vitest";\nimport { readFile } from "node:fs/promises";`],
  ["imports", "api/a.ts", `import { health } from "#pegasus/health.ts";`],
  ["imports", "gateway/a.ts", `import { Hono } from "hono";\nimport { Route } from "#api/routes.ts";`],
  ["imports", "gateway/a.test.ts", `import { simulate } from "#sim/simulate.ts";`],
  ["imports", "sim/a.ts", `import { createServer } from "node:http";`],
  ["imports", "ui/pages/apps/Apps.tsx", `import "../../a.css";\nimport { Tab } from "./Tab.tsx";\nimport "react";`],
  ["imports", "ui/routes.tsx", `const apps = () => import("./pages/apps/Apps.tsx");`],
  ["imports", "server.ts", `import { gateway } from "#gateway/gateway.ts";\nimport { backend } from "./backend.ts";`],
  ["barrels", "ui/main.tsx", `import { a } from "./a.ts";\na();`],
  ["barrels", "ui/a.ts", `export * from "./b.ts";\nexport const a = 1;`],
  ["names", "pegasus/commonest.ts", ""],
  ["depth", "ui/pages/apps/Apps.tsx", ""],
  ["network", "ui/send.ts", `export const send = () => fetch("/api");`],
  ["network", "ui/a.tsx", `// fetch("/api")\nexport const a = <p>Don't fetch("/api"), refetch()</p>; refetch();`],
  ["clock", "pegasus/age.ts", "export const at = (ms: number) => new Date(ms);"],
])("the rule on %s has nothing against %s: %s", (rule, path, text) => {
  expect(broken(rule, { [path]: text })).toEqual([]);
});

it.each([
  ["ui/a.ts", 250, 0],
  ["ui/a.ts", 251, 1],
  ["ui/a.ts", 401, 2],
  ["ui/a.test.ts", 500, 0],
  ["pegasus/metric-catalog.ts", 500, 0],
  ["pegasus/samples/answers.ts", 500, 0],
])("%s of %i lines breaks %i rules on size", (path, count, wrong) => {
  expect(broken("size", { [path]: "export const x = 1;\n".repeat(count) })).toHaveLength(wrong);
});

it("finds a circle over three files and through types", () => {
  const files = {
    "ui/a.ts": `import type { B } from "./b.ts";`,
    "ui/b.ts": `export { c } from "./c.ts";`,
    "ui/c.ts": `const a = () => import("./a.ts");`,
    "ui/d.ts": `import { a } from "./a.ts";`,
  };
  expect(broken("circles", files)).toEqual([
    "Files import each other in a circle: ui/a.ts → ui/b.ts → ui/c.ts → ui/a.ts",
  ]);
});

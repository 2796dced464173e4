/** Shows that the linter, as configured, reports what it is configured to report: a pattern that matches nothing looks like order. */
import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

interface Case {
  readonly path: string;
  readonly rule: string;
  readonly text: string;
}

const SECOND = 1000;
const MiB = 1024 * 1024;
const IMPORTS = "eslint(no-restricted-imports)";
const GLOBALS = "eslint(no-restricted-globals)";
const PROPERTIES = "eslint(no-restricted-properties)";

const from = (specifier: string): string => `import { x } from "${specifier}";\nexport const y = x;\n`;
const imported = (path: string, specifier: string): Case => ({ path, rule: IMPORTS, text: from(specifier) });

const forbidden: Case[] = [
  imported("src/pegasus/health.ts", "node:fs"),
  imported("src/pegasus/health.ts", "react"),
  imported("src/pegasus/health.ts", "zod"),
  imported("src/pegasus/health.ts", "@tanstack/react-query"),
  imported("src/pegasus/health.ts", "#api/routes.ts"),
  imported("src/pegasus/health.ts", "../gateway/gateway.ts"),
  imported("src/pegasus/answers/apps.ts", "../../sim/simulate.ts"),
  imported("src/pegasus/health.ts", "../server.ts"),
  imported("src/api/routes.ts", "node:http"),
  imported("src/api/routes.ts", "hono"),
  imported("src/api/routes.ts", "#gateway/gateway.ts"),
  imported("src/api/routes.ts", "../ui/paths.ts"),
  imported("src/gateway/gateway.ts", "#sim/simulate.ts"),
  imported("src/gateway/gateway.ts", "#ui/paths.ts"),
  imported("src/gateway/gateway.ts", "#gateway/roster.ts"),
  imported("src/gateway/gateway.ts", "#backend.ts"),
  imported("src/gateway/gateway.ts", "../pegasus/health.ts"),
  imported("src/gateway/gateway.ts", "react"),
  imported("src/gateway/history/store.ts", "../../sim/simulate.ts"),
  imported("src/sim/simulate.ts", "#api/routes.ts"),
  imported("src/sim/simulate.ts", "../gateway/gateway.ts"),
  imported("src/sim/simulate.ts", "hono"),
  imported("src/ui/queries.ts", "node:path"),
  imported("src/ui/queries.ts", "#gateway/gateway.ts"),
  imported("src/ui/queries.ts", "#ui/send.ts"),
  imported("src/ui/queries.ts", "../sim/simulate.ts"),
  imported("src/ui/queries.ts", "zod"),
  imported("src/ui/queries.ts", "undici"),
  imported("src/ui/pages/apps/Apps.tsx", "../nodes/Nodes.tsx"),
  imported("src/ui/pages/apps/Apps.tsx", "../../pages/nodes/Nodes.tsx"),
  imported("src/ui/pages/apps/Apps.tsx", "#sim/simulate.ts"),
  imported("src/ui/parts/Table.tsx", "../pages/nodes/Nodes.tsx"),
  imported("src/ui/parts/Table.tsx", "../queries.ts"),
  imported("src/ui/parts/Table.tsx", "node:path"),
  imported("src/ui/json/Tree.tsx", "../routes.tsx"),
  imported("src/backend.ts", "./gateway/gateway.ts"),
  { path: "src/pegasus/again.ts", rule: IMPORTS, text: `export * from "#gateway/gateway.ts";\n` },
  { path: "src/pegasus/later.ts", rule: IMPORTS, text: `export const later = () => import("node:os");\n` },
  { path: "src/sim/type.ts", rule: IMPORTS, text: `export type { Route } from "#api/routes.ts";\n` },
  { path: "src/pegasus/clock.ts", rule: PROPERTIES, text: "export const now = () => Date.now();\n" },
  { path: "src/api/chance.ts", rule: PROPERTIES, text: "export const chance = () => Math.random();\n" },
  { path: "src/pegasus/env.ts", rule: GLOBALS, text: "export const env = () => process.env;\n" },
  { path: "src/api/dom.ts", rule: GLOBALS, text: "export const title = () => document.title;\n" },
  { path: "src/ui/queries.ts", rule: GLOBALS, text: `export const ask = () => fetch("/api");\n` },
  { path: "src/ui/parts/Ask.tsx", rule: GLOBALS, text: `export const ask = () => window.fetch("/api");\n` },
  { path: "src/sim/log.ts", rule: "eslint(no-console)", text: `console.log("x");\nexport const x = 1;\n` },
  { path: "src/sim/any.ts", rule: "typescript(no-explicit-any)", text: "export const x = (a: any): unknown => a;\n" },
  {
    path: "src/sim/sure.ts",
    rule: "typescript(no-non-null-assertion)",
    text: "export const x = (a: string | null): string => a!;\n",
  },
  {
    path: "src/sim/promise.ts",
    rule: "typescript(no-floating-promises)",
    text: "export const x = (a: () => Promise<void>): void => {\n  a();\n};\n",
  },
  {
    path: "src/sim/misused.ts",
    rule: "typescript(no-misused-promises)",
    text: "export const x = (a: () => Promise<boolean>): number => (a() ? 1 : 2);\n",
  },
  {
    path: "src/sim/switch.ts",
    rule: "typescript(switch-exhaustiveness-check)",
    text: `export function x(a: "b" | "c"): number {\n  switch (a) {\n    case "b":\n      return 1;\n  }\n  return 2;\n}\n`,
  },
  {
    path: "src/sim/ignore.ts",
    rule: "typescript(ban-ts-comment)",
    text: "// @ts-ignore\nexport const x = 1;\n",
  },
  {
    path: "src/sim/types.ts",
    rule: "typescript(consistent-type-imports)",
    text: `import { Server } from "node:http";\nexport type X = Server;\n`,
  },
  {
    path: "src/sim/round.ts",
    rule: "import(no-cycle)",
    text: `import type { Y } from "./about.ts";\nexport type X = Y;\n`,
  },
  {
    path: "src/sim/about.ts",
    rule: "import(no-cycle)",
    text: `import type { X } from "./round.ts";\nexport type Y = X;\n`,
  },
  { path: "src/sim/default.ts", rule: "import(no-default-export)", text: "export default 1;\n" },
  {
    path: "src/ui/parts/Hook.tsx",
    rule: "react(hooks)",
    text: `import { useState } from "react";\nexport const useX = (a: boolean) => (a ? useState(1) : null);\n`,
  },
];

const allowed = new Map([
  ["src/pegasus/a.ts", from("zod/mini") + "export const at = (ms: number) => new Date(ms);\n"],
  ["src/pegasus/answers/a.ts", from("../a.ts")],
  ["src/api/a.ts", from("#pegasus/a.ts")],
  ["src/gateway/a.ts", from("#api/a.ts") + `export { serve } from "@hono/node-server";\n`],
  ["src/gateway/history/a.ts", from("../a.ts") + `export { Pool } from "undici";\n`],
  ["src/sim/a.ts", from("#pegasus/a.ts") + `export { createServer } from "node:http";\n`],
  ["src/ui/send.ts", `export const send = () => fetch("/api");\n`],
  ["src/ui/pages/apps/a.tsx", from("../../parts/a.tsx") + `export { Button } from "@mantine/core";\n`],
  ["src/ui/parts/a.tsx", from("../send.ts") + `export { useQuery } from "@tanstack/react-query";\n`],
  ["src/ui/routes.tsx", from("./pages/apps/a.tsx")],
  ["src/backend.ts", from("#gateway/a.ts")],
  ["e2e/a.spec.ts", from("#gateway/a.ts") + `export { y as z } from "#sim/a.ts";\n`],
  ["scripts/a.ts", `console.log("x");\nexport const now = Date.now();\n`],
]);

const repository = dirname(import.meta.dirname);
/** Where each forbidden file went: cases that share a path lie in trees of their own. */
const places = new Map<Case, string>();
const reports = new Map<string, string[]>();
let tree = "";

beforeAll(async () => {
  tree = await realpath(await mkdtemp(join(tmpdir(), "lint-rules-")));
  // For the types of packages, and because oxlint looks here for the program that knows types.
  await symlink(join(repository, "node_modules"), join(tree, "node_modules"));
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await writeFile(join(tree, path), text);
  };
  for (const file of [".oxlintrc.json", "package.json", "tsconfig.json"]) {
    await copyFile(join(repository, file), join(tree, file));
  }
  for (const [index, sample] of forbidden.entries()) {
    const place = sample.rule === IMPORTS ? sample.path.replace(/(\w+)\.(tsx?)$/, `$1${index}.$2`) : sample.path;
    places.set(sample, place);
    await write(place, sample.text);
  }
  for (const [path, text] of allowed) await write(path, text);

  const stdout = await lint(tree);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
  for (const { code, filename } of diagnostics) reports.set(filename, [...(reports.get(filename) ?? []), code]);
});

afterAll(async () => {
  await rm(tree, { recursive: true, force: true });
});

/** What oxlint prints; it exits 1, since it finds what it must. */
async function lint(cwd: string): Promise<string> {
  const program = join(repository, "node_modules", ".bin", "oxlint");
  // Folders by name: it would follow the link to node_modules and lint that.
  const args = ["--format", "json", "src", "e2e", "scripts"];
  return await new Promise((resolve) => {
    execFile(program, args, { cwd, timeout: 15 * SECOND, maxBuffer: 64 * MiB }, (_, stdout) => resolve(stdout));
  });
}

it.each(forbidden)("$path is reported by $rule: $text", (sample) => {
  expect(reports.get(places.get(sample) ?? "")).toContain(sample.rule);
});

it.each([...allowed.keys()])("%s may do what it does", (path) => {
  // The samples import what does not exist, about which other rules have their say.
  expect((reports.get(path) ?? []).filter((rule) => /restricted|console/.test(rule))).toEqual([]);
});

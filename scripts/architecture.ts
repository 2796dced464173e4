/**
 * The rules of docs/architecture.md that a machine can keep: who may import whom, how large and how deep files are, what they are
 * called. Each rule is a function from the source files to sentences about what breaks it; none means that it holds.
 */
import { resolveImport, type Source } from "./read-tree.ts";

type Rule = (sources: readonly Source[]) => string[];

interface Part {
  /** The other parts that it may import, and those that its tests may import besides. */
  readonly parts: readonly string[];
  readonly inTests?: readonly string[];
  /** Whether it may import this package or `node:` module. */
  readonly mayUse: (name: string) => boolean;
}

const PAGE_LIBRARY = /^(react|react-dom|react-router|nuqs|recharts)(\/|$)|^@(mantine|tanstack)\//;
const NODE_LIBRARY =
  /^node:|^(hono|undici|libsql|commander|yaml|prom-client|vite|vitest)(\/|$)|^@hono\/|^zod(\/(?!mini)|$)/;

/** The import table. The files directly in `src` put the parts together and may import all of them. */
const PARTS: Readonly<Record<string, Part>> = {
  pegasus: { parts: [], mayUse: (name) => name === "zod/mini" },
  api: { parts: ["pegasus"], mayUse: (name) => name === "zod/mini" },
  // The gateway is tried on real sockets, and the simulated cluster is what can be had at the other end of them.
  gateway: { parts: ["pegasus", "api"], inTests: ["sim"], mayUse: (name) => !PAGE_LIBRARY.test(name) },
  sim: { parts: ["pegasus"], mayUse: (name) => name.startsWith("node:") },
  ui: { parts: ["pegasus", "api"], mayUse: (name) => !NODE_LIBRARY.test(name) },
};

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
const isData = (path: string): boolean => /(^|[/-])(samples|catalog)[/.-]/.test(path);
const partOf = (path: string): string | undefined => (path.includes("/") ? path.split("/")[0] : undefined);
const pageOf = (path: string): string | undefined => /^ui\/pages\/([^/]+)/.exec(path)?.[1];

const imports: Rule = (sources) =>
  sources.flatMap((source) => source.imports.flatMap((name) => wrongWithImport(source.path, name)));

function wrongWithImport(from: string, name: string): string[] {
  const wrong = (why: string): string[] => [`src/${from} imports ${name}: ${why}`];
  const to = resolveImport(from, name);
  const own = partOf(from);
  if (own === undefined) {
    return name.startsWith("./") && to !== undefined && partOf(to) !== undefined ? wrong("write #part/file.ts") : [];
  }
  const part = PARTS[own];
  if (part === undefined) return wrong(`src/${own} is none of ${Object.keys(PARTS).join(", ")}`);
  if (to === undefined) {
    const forTests = isTest(from) && (name.startsWith("node:") || /^(vitest|vite)(\/|$)/.test(name));
    return forTests || part.mayUse(name) ? [] : wrong(`${own} may not use it`);
  }
  const other = partOf(to);
  if (other === own)
    return name.startsWith("#") ? wrong(`inside ${own}, write a relative path`) : wrongInPage(from, to);
  if (!name.startsWith("#")) return wrong(`it leaves ${own} by a relative path`);
  const allowed =
    other !== undefined && (part.parts.includes(other) || (isTest(from) && part.inTests?.includes(other)));
  return allowed === true ? [] : wrong(`${own} may not import ${other ?? "what puts the parts together"}`);
}

/** Inside `ui`: a page never imports another page; `parts` and `json` import neither pages nor queries nor routes. */
function wrongInPage(from: string, to: string): string[] {
  const page = pageOf(from);
  if (page !== undefined && pageOf(to) !== undefined && pageOf(to) !== page) {
    return [`src/${from} imports another page: src/${to}`];
  }
  const shared = /^ui\/(parts|json)\//.test(from);
  return shared && /^ui\/(pages\/|(queries|routes)[/.])/.test(to)
    ? [`src/${from} is shared and imports src/${to}`]
    : [];
}

const circles: Rule = (sources) => {
  const graph = new Map(
    sources.map(({ path, imports: names }) => [path, names.flatMap((name) => resolveImport(path, name) ?? [])]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push(`Files import each other in a circle: ${[...trail.slice(at), path].join(" → ")}`);
    if (at >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) walk(path, []);
  return found;
};

/** Also shows that imports are resolved as the other rules believe. */
const missing: Rule = (sources) => {
  const paths = new Set(sources.map(({ path }) => path));
  return sources.flatMap(({ path, imports: names }) =>
    names
      .filter((name) => {
        const to = resolveImport(path, name);
        return to !== undefined && !to.startsWith("../") && !paths.has(to);
      })
      .map((name) => `src/${path} imports ${name}, which is no file of src`),
  );
};

const barrels: Rule = (sources) =>
  sources.filter(({ barrel }) => barrel).map(({ path }) => `src/${path} is a barrel: it only passes on other files`);

const names: Rule = (sources) =>
  sources
    .filter(({ path }) => /(^|\/)(utils?|helpers?|common|misc)(\.|\/|$)/i.test(path))
    .map(({ path }) => `src/${path} is named for nothing: say what it is for`);

const depth: Rule = (sources) =>
  sources
    .filter(({ path }) => path.split("/").length > 4)
    .map(({ path }) => `src/${path} lies more than three folders below src`);

const size: Rule = (sources) => {
  const counted = sources.filter(({ path }) => /\.tsx?$/.test(path) && !isTest(path) && !isData(path));
  const huge = counted.filter(({ lines }) => lines > 400);
  const large = counted.filter(({ lines }) => lines > 250);
  const list = (files: readonly Source[]): string => files.map(({ path, lines }) => `src/${path} ${lines}`).join(", ");
  return [
    ...(huge.length > 0 ? [`Files of more than 400 lines: ${list(huge)}`] : []),
    ...(large.length > counted.length * 0.05
      ? [`More than 5 % of the ${counted.length} files have more than 250 lines: ${list(large)}`]
      : []),
  ];
};

const network: Rule = (sources) =>
  sources
    .filter(({ path, calls }) => path.startsWith("ui/") && path !== "ui/send.ts" && calls.some(isFetch))
    .map(({ path }) => `src/${path} calls fetch: in the page, src/ui/send.ts alone does`);

const isFetch = (call: string): boolean => /^((window|globalThis|self)\.)?fetch$/.test(call);

const clock: Rule = (sources) =>
  sources
    .filter(({ path, calls }) => /^(pegasus|api)\//.test(path) && !isTest(path) && calls.some(isClock))
    .map(({ path }) => `src/${path} reads the clock or draws by chance: both are arguments`);

const isClock = (call: string): boolean => ["new Date", "Date", "Date.now", "Math.random"].includes(call);

const suppressions: Rule = (sources) =>
  sources
    .filter(({ comments }) => comments.some((text) => /^\W*((ox|es)lint-|@ts-|oxfmt-|prettier-ignore)/.test(text)))
    .map(({ path }) => `src/${path} suppresses a check`);

export const RULES: Readonly<Record<string, Rule>> = {
  imports,
  missing,
  circles,
  barrels,
  names,
  depth,
  size,
  network,
  clock,
  suppressions,
};

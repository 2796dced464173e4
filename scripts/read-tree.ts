/** What the architecture rules need to know of each source file, read with the parser that also builds the page. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

import { parseSync, Visitor } from "vite";

/** A file below `src`. */
export interface Source {
  /** Below `src`, with `/`: `ui/pages/cluster/Cluster.tsx`. */
  readonly path: string;
  readonly lines: number;
  /** What it imports or re-exports, types and `import()` included, as written. */
  readonly imports: readonly string[];
  /** It has exports, and all that it does is to pass on those of other files. */
  readonly barrel: boolean;
  /** Names of functions that it calls or constructs without a value of its own: `fetch`, `new Date`. */
  readonly calls: readonly string[];
  readonly comments: readonly string[];
}

export function readTree(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => readSource(file.slice(folder.length + 1).replaceAll("\\", "/"), readFileSync(file, "utf8")));
}

/** A file that is no program (a style sheet, a recorded answer) has lines and a path alone. */
export function readSource(path: string, text: string): Source {
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  if (!/\.tsx?$/.test(path)) {
    return { path, lines, imports: [], barrel: false, calls: [], comments: [] };
  }
  const { program, comments, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`src/${path} cannot be parsed: ${error.message}`);

  const imports: string[] = [];
  const calls: string[] = [];
  new Visitor({
    ImportDeclaration: (node) => void imports.push(node.source.value),
    ExportAllDeclaration: (node) => void imports.push(node.source.value),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) imports.push(node.source.value);
    },
    ImportExpression: (node) => {
      if (node.source.type === "Literal" && typeof node.source.value === "string") imports.push(node.source.value);
    },
    TSImportType: (node) => void imports.push(node.source.value),
    CallExpression: ({ callee }) => {
      if (callee.type === "Identifier") calls.push(callee.name);
      if (callee.type === "MemberExpression" && callee.object.type === "Identifier" && !callee.computed) {
        calls.push(`${callee.object.name}.${callee.property.type === "Identifier" ? callee.property.name : ""}`);
      }
    },
    NewExpression: ({ callee, arguments: given }) => {
      if (callee.type === "Identifier" && given.length === 0) calls.push(`new ${callee.name}`);
    },
  }).visit(program);

  const exporting = program.body.filter(
    (statement) =>
      statement.type === "ExportAllDeclaration" ||
      (statement.type === "ExportNamedDeclaration" && statement.declaration === null),
  );
  const importing = program.body.filter((statement) => statement.type === "ImportDeclaration");
  return {
    path,
    lines,
    imports,
    barrel: exporting.length > 0 && exporting.length + importing.length === program.body.length,
    calls,
    comments: comments.map((comment) => comment.value),
  };
}

/** The file below `src` that an import means, or undefined when it means a package. */
export function resolveImport(from: string, specifier: string): string | undefined {
  const plain = specifier.replace(/\?\w+$/, "");
  if (plain.startsWith("#")) return plain.slice(1);
  return plain.startsWith(".") ? posix.join(posix.dirname(from), plain) : undefined;
}

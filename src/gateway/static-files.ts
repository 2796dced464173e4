// The built page: read once into memory, so that no request can name a file that is not part of it.
import { readFileSync, readdirSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { encodingFor, type Encoding } from "./encoding.ts";

type Bytes = Uint8Array<ArrayBuffer>;

interface File {
  readonly body: Bytes;
  /** Null: it is compressed already. */
  readonly encoded: Readonly<Record<Encoding, Bytes>> | null;
  readonly type: string;
  readonly immutable: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json",
};
const COMPRESSIBLE = new Set([".html", ".js", ".css", ".svg", ".json"]);

/** Mantine sets styles inline; scripts are only ever our own files. */
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export type StaticFiles = (request: Request) => Response;

/** Serves `directory`; page URLs get index.html. @throws when there is no build. */
export function staticFiles(directory: string): StaticFiles {
  const files = new Map(
    listFiles(directory).map((path) => {
      const name = "/" + relative(directory, path).split(sep).join("/");
      return [name, readFile(path, name)] as const;
    }),
  );
  const index = files.get("/index.html");
  if (index === undefined) throw new Error(`There is no index.html in ${directory}.`);
  return (request) => {
    if (request.method !== "GET" && request.method !== "HEAD")
      return new Response(null, { status: 405, headers: { allow: "GET, HEAD" } });
    const { pathname } = new URL(request.url);
    const file = pathname === "/" ? undefined : files.get(pathname);
    if (file !== undefined) return serve(request, file, 200);
    // A missing asset is missing; anything else that a person typed gets the page, which says what it knows.
    if (pathname.startsWith("/assets/")) return new Response("Not found\n", { status: 404 });
    return serve(request, index, isPage(pathname) ? 200 : 404);
  };
}

function isPage(pathname: string): boolean {
  return pathname === "/" || /^\/(c\/[^/]+(\/.*)?|sign-in|settings)$/.test(pathname);
}

function serve(request: Request, file: File, status: number): Response {
  const accepted = file.encoded === null ? null : request.headers.get("accept-encoding");
  const encoding = encodingFor(accepted, file.body.length);
  const body = encoding === null ? file.body : (file.encoded?.[encoding] ?? file.body);
  return new Response(request.method === "HEAD" ? null : body, {
    status,
    headers: {
      "content-type": file.type,
      "content-length": String(body.length),
      "cache-control": file.immutable ? "public, max-age=31536000, immutable" : "no-cache",
      ...(file.encoded === null ? {} : { vary: "accept-encoding" }),
      ...(encoding === null ? {} : { "content-encoding": encoding }),
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
    },
  });
}

function listFiles(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(directory, path).startsWith(".")); // the build's manifest is nobody's business
}

function readFile(path: string, name: string): File {
  const body = Uint8Array.from(readFileSync(path));
  const extension = extname(path);
  return {
    body,
    encoded: COMPRESSIBLE.has(extension) ? { br: brotlied(body), gzip: Uint8Array.from(gzipSync(body)) } : null,
    type: TYPES[extension] ?? "application/octet-stream",
    immutable: name.startsWith("/assets/"), // named by their content
  };
}

/** Done once, at the start: better than what streams through, and not so good that the start takes seconds. */
const BROTLI_QUALITY = 9;

function brotlied(body: Bytes): Bytes {
  return Uint8Array.from(brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }));
}

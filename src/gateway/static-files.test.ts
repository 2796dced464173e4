import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { staticFiles } from "./static-files.ts";

const PAGE = "<!doctype html><title>Pegasus</title>";
const SCRIPT = `console.log("${"pegasus ".repeat(200)}")`;

/** A build as Vite leaves it, in a folder that happens to be called assets, with a secret beside it. */
const root = mkdtempSync(join(tmpdir(), "pegasus-static-"));
const client = join(root, "assets", "client");
for (const folder of [join(client, "assets"), join(client, ".vite")]) mkdirSync(folder, { recursive: true });
for (const [path, text] of [
  [join(client, "index.html"), PAGE],
  [join(client, "favicon.svg"), "<svg/>"],
  [join(client, "assets", "main-1a2b.js"), SCRIPT],
  [join(client, "assets", "main-1a2b.js.br"), brotliCompressSync(SCRIPT)],
  [join(client, "assets", "main-1a2b.js.gz"), gzipSync(SCRIPT)],
  [join(client, "assets", "font.woff2"), "font"],
  [join(client, ".vite", "manifest.json"), "{}"],
  [join(root, "assets", "secret.txt"), "s3cr3t"],
] as const) {
  writeFileSync(path, text);
}
afterAll(() => rmSync(root, { recursive: true, force: true }));

const serve = staticFiles(client);

function get(path: string, headers: Record<string, string> = {}, method = "GET"): Response {
  return serve(new Request(`http://localhost${path}`, { method, headers }));
}

it.each([
  ["/", 200],
  ["/index.html", 200],
  ["/c/onebox", 200],
  ["/c/onebox/apps/some.table", 200],
  ["/c/onebox/nodes/10.0.0.1:34801?tab=replicas", 200],
  ["/settings", 200],
  ["/sign-in", 200],
  ["/c", 404],
  ["/c/", 404],
  ["/settings/x", 404],
  ["/nothing", 404],
  ["/.vite/manifest.json", 404],
])("answers %s with the page and %d", async (path, status) => {
  const response = get(path);
  expect([response.status, await response.text()]).toEqual([status, PAGE]);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(response.headers.get("cache-control")).toBe("no-cache");
});

it.each([
  ["/assets/main-1a2b.js", "text/javascript; charset=utf-8", SCRIPT, "public, max-age=31536000, immutable"],
  ["/assets/font.woff2", "font/woff2", "font", "public, max-age=31536000, immutable"],
  ["/favicon.svg", "image/svg+xml", "<svg/>", "no-cache"],
])("serves %s as %s, to be kept as long as its name lasts", async (path, type, text, caching) => {
  const response = get(path);
  expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([200, type, text]);
  expect(response.headers.get("cache-control")).toBe(caching);
});

it.each(["/assets/old-9z.js", "/assets/", "/assets/main-1a2b.js/", "/assets/MAIN-1a2b.js", "/assets/main-1a2b.js%00"])(
  "says that %s is not there, and gives no page in its place",
  async (path) => {
    const response = get(path);
    expect([response.status, await response.text()]).toEqual([404, "Not found\n"]);
  },
);

it.each([
  "/../secret.txt",
  "/../../assets/secret.txt",
  "/%2e%2e/secret.txt",
  "/..%2fsecret.txt",
  "/%2e%2e%2fsecret.txt",
  "/..%5csecret.txt",
  "/....//secret.txt",
  "/assets/../../secret.txt",
  "/assets/..%2f..%2fsecret.txt",
  "/assets/%2e%2e/%2e%2e/secret.txt",
  "/c/../../secret.txt",
  "//etc/passwd",
  "/%c0%ae%c0%ae/secret.txt",
  "/.%00./secret.txt",
  "/c/%2e%2e%2f%2e%2e%2fsecret.txt",
])("gives nothing from outside the build for %s", async (path) => {
  const text = await get(path).text();
  expect([PAGE, "Not found\n"]).toContain(text);
});

it("gives the page a policy that lets it load nothing but its own", () => {
  for (const path of ["/", "/c/onebox", "/nothing", "/assets/main-1a2b.js"]) {
    const { headers } = get(path);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/(^|; )default-src 'self'(;|$)/);
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src|unsafe-eval|https?:/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  }
});

it.each<[accepted: string, encoding: "gzip" | "br" | null]>([
  ["gzip", "gzip"],
  ["gzip, deflate, br, zstd", "br"],
  ["br;q=0, gzip;q=0.5", "gzip"],
  ["GZIP", "gzip"],
  ["deflate", null],
  ["gzip;q=0", null],
  ["gzip;q=0.0", null],
  ["x-gzip-not", null],
  ["", null],
])("compresses for a browser that takes %j: %s", async (accepted, encoding) => {
  const response = get("/assets/main-1a2b.js", { "accept-encoding": accepted });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(response.headers.get("content-encoding")).toBe(encoding);
  expect(response.headers.get("vary")).toBe("accept-encoding");
  expect(response.headers.get("content-length")).toBe(String(bytes.length));
  const plain = encoding === "br" ? brotliDecompressSync(bytes) : encoding === "gzip" ? gunzipSync(bytes) : bytes;
  expect(plain.toString()).toBe(SCRIPT);
});

it("has no address for what the build compressed", () => {
  for (const ending of [".br", ".gz"]) expect(get(`/assets/main-1a2b.js${ending}`).status).toBe(404);
});

it("does not compress what is compressed already", () => {
  const { headers } = get("/assets/font.woff2", { "accept-encoding": "gzip" });
  expect([headers.get("content-encoding"), headers.get("vary")]).toEqual([null, null]);
});

it("answers HEAD with the head alone, and refuses every other method", async () => {
  const head = get("/assets/main-1a2b.js", {}, "HEAD");
  expect([head.status, await head.text(), head.headers.get("content-length")]).toEqual([
    200,
    "",
    String(SCRIPT.length),
  ]);
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    const refused = get("/", {}, method);
    expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  }
});

it("says where a build is missing", () => {
  expect(() => staticFiles(join(root, "assets", "client", "assets"))).toThrow("There is no index.html in");
  expect(() => staticFiles(join(root, "nowhere"))).toThrow("nowhere");
});

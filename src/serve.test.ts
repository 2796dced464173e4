// The dashboard on a real port: who is at the other end of a connection, what a connection may take, how it ends.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { OPEN, type AccessSettings } from "#gateway/access.ts";
import type { RequestEntry } from "#gateway/log.ts";
import { silentLog } from "#gateway/log.ts";
import { ANN, PROXY, signingIn } from "#gateway/testing/people.ts";
import { backend } from "./backend.ts";
import { serve, type Served } from "./serve.ts";

const PAGE = "<!doctype html><title>Pegasus</title>";

let folder: string;
let logged: RequestEntry[];
const open: Served[] = [];

beforeEach(() => {
  logged = [];
  folder = mkdtempSync(join(tmpdir(), "pegasus-serve-"));
  writeFileSync(join(folder, "index.html"), PAGE);
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(access: AccessSettings = OPEN, host = "127.0.0.1"): Promise<string> {
  const log = { ...silentLog, request: (entry: RequestEntry) => logged.push(entry) };
  const served = await serve({
    host,
    port: 0,
    access,
    page: folder,
    graceMs: 200,
    backend: (doors) => backend({ source: { kind: "demo", scenario: "healthy" }, doors, access, log }),
  });
  open.push(served);
  return served.url.replace(/\/$/, "").replace("0.0.0.0", "127.0.0.1");
}

/** What comes back on a connection of our own, whatever was written to it. */
function raw(url: string, write: (socket: Socket) => void): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let said = "";
    socket.on("data", (chunk: Buffer) => (said += chunk.toString("latin1")));
    socket.on("error", () => resolve(said));
    socket.on("close", () => resolve(said));
    socket.on("connect", () => write(socket));
  });
}

it("signs in over a real connection, and tells in the log who, from where, and which number", async () => {
  const url = await start(signingIn([ANN]));
  const headers = { origin: url, "content-type": "application/json", "x-request-id": "mine" };
  const body = JSON.stringify({ name: "ann", password: "ann's" });
  const signed = await fetch(`${url}/api/session`, { method: "POST", headers, body });
  const cookie = signed.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const answered = await fetch(`${url}/api/clusters?token=hunter2`, { headers: { cookie } });
  expect([signed.status, answered.status]).toEqual([200, 200]);
  expect(logged).toMatchObject([
    { method: "POST", path: "/api/session", status: 200, address: "127.0.0.1", user: null },
    { method: "GET", path: "/api/clusters", status: 200, address: "127.0.0.1", user: "ann", server: null, hops: null },
  ]);
  const ids = [signed, answered].map((response) => response.headers.get("x-request-id"));
  expect(logged.map(({ id }) => id)).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(new Set(ids).size).toBe(2);
});

it("takes the word of the proxy at the other end of the connection, if that is the one it trusts", async () => {
  const ask = async (trusted: readonly string[]): Promise<unknown> => {
    const url = await start({ ...OPEN, signIn: { proxyHeader: { ...PROXY, trusted } } });
    const response = await fetch(`${url}/api/session`, { headers: { "x-forwarded-user": "ann" } });
    return response.json();
  };
  expect(await ask(["127.0.0.0/8"])).toEqual({ user: "ann", role: "operator", signIn: "proxy" });
  expect(await ask(["10.0.0.0/8"])).toEqual({ user: null, role: null, signIn: "proxy" });
});

it("gives every answer of the gateway headers with which it can be nobody's page", async () => {
  const url = await start();
  for (const path of [
    "/healthz",
    "/api/session",
    "/api/clusters",
    "/api/nothing",
    "/api/clusters/demo/leader/version",
  ]) {
    const { headers } = await fetch(`${url}${path}`);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("x-request-id")).not.toBeNull();
  }
});

it("gives pages and refusals their number and their line in the log, too", async () => {
  const url = await start();
  const answers = [
    await fetch(`${url}/c/demo?x=1`),
    await fetch(`${url}/assets/nothing.js`),
    await fetch(`${url}/api/clusters/demo/leader/version`),
  ];
  const strange = await raw(url, (socket) =>
    socket.end("GET /api/clusters HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"),
  );
  const ids = [
    ...answers.map(({ headers }) => headers.get("x-request-id")),
    /\r\nx-request-id: (\S+)/i.exec(strange)?.[1] ?? null,
  ];
  expect(logged.map(({ id, path, status }) => [id, path, status])).toEqual([
    [ids[0], "/c/demo", 200],
    [ids[1], "/assets/nothing.js", 404],
    [ids[2], "/api/clusters/demo/leader/version", 200],
    [ids[3], "/api/clusters", 421],
  ]);
  expect(logged[0]).toMatchObject({ bytes: PAGE.length, server: null, user: null, cut: false });
});

it.each([
  ["/", 200],
  ["/c/demo/apps", 200],
  ["/sign-in", 200],
  ["/robots.txt", 404],
])("gives the page for %s without sign-in, with status %i: it knows nothing yet", async (path, status) => {
  const response = await fetch(`${await start(signingIn([ANN]))}${path}`);
  expect([response.status, await response.text()]).toEqual([status, PAGE]);
});

it("turns a strange Host away wherever it asks", async () => {
  const url = await start();
  for (const path of ["/", "/healthz", "/api/clusters", "/assets/x.js"]) {
    const said = await raw(url, (socket) =>
      socket.end(`GET ${path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`),
    );
    expect([path, said.split("\r\n")[0]]).toEqual([path, "HTTP/1.1 421 Misdirected Request"]);
  }
});

it("answers to every address of this machine where it listens on all of them, and to the names it was given", async () => {
  const url = await start({ ...signingIn([ANN]), hosts: ["p.internal"], publicUrl: "https://p.example" }, "0.0.0.0");
  const { port } = new URL(url);
  for (const [host, status] of [
    [`127.0.0.1:${port}`, "200 OK"],
    ["p.internal", "200 OK"],
    ["p.example", "200 OK"],
    ["q.example", "421 Misdirected Request"],
  ] as const) {
    const said = await raw(url, (socket) =>
      socket.end(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    );
    expect([host, said.split("\r\n")[0]]).toEqual([host, `HTTP/1.1 ${status}`]);
  }
});

it.each<[what: string, head: string, status: string]>([
  ["headers of more than 16 KiB", `X: ${"x".repeat(17 * 1024)}\r\n`, "431 Request Header Fields Too Large"],
  ["a header that goes on over lines", "X: a\r\n b: c\r\n", "400 Bad Request"],
  ["a header with a NUL", "X: a\0b\r\n", "400 Bad Request"],
  ["two lengths", "Content-Length: 1\r\nContent-Length: 2\r\n", "400 Bad Request"],
  ["a length and chunks", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "400 Bad Request"],
])("refuses %s", async (_what, head, status) => {
  const url = await start();
  const said = await raw(url, (socket) => socket.write(`POST /healthz HTTP/1.1\r\nHost: localhost\r\n${head}\r\n`));
  expect(said.split("\r\n")[0]).toBe(`HTTP/1.1 ${status}`);
});

it("closes when what is in flight is done, or when its grace is over", async () => {
  const url = await start();
  const [served] = open.splice(0);
  const dawdling = raw(url, (socket) => socket.write("GET /healthz HTTP/1.1\r\nHost: local"));
  await fetch(`${url}/healthz`);
  await served?.close();
  expect(await dawdling).toBe("");
  await expect(fetch(`${url}/healthz`)).rejects.toThrow("fetch failed");
});

// Answers toward a browser, in the encodings that it takes: of a server, of the gateway itself, and of lines that come one by one.
import { brotliDecompressSync, createBrotliDecompress, createGunzip, gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compression } from "./compression.ts";
import { silentLog } from "./log.ts";
import { linesAsTheyCome } from "./ndjson.ts";
import { C, openDashboard, type Dashboard } from "./testing/dashboard.ts";
import { answer, faultServer, type FaultServer } from "./testing/fault-server.ts";
import { leads } from "./testing/made-up-meta.ts";
import { PATIENT } from "./testing/patience.ts";

const LONG = `{"${"long ".repeat(500)}":"ä"}\n`;
const ENCODINGS: [accepted: string, encoding: string | null][] = [
  ["gzip, deflate, br", "br"],
  ["gzip", "gzip"],
  ["br;q=0, gzip", "gzip"],
  ["", null],
];

let meta: FaultServer;
let page: Dashboard;

beforeAll(async () => {
  const replicas = Array.from({ length: 40 }, (_, index) => `127.0.0.1:${40_000 + index}`);
  meta = await faultServer(
    leads(
      () => ({ self: meta.address, metas: [meta.address], replicas }),
      (socket, target) => socket.write(answer("200 OK", target === "/configs" ? LONG : "{}\n")),
    ),
  );
  page = openDashboard({ metas: [meta.address] });
});

afterAll(async () => {
  await page.close();
  await meta.close();
});

it.each(ENCODINGS)("compresses toward a browser that takes %j: %s, and changes no byte", async (accepted, encoding) => {
  const headers = { "accept-encoding": accepted };
  const ofServer = await page.get(`${C}/servers/${meta.address}/configs`, headers);
  const ofGateway = await page.get(`${C}/servers`, headers);
  for (const response of [ofServer, ofGateway]) expect(response.headers.get("content-encoding")).toBe(encoding);
  for (const response of [ofServer, ofGateway]) expect(response.headers.get("vary")).toContain("accept-encoding");
  expect(await unpacked(ofServer)).toBe(LONG);
  expect(JSON.parse(await unpacked(ofGateway))).toHaveLength(41);
});

it.each([`${C}/leader/version`, "/api/session"])("answers small things like %s uncompressed", async (path) => {
  const response = await page.get(path, { "accept-encoding": "br, gzip" });
  expect(response.headers.get("content-encoding")).toBeNull();
  expect(response.headers.get("content-length")).toBe(String((await response.arrayBuffer()).byteLength));
});

it.each(ENCODINGS)("sends each line at once to a browser that takes %j: %s", async (accepted, encoding) => {
  let goOn = (): void => {};
  const first = new Promise<void>((resolve) => (goOn = resolve));
  const app = new Hono().use(compression()).get("/", () =>
    linesAsTheyCome(async ({ write }) => {
      await write({ line: 1 });
      await first; // the second is not written before the first has been read
      await write({ line: 2 });
    }, silentLog),
  );
  const response = await app.request("/", { headers: { "accept-encoding": accepted } });
  expect(response.headers.get("content-encoding")).toBe(encoding);
  const lines: string[] = [];
  for await (const text of plainly(response)) {
    lines.push(text);
    goOn();
  }
  expect(lines.filter((line) => line !== "")).toEqual(['{"line":1}\n', '{"line":2}\n']);
});

it("lets the asking end when the browser of compressed lines goes away", async () => {
  let ended = false;
  const app = new Hono().use(compression()).get("/", () =>
    linesAsTheyCome(async ({ write, gone }) => {
      while (!gone.aborted) await write({ line: "long ".repeat(100_000) });
      ended = true;
    }, silentLog),
  );
  const response = await app.request("/", { headers: { "accept-encoding": "br" } });
  await response.body?.cancel();
  await expect.poll(() => ended, PATIENT).toBe(true);
});

async function* plainly(response: Response): AsyncGenerator<string> {
  const encoding = response.headers.get("content-encoding");
  if (response.body === null) throw new Error("There is no body.");
  const decompress = encoding === "br" ? createBrotliDecompress() : encoding === "gzip" ? createGunzip() : null;
  const feed = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    for await (const chunk of body) decompress?.write(chunk);
    decompress?.end();
  };
  if (decompress !== null) void feed(response.body);
  for await (const chunk of decompress ?? response.body) yield Buffer.from(chunk as Uint8Array).toString(); // bytes, both
}

async function unpacked(response: Response): Promise<string> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const encoding = response.headers.get("content-encoding");
  return (encoding === "br" ? brotliDecompressSync(bytes) : encoding === "gzip" ? gunzipSync(bytes) : bytes).toString();
}

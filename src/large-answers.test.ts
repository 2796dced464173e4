// Large answers on their way through the dashboard, over real connections: they come as the server sends them, to all who asked, and
// one that breaks off never looks whole.
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { OPEN } from "#gateway/access.ts";
import { silentLog, type RequestEntry } from "#gateway/log.ts";
import { answer, faultServer, pastTheGate, type FaultServer } from "#gateway/testing/fault-server.ts";
import { PATIENT } from "#gateway/testing/patience.ts";
import { MASK } from "#pegasus/secrets.ts";
import { backend } from "./backend.ts";
import { serve, type Served } from "./serve.ts";

const KiB = 1024;
const LIMITS = {
  connectMs: 2000,
  patienceMs: 5000,
  largestBytes: 256 * KiB,
  streaming: { fromBytes: 64 * KiB, largestBytes: 100_000 * KiB, longestMs: 60_000 },
};
const HALF = Buffer.alloc(100 * KiB, '{"name":"get_requests","value":12345},');
const WHOLE = Buffer.concat([HALF, HALF]);
const head = (length: number): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n\r\n`;

let folder: string;
let logged: RequestEntry[];
let meta: FaultServer;
let served: Served;
/** What the server does about a question. */
let behave: (socket: Socket, target: string) => void;

beforeEach(async () => {
  logged = [];
  folder = mkdtempSync(join(tmpdir(), "pegasus-large-"));
  writeFileSync(join(folder, "index.html"), "<!doctype html>");
  meta = await faultServer(pastTheGate((socket, target) => behave(socket, target)));
  const settings = { name: "c", title: "C", environment: null, metas: [meta.address], writes: false } as const;
  served = await serve({
    host: "127.0.0.1",
    port: 0,
    page: folder,
    graceMs: 100,
    backend: (doors) =>
      backend({
        source: { kind: "real", clusters: [{ ...settings, kind: "real" }] },
        doors,
        access: OPEN,
        log: { ...silentLog, request: (entry) => logged.push(entry) },
        dataDir: folder,
        limits: LIMITS,
      }),
  });
});

afterEach(async () => {
  await served.close();
  await meta.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const url = `${served.url}api/clusters/c/servers/${encodeURIComponent(meta.address)}${path}`;
  const request = get(url, { headers, agent: false });
  // A response is what this event brings.
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return response;
}

async function bytesOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // Without an encoding they are buffers.
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const asked = (path: string): number => meta.requests.filter((request) => request.endsWith(path)).length;

it("comes as the server sends it, with its length, and is in the log when it is over", async () => {
  let rest = (): void => {};
  behave = (socket) => {
    socket.write(head(WHOLE.length));
    socket.write(HALF);
    rest = () => socket.write(HALF);
  };
  const response = await ask("/metrics");
  expect(response.headers).toMatchObject({
    "content-length": String(WHOLE.length),
    "content-type": "text/plain",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "x-pegasus-server": meta.address,
  });
  // The first half is there while the server still has the second.
  const first: Buffer[] = [];
  const all = new Promise((resolve) => response.once("end", resolve));
  response.on("data", (chunk: Buffer) => first.push(chunk));
  await expect.poll(() => Buffer.concat(first).length, PATIENT).toBe(HALF.length);
  expect(logged).toEqual([]);
  rest();
  await all;
  expect(Buffer.concat(first).equals(WHOLE)).toBe(true);
  await expect.poll(() => logged, PATIENT).toHaveLength(1);
  expect(logged[0]).toMatchObject({ status: 200, server: meta.address, bytes: WHOLE.length, cut: false });
});

it.each([
  ["br", brotliDecompressSync],
  ["gzip", gunzipSync],
])("is compressed on its way for who takes %s", async (encoding, decompress) => {
  behave = (socket) => socket.write(Buffer.concat([Buffer.from(head(WHOLE.length)), WHOLE]));
  const response = await ask("/metrics", { "accept-encoding": encoding });
  expect([response.headers["content-encoding"], response.headers["content-length"]]).toEqual([encoding, undefined]);
  const bytes = await bytesOf(response);
  expect(decompress(bytes).equals(WHOLE)).toBe(true);
  await expect.poll(() => logged.map((entry) => entry.bytes), PATIENT).toEqual([bytes.length]);
});

it("goes to all who asked before it began, and the server is asked once; who comes later has one of their own", async () => {
  const waiting: Socket[] = [];
  behave = (socket) => waiting.push(socket);
  const responses = [ask("/metrics"), ask("/metrics"), ask("/metrics", { "accept-encoding": "gzip" })];
  await expect.poll(() => waiting.length, PATIENT).toBe(1);
  expect(await (await fetch(`${served.url}healthz`)).json()).toEqual({ status: "ok" }); // by now they have all come in
  waiting[0]?.write(Buffer.concat([Buffer.from(head(WHOLE.length)), HALF]));
  const [one, two, three] = await Promise.all(responses);
  const late = ask("/metrics");
  await expect.poll(() => waiting.length, PATIENT).toBe(2);
  waiting[0]?.write(HALF);
  waiting[1]?.write(Buffer.concat([Buffer.from(head(WHOLE.length)), WHOLE]));
  const bodies = await Promise.all(
    [one, two, await late].map(async (response) => response && (await bytesOf(response))),
  );
  for (const body of bodies) expect(body?.equals(WHOLE)).toBe(true);
  expect(three !== undefined && gunzipSync(await bytesOf(three)).equals(WHOLE)).toBe(true);
  expect(asked("/metrics")).toBe(2);
});

it.each([
  ["is reset", {}, (socket: Socket) => socket.resetAndDestroy()],
  ["ends", {}, (socket: Socket) => socket.end()],
  ["ends", { "accept-encoding": "br" }, (socket: Socket) => socket.end()],
  ["ends", { "accept-encoding": "gzip" }, (socket: Socket) => socket.end()],
])(
  "breaks the browser's connection when the server's %s in the midst %j, and says so in the log",
  async (_how, headers, die) => {
    behave = (socket) => {
      socket.write(head(WHOLE.length));
      socket.write(HALF, () => die(socket));
    };
    await expect(ask("/metrics", headers).then(bytesOf)).rejects.toThrow(/aborted|hang up/);
    await expect.poll(() => logged.map(({ status, cut }) => [status, cut]), PATIENT).toEqual([[200, true]]);
    // The next question is answered as ever.
    behave = (socket) => socket.write(answer("200 OK", "{}"));
    expect((await bytesOf(await ask("/version"))).toString()).toBe("{}");
  },
);

it("refuses what announces more than anybody should be sent, and what is endless without a length", async () => {
  behave = (socket) => socket.write(head(200_000 * KiB));
  expect((await ask("/metrics")).statusCode).toBe(413);
  behave = (socket) => {
    socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
    const pour = (): void => {
      while (!socket.destroyed && socket.write(HALF));
      socket.once("drain", pour);
    };
    pour();
  };
  const response = await ask("/metrics?endless");
  expect([response.statusCode, (await bytesOf(response)).toString()]).toEqual([
    413,
    expect.stringContaining("too-large"),
  ]);
  // At most the connection that undici makes in the place of one that was ended.
  await expect.poll(() => meta.open(), PATIENT).toBeLessThanOrEqual(1);
});

it("is asked of the server no further when the browser goes away, and leaves no place taken", async () => {
  const gone: Socket[] = [];
  behave = (socket) => {
    socket.once("close", () => gone.push(socket));
    socket.write(head(WHOLE.length));
    socket.write(HALF);
  };
  for (let turn = 0; turn < 6; turn++) {
    const response = await ask(`/metrics?${turn}`);
    response.destroy();
    await expect.poll(() => gone.length, PATIENT).toBe(turn + 1);
  }
  await expect.poll(() => logged.filter(({ cut }) => cut), PATIENT).toHaveLength(6);
});

it("waits for a browser that takes it slowly, instead of keeping it all", async () => {
  const MANY = 400;
  let sent = 0;
  behave = (socket) => {
    socket.write(head(MANY * HALF.length));
    const pour = (): void => {
      while (sent < MANY && !socket.destroyed) {
        sent++;
        if (!socket.write(HALF)) {
          socket.once("drain", pour);
          return;
        }
      }
    };
    pour();
  };
  const response = await ask("/metrics");
  let before = -1;
  // Until it stands still.
  await expect.poll(() => sent === before || ((before = sent), false), { timeout: 10_000, interval: 300 }).toBe(true);
  expect(sent).toBeLessThan(MANY);
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) bytes += chunk.length;
  expect(bytes).toBe(MANY * HALF.length);
});

it("stays whole, and so masked, where it holds secrets", async () => {
  const flags = Array.from({ length: 1000 }, (_, index) => ({
    [`flag_${index}`]: {
      name: `flag_${index}`,
      section: "s",
      type: "FV_STRING",
      tags: "",
      description: "",
      value: "x",
    },
  }));
  const secret = {
    server_key: { name: "server_key", section: "s", type: "FV_STRING", tags: "", description: "", value: "5ecret" },
  };
  const body = JSON.stringify(Object.assign({}, ...flags, secret));
  expect(body.length).toBeGreaterThan(LIMITS.streaming.fromBytes);
  behave = (socket) => socket.write(answer("200 OK", body));
  const text = (await bytesOf(await ask("/configs"))).toString();
  expect(text).toContain(MASK);
  expect(text).not.toContain("5ecret");
});

it("stays whole, and so shared for ten seconds, where asking often would hurt", async () => {
  behave = (socket) => socket.write(Buffer.concat([Buffer.from(head(WHOLE.length)), WHOLE]));
  for (const turn of [1, 2])
    expect([turn, (await bytesOf(await ask("/meta/apps?detail"))).length]).toEqual([turn, WHOLE.length]);
  expect(asked("/meta/apps?detail")).toBe(1);
});

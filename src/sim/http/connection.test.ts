import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { eventLoopTurn } from "../manual-time.ts";
import { RawConnection } from "../raw-connection.ts";
import { ok } from "./answer.ts";
import { Listener } from "./listener.ts";
import type { Outcome } from "./outcome.ts";
import type { Request } from "./request.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function listener(answer: (request: Request) => Outcome | Promise<Outcome> = echo): Promise<Listener> {
  const made = new Listener({ answer, wait: (ms) => delay(ms, undefined, { ref: false }), chance: Math.random });
  await made.listen();
  open.push(() => made.kill());
  return made;
}

function echo({ method, target, body }: Request): Outcome {
  return ok(`${method} ${target} ${body.toString()}`);
}

function connection({ address }: Listener): RawConnection {
  const made = new RawConnection(address);
  open.push(() => {
    made.close();
  });
  return made;
}

const GET = "GET /a HTTP/1.1\r\n\r\n";
/** ms that a server on this machine takes to read a piece, with room to spare. */
const APART = 30;
const TURNS = 20;

async function sent(pieces: readonly string[], to: Listener): Promise<RawConnection> {
  const made = connection(to);
  for (const piece of pieces) {
    made.send(piece);
    await delay(APART);
    // On a busy machine that may be no time at all: as many turns as connecting, writing, accepting and reading take, and more.
    for (let turn = 0; turn < TURNS; turn++) await eventLoopTurn();
  }
  return made;
}

it.each<[what: string, pieces: readonly string[]]>([
  ["within the request line", ["GET /a", " HTTP/1.1\r\n\r\n"]],
  ["before its last line end", ["GET /a HTTP/1.1\r\nHost: x\r\n", "\r\n"]],
  ["between head and body", ["POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\n", "ab"]],
  ["within the body", ["POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\na", "b"]],
  ["after a whole one before it", [`${GET}GET /b HT`, "TP/1.1\r\n\r\n"]],
])("closes the connection of a request that was cut %s", async (_, pieces) => {
  const made = await sent(pieces, await listener());
  expect(await made.end()).toBe("closed");
});

it.each([1, 2, 3])("forgives a first piece of %i bytes", async (bytes) => {
  const made = await sent([GET.slice(0, bytes), GET.slice(bytes)], await listener());
  expect(await made.answer()).toContain("GET /a");
});

it("takes one request after the other, and several at once", async () => {
  const made = await sent([GET], await listener());
  expect(await made.answer()).toContain("GET /a");
  made.send("POST /b HTTP/1.1\r\nContent-Length: 3\r\n\r\nxyz" + GET);
  expect(await made.answer()).toContain("POST /b xyz");
  expect(await made.answer()).toContain("GET /a");
});

it.each(["GET /a HTTP/1.0\r\n\r\n", "GET /a HTTP/1.1\r\nConnection: close\r\n\r\n"])(
  "stays open after %j, and closes at the next request",
  async (last) => {
    const made = await sent([last], await listener());
    expect(await made.answer()).toContain("GET /a");
    await delay(APART);
    made.send(GET);
    expect(await made.end()).toBe("closed");
    expect(made.leftover).toBe("");
  },
);

it.each([
  "PUT /a HTTP/1.1\r\n\r\n",
  "HEAD /a HTTP/1.1\r\n\r\n",
  "GETX / HTTP/1.1\r\n\r\n",
  "\u0016\u0003\u0001\u0002\u0000",
])("closes the connection of %j without an answer", async (text) => {
  const made = await sent([text], await listener());
  expect(await made.end()).toBe("closed");
  expect(made.leftover).toBe("");
});

it("ends the connection of a request that is too large, and does not reset it while the client still sends", async () => {
  const body = "z".repeat(2_000_000);
  const made = await sent([`POST /a HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`], await listener());
  expect(await made.end()).toBe("closed");
});

it("never answers a client that has closed its half together with its request", async () => {
  const made = connection(await listener());
  made.send(GET);
  made.halfClose();
  await delay(10 * APART);
  expect(made.leftover).toBe("");
});

it("lets go of a client that has closed its half and waits for nothing", async () => {
  const to = await listener();
  const made = await sent([GET], to);
  await made.answer();
  made.halfClose();
  expect(await made.end()).toBe("closed");
  expect(to.sessions).toBe(0);
});

it.each<[outcome: Outcome, end: string, bytes: string]>([
  ["closes", "closed", ""],
  ["resets", "ECONNRESET", ""],
  ["dies", "closed", ""],
  [{ bytes: Buffer.from("half an ans"), closes: true }, "closed", "half an ans"],
])("%j ends the connection", async (outcome, end, bytes) => {
  const made = await sent([GET], await listener(() => outcome));
  expect(await made.end()).toBe(end);
  expect(made.leftover).toBe(bytes);
});

it("hangs on request", async () => {
  const made = await sent([GET], await listener(() => "hangs"));
  await delay(5 * APART);
  expect(made.leftover).toBe("");
});

it("answers later what takes time", async () => {
  const made = await sent([GET], await listener(async (request) => delay(APART, echo(request))));
  expect(await made.answer()).toContain("GET /a");
});

it("ends idle connections when the process dies, and refuses new ones", async () => {
  const to = await listener();
  const made = await sent([GET], to);
  await made.answer();
  await to.kill();
  expect(await made.end()).toBe("closed");
  expect(await connection(to).end()).toBe("ECONNREFUSED");
});

it("resets the connection of a request that a dying process has not read", async () => {
  const to = await listener();
  to.freeze();
  const made = await sent([GET], to);
  await to.kill();
  expect(await made.end()).toBe("ECONNRESET");
});

it("takes connections while it is frozen, and answers when it goes on", async () => {
  const to = await listener();
  to.freeze();
  const made = await sent([GET], to);
  expect(made.leftover).toBe("");
  to.thaw();
  expect(await made.answer()).toContain("GET /a");
});

it("listens again on its own port, which lies below those that systems give out", async () => {
  const to = await listener();
  const { port } = to;
  await to.kill();
  await to.listen();
  expect(to.port).toBe(port);
  expect(port).toBeGreaterThanOrEqual(10_000);
  expect(port).toBeLessThan(32_000);
});

// Every way in which a server can fail, over real sockets: what it is called, in which time, and that nothing stays open.
import { afterEach, expect, it, vi } from "vitest";
import { GatewayFailure } from "./failure.ts";
import { TestClock } from "./testing/clock.ts";
import { answer, faultServer, pastTheGate, type Behaviour, type FaultServer } from "./testing/fault-server.ts";
import { Upstream, needsGate, type Limits, type Question } from "./upstream.ts";
import { PATIENT } from "./testing/patience.ts";

const LIMITS: Limits = { connectMs: 1500, patienceMs: 1500, largestBytes: 64 * 1024 };
/** Connecting, the gate's three questions, and the answer at twice the patience. */
const LONGEST_MS = 15_000;

const servers: FaultServer[] = [];
const upstreams: Upstream[] = [];

afterEach(async () => {
  await Promise.all(upstreams.splice(0).map((upstream) => upstream.close()));
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(behave: Behaviour): Promise<FaultServer> {
  const server = await faultServer(behave);
  servers.push(server);
  return server;
}

function upstreamOf(server: FaultServer, options: { replay?: boolean; limits?: Partial<Limits> } = {}): Upstream {
  const limits = { ...LIMITS, ...options.limits };
  const upstream = new Upstream("n1:34601", server.address, new TestClock(), {
    replay: options.replay ?? false,
    limits,
  });
  upstreams.push(upstream);
  return upstream;
}

function get(target: string, more: Partial<Question> = {}): Question {
  return { method: "GET", target, ...more };
}

async function failureOf(work: Promise<unknown>): Promise<GatewayFailure> {
  const error = await work.then(
    () => new Error("it succeeded"),
    (reason: unknown) => reason,
  );
  if (error instanceof GatewayFailure) return error;
  throw error;
}

/** For tests that run beside each other: none may close what is another's. */
async function closed(server: FaultServer): Promise<void> {
  await vi.waitFor(() => expect(server.open()).toBe(0), PATIENT);
  await server.close();
}

const forever: Behaviour = () => {};

/** An answer that goes on for ever, as fast as it is taken. */
const endless: Behaviour = (socket) => {
  socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
  const pour = (): void => {
    while (!socket.destroyed && socket.write(Buffer.alloc(16 * 1024, "x")));
    socket.once("drain", pour);
  };
  pour();
};

function drip(head: string): Behaviour {
  return (socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write("x"), 20);
    socket.once("close", () => clearInterval(timer));
  };
}

function sayAndDie(text: string): Behaviour {
  return (socket) => {
    socket.end(text);
  };
}

function say(text: string): Behaviour {
  return (socket) => {
    socket.write(text);
  };
}

it.concurrent.each<[what: string, behave: Behaviour, kind: string, words: string]>([
  ["takes the question and says nothing", forever, "timeout", "takes the question and does not answer within 1.5 s"],
  ["dies before any byte", (socket) => socket.destroy(), "dropped", "dropped the connection before"],
  ["resets before any byte", (socket) => socket.resetAndDestroy(), "dropped", "dropped the connection before"],
  ["dies in its head", sayAndDie("HTTP/1.1 200 OK\r\nContent-"), "dropped", "dropped the connection before"],
  [
    "dies in its body",
    sayAndDie("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
    "dropped",
    "dropped the connection",
  ],
  ["stops in its head", say("HTTP/1.1 200 OK\r\nContent-"), "timeout", "does not answer within 1.5 s"],
  [
    "stops in its body",
    say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
    "timeout",
    "does not finish its answer in time",
  ],
  ["says garbage", say("SSH-2.0-OpenSSH_9.6\r\n\r\n"), "dropped", "answers something that is not HTTP"],
  ["says a status that is none", say("HTTP/1.1 abc\r\n\r\n"), "dropped", "answers something that is not HTTP"],
  [
    "has two lengths",
    say("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx"),
    "dropped",
    "answered more or less than it announced",
  ],
  ["never ends", endless, "too-large", "answers more than 0.0625 MiB; ask for less, with filters"],
  [
    "announces too much and drips it",
    drip("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"),
    "timeout",
    "does not finish its answer in time",
  ],
  ["drips its head", drip("HTTP/1.1 200 OK\r\nX: "), "timeout", "does not answer within 1.5 s"],
])(
  "a server that %s fails in bounded time, by its name, on safe paths and past the gate",
  async (_what, behave, kind, words) => {
    const server = await faultServer(pastTheGate(behave));
    const fail = async (target: string): Promise<void> => {
      const upstream = new Upstream("n1:34601", server.address, new TestClock(), { replay: false, limits: LIMITS });
      const began = performance.now();
      const failure = await failureOf(upstream.ask(get(target)));
      expect(performance.now() - began).toBeLessThan(LONGEST_MS);
      expect([target, failure.kind, failure.sent]).toEqual([target, kind, true]);
      expect(failure.message).toContain("n1:34601 ");
      expect(failure.message).toContain(words);
      await upstream.close();
    };
    await Promise.all(["/version", "/meta/cluster"].map(fail));
    await closed(server);
  },
);

it.concurrent.each<[what: string, behave: Behaviour, kind: string, words: string]>([
  ["says nothing", forever, "timeout", "n1:34601 takes connections and says nothing."],
  ["dies", (socket) => socket.destroy(), "dropped", "n1:34601 dropped the connection before the answer was whole."],
  ["says garbage", say("220 smtp ready\r\n"), "dropped", "n1:34601 answers something that is not HTTP."],
  ["says more than it announces", say("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxxx"), "dropped", "not HTTP."],
  ["says no length", say("HTTP/1.1 200 OK\r\n\r\n{}"), "dropped", "not HTTP."],
  ["never ends", endless, "dropped", "not HTTP."],
  [
    "announces too much",
    say(`HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n${"x".repeat(300_000)}`),
    "dropped",
    "not HTTP.",
  ],
  ["drips", drip("HTTP/1.1 200 OK\r\nX: "), "timeout", "n1:34601 takes connections and says nothing."],
  [
    "is another server",
    say(answer("200 OK", "<html></html>")),
    "unreachable",
    "What answers at n1:34601 does not say when it started: it is no Pegasus server.",
  ],
])(
  "a server that %s to the gate's questions is not asked more, so nothing was sent",
  async (_what, behave, kind, words) => {
    const server = await faultServer(behave);
    const upstream = new Upstream("n1:34601", server.address, new TestClock(), { replay: false, limits: LIMITS });
    const began = performance.now();
    const failure = await failureOf(upstream.ask(get("/meta/cluster")));
    expect(performance.now() - began).toBeLessThan(LONGEST_MS);
    expect([failure.kind, failure.sent]).toEqual([kind, false]);
    expect(failure.message).toContain(words);
    expect(server.requests.filter((request) => request.includes("/meta/"))).toEqual([]);
    await upstream.close();
    await closed(server);
  },
);

it("tells a port where nobody listens", async () => {
  const server = await start(forever);
  await server.close();
  for (const target of ["/version", "/meta/cluster"]) {
    const failure = await failureOf(upstreamOf(server).ask(get(target)));
    expect(failure).toMatchObject({
      kind: "unreachable",
      message: "n1:34601 refuses connections: nothing listens on that port.",
      sent: false,
    });
  }
});

it("takes of an answer what it announced, and nothing of what follows for the next", async () => {
  const smuggled = `${answer("200 OK", "first")}${answer("200 OK", "smuggled")}`;
  let asked = 0;
  const server = await start((socket) => socket.write(asked++ === 0 ? smuggled : answer("200 OK", "second")));
  const upstream = upstreamOf(server);
  const first = await upstream.ask(get("/version")).catch((error: unknown) => error);
  if (first instanceof GatewayFailure) expect(first.kind).toBe("dropped");
  else expect(first).toMatchObject({ status: 200, body: Buffer.from("first") });
  expect((await upstream.ask(get("/version"))).body.toString()).toBe("second");
});

it("passes on status, type, Location and every byte", async () => {
  const bytes = Buffer.from([0, 255, 128, 10, 13, 0xe2, 0x80]);
  const server = await start((socket) => {
    socket.write(
      "HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/x-odd\r\nLocation: http://n2:1/a b\r\nContent-Length: 7\r\n\r\n",
    );
    socket.write(bytes);
  });
  const reply = await upstreamOf(server).ask(get("/version"));
  expect(reply).toMatchObject({ status: 500, contentType: "text/x-odd", location: "http://n2:1/a b", body: bytes });
});

it("sends head and body in one piece, with a length and nothing else that a server might not know", async () => {
  const pieces: string[] = [];
  const server = await faultServer((socket, target, body) => {
    pieces.push(`${target} ${body}`);
    socket.write(answer("200 OK", ""));
  });
  servers.push(server);
  const upstream = upstreamOf(server);
  await upstream.ask({ method: "POST", target: "/pprof/symbol", body: "0x1+0x2" });
  expect(pieces).toEqual(["/pprof/symbol 0x1+0x2"]);
  expect(server.requests).toEqual(["POST /pprof/symbol"]);
});

it.each([
  ["target", get(`/config?name=${"x".repeat(4000)}`)],
  ["body", { method: "POST", target: "/meta/app/start_compaction", body: "é".repeat(2000) }],
] as const)(
  "refuses a request whose %s makes it larger than a server reads in one piece, and sends nothing",
  async (_part, question) => {
    const server = await start(forever);
    expect(await failureOf(upstreamOf(server).ask(question))).toMatchObject({ kind: "too-large", sent: false });
    expect(server.accepted()).toBe(0);
  },
);

it("asks a server at most four things at a time, and tells those who wait too long that it is busy", async () => {
  const waiting: (() => void)[] = [];
  const server = await start((socket) => waiting.push(() => socket.write(answer("200 OK", "done"))));
  const upstream = upstreamOf(server, { limits: { patienceMs: 1000 } });
  const asked = Array.from({ length: 6 }, () => upstream.ask(get("/version", { patienceMs: 5000 })));
  const outcomes = Promise.allSettled(asked);
  await expect.poll(() => waiting.length, PATIENT).toBe(4);
  waiting.shift()?.();
  // The fifth takes the place of the first; the sixth waits in vain.
  await expect.poll(() => waiting.length, PATIENT).toBe(4);
  expect(server.requests).toHaveLength(5);
  expect(await failureOf(Promise.all(asked))).toMatchObject({
    kind: "busy",
    message: "n1:34601 has 4 other questions of this dashboard to answer first, and takes its time.",
    sent: false,
  });
  for (const answerNow of waiting) answerNow();
  expect((await outcomes).filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  expect(server.requests).toHaveLength(5);
});

it("tells what it has just learned of a silent server to those who ask in the same second, and sends nothing", async () => {
  const clock = new TestClock();
  const server = await start(forever);
  const upstream = new Upstream("n1:34601", server.address, clock, { replay: false, limits: LIMITS });
  upstreams.push(upstream);
  expect(await failureOf(upstream.ask(get("/version")))).toMatchObject({ kind: "timeout", sent: true });
  expect(await failureOf(upstream.ask(get("/configs")))).toMatchObject({ kind: "timeout", sent: false });
  expect(server.requests).toEqual(["GET /version"]);
  clock.advance(1000);
  expect(await failureOf(upstream.ask(get("/configs")))).toMatchObject({ kind: "timeout", sent: true });
  expect(server.requests).toEqual(["GET /version", "GET /configs"]);
});

it("keeps connections for the next question", async () => {
  const server = await start(pastTheGate(say(answer("200 OK", "{}\n"))));
  const upstream = upstreamOf(server);
  for (let count = 0; count < 6; count++) await upstream.ask(get("/meta/cluster"));
  expect(server.accepted()).toBeLessThanOrEqual(4);
  expect(server.requests.filter((request) => request === "GET /meta/cluster")).toHaveLength(6);
});

it("leaves no connection open, used or not, when it is closed in the midst of things", async () => {
  const server = await start(forever);
  const upstream = upstreamOf(server, { limits: { patienceMs: 10_000 } });
  const asked = ["/version", "/meta/cluster"].map((target) => failureOf(upstream.ask(get(target))));
  await expect.poll(() => server.requests, PATIENT).toHaveLength(2);
  await upstream.close();
  expect((await Promise.all(asked)).map(({ kind }) => kind)).toEqual(["dropped", "dropped"]);
  // At once, and not when the server's time to answer is over.
  await expect.poll(() => server.open(), { timeout: 2000, interval: 20 }).toBe(0);
});

it("asks a replay without a gate, and takes its word that something was not recorded", async () => {
  const server = await start((socket, target) =>
    socket.write(
      target === "/meta/cluster"
        ? answer("404 Not Found", "GET /meta/cluster of n1 was not recorded.\n", "X-Pegasus-Replay: not-recorded\r\n")
        : answer("404 Not Found", "no such thing"),
    ),
  );
  const replay = upstreamOf(server, { replay: true });
  expect(await failureOf(replay.ask(get("/meta/cluster")))).toMatchObject({
    kind: "not-recorded",
    message: "GET /meta/cluster of n1 was not recorded.",
  });
  expect((await replay.ask(get("/meta/apps"))).status).toBe(404);
  expect(server.requests).toEqual(["GET /meta/cluster", "GET /meta/apps"]);
});

it("does not take the word of a real server that it is a replay", async () => {
  const server = await start(say(answer("404 Not Found", "no", "X-Pegasus-Replay: not-recorded\r\n")));
  expect((await upstreamOf(server).ask(get("/version"))).status).toBe(404);
});

it.each([
  ["/meta/cluster", true],
  ["/meta", true],
  ["/meta?x", true],
  ["/metrics", false],
  ["/metadata", false],
  ["/", false],
  ["/envs/list", false],
])("%s needs the gate: %s", (target, needed) => {
  expect(needsGate(target)).toBe(needed);
});

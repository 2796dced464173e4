// What is asked a second time, and what is left alone for a while.
import { afterEach, expect, it } from "vitest";
import { SECOND } from "./clock.ts";
import { GatewayFailure } from "./failure.ts";
import { TestClock } from "./testing/clock.ts";
import { answer, faultServer, pastTheGate, type Behaviour, type FaultServer } from "./testing/fault-server.ts";
import { Upstream, type Limits, type Question } from "./upstream.ts";

const LIMITS: Limits = { connectMs: 1500, patienceMs: 1500, largestBytes: 64 * 1024 };

let server: FaultServer;
let upstream: Upstream;
let clock: TestClock;

afterEach(async () => {
  await upstream.close();
  await server.close();
});

async function open(behave: Behaviour): Promise<void> {
  server = await faultServer(behave);
  clock = new TestClock({ standsStill: true });
  upstream = new Upstream("n1:34601", server.address, clock, { replay: false, limits: LIMITS });
}

function get(target: string): Question {
  return { method: "GET", target };
}

function kindOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => "answered",
    (error: unknown) => (error instanceof GatewayFailure ? error.kind : String(error)),
  );
}

/** Closes the connection of the first `count` questions of this kind, and answers from then on. */
function closesFirst(count: number): Behaviour {
  let left = count;
  return pastTheGate((socket) => {
    if (left-- > 0) socket.destroy();
    else socket.write(answer("200 OK", "{}\n"));
  });
}

it("asks a harmless question once more on a fresh connection when its connection closes without a byte", async () => {
  await open(closesFirst(1));
  expect(await kindOf(upstream.ask(get("/version")))).toBe("answered");
  expect(server.requests).toEqual(["GET /version", "GET /version"]);
  expect(server.accepted()).toBe(2);
});

it("does not ask a third time", async () => {
  await open(closesFirst(2));
  expect(await kindOf(upstream.ask(get("/version")))).toBe("dropped");
  expect(server.requests).toHaveLength(2);
});

it.each<[why: string, question: Question]>([
  ["it may kill a starting meta", get("/meta/cluster")],
  ["it changes the process", get("/updateConfig?a=b")],
  ["nobody knows what it does", get("/unknown")],
  ["it keeps a worker busy", { method: "POST", target: "/pprof/symbol", body: "0x1" }],
  ["it changes the cluster", { method: "POST", target: "/meta/app/start_compaction", body: "{}" }],
])("does not ask again where %s", async (_, question) => {
  await open(closesFirst(1));
  expect(await kindOf(upstream.ask(question))).toBe("dropped");
  expect(server.requests.filter((request) => request.endsWith(question.target))).toHaveLength(1);
});

it("does not ask again what was half answered, or not answered in time", async () => {
  await open((socket, target) => {
    if (target !== "/version") return;
    socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{");
    setImmediate(() => socket.destroy());
  });
  expect(await kindOf(upstream.ask(get("/version")))).toBe("dropped");
  expect(await kindOf(upstream.ask(get("/configs")))).toBe("timeout");
  expect(server.requests).toEqual(["GET /version", "GET /configs"]);
});

it("leaves the fresh connection open no longer than its answer", async () => {
  await open(closesFirst(1));
  await upstream.ask(get("/version"));
  await expect.poll(() => server.open()).toBe(0);
});

it("leaves a silent server alone for 1, 2, 4 and then 5 s at a time, until it answers", async () => {
  let speaks = false;
  await open((socket) => {
    if (speaks) socket.write(answer("200 OK", "{}\n"));
  });
  await kindOf(upstream.ask(get("/version")));
  for (const pause of [1, 2, 4, 5, 5]) {
    const asked = server.requests.length;
    clock.advance(pause * SECOND - 1);
    expect(await kindOf(upstream.ask(get("/version")))).toBe("timeout");
    expect(server.requests).toHaveLength(asked);
    clock.advance(1);
    expect(await kindOf(upstream.ask(get("/version")))).toBe("timeout");
    expect(server.requests).toHaveLength(asked + 1);
  }
  speaks = true;
  clock.advance(5 * SECOND);
  expect(await kindOf(upstream.ask(get("/version")))).toBe("answered");
  speaks = false;
  clock.advance(1); // it spoke a moment ago
  expect(await kindOf(upstream.ask(get("/version")))).toBe("timeout");
  const asked = server.requests.length;
  clock.advance(SECOND);
  await kindOf(upstream.ask(get("/version")));
  expect(server.requests).toHaveLength(asked + 1);
});

// Every way in which a server can fail, a thousand times each: bounded time, a clear error, and nothing that stays behind.
import type { Socket } from "node:net";
import { C, openDashboard } from "#gateway/testing/dashboard.ts";
import { TestClock } from "#gateway/testing/clock.ts";
import { faultServer, pastTheGate, type Behaviour } from "#gateway/testing/fault-server.ts";
import { leads, sendsTo } from "#gateway/testing/made-up-meta.ts";
import { blackHole } from "./black-hole.ts";

export interface FaultReport {
  readonly fault: string;
  readonly asked: number;
  /** The kinds of failure that the browser was told, and how often. */
  readonly kinds: Readonly<Record<string, number>>;
  /** The longest that an asker waited, ms; `bound` is the most that the limits allow. */
  readonly longestMs: number;
  readonly boundMs: number;
  /** Connections still open at the server afterwards, and sockets that this process has more than before. */
  readonly leftOpen: number;
  readonly socketsGrown: number;
  /** Heap after collection, MiB more than after the first tenth. */
  readonly heapGrownMiB: number;
  /** How often a server outside of the roster was contacted. */
  readonly strangersContacted: number;
}

const KiB = 1024;
const LIMITS = {
  connectMs: 300,
  patienceMs: 600,
  largestBytes: 256 * KiB,
  streaming: { fromBytes: 64 * KiB, largestBytes: 512 * KiB, longestMs: 2000 },
};
/** The gate's questions, connecting, the answer at twice the patience, one more try, two more metas; and a busy machine. */
const BOUND_MS = 8000;
/** As many as one server is asked at a time: with more, some would only hear that it is busy. */
const AT_ONCE = 4;
const MiB = 2 ** 20;

const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

/** What the first meta does; undefined: nothing listens there. */
const FAULTS: Readonly<Record<string, Behaviour>> = {
  "accepts and says nothing": () => {},
  "dies before its answer": (socket) => socket.resetAndDestroy(),
  "dies mid-body": (socket) => {
    socket.write(`${HEAD}Content-Length: 1000\r\n\r\n{"half`, () => socket.resetAndDestroy());
  },
  "dies mid-way of a large body": (socket) => {
    socket.write(`${HEAD}Content-Length: ${400 * KiB}\r\n\r\n${"x".repeat(100 * KiB)}`, () => socket.resetAndDestroy());
  },
  "stops mid-way of a large body": (socket) =>
    socket.write(`${HEAD}Content-Length: ${400 * KiB}\r\n\r\n${"x".repeat(100 * KiB)}`),
  "garbage status line": (socket) => socket.write("HELLO THERE\r\n\r\n"),
  "endless body": (socket) => endless(socket, `${HEAD}Content-Length: 100000000\r\n\r\n`),
  "endless body without a length": (socket) => endless(socket, `${HEAD}\r\n`),
  "too long a Content-Length": (socket) => {
    socket.write(`${HEAD}Content-Length: 1000\r\n\r\n{}`, () => socket.end());
  },
  "too short a Content-Length": (socket) => socket.write(`${HEAD}Content-Length: 2\r\n\r\n{}{"more":"than announced"}`),
  "two Content-Lengths": (socket) => socket.write(`${HEAD}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`),
  "a head without end": (socket) => socket.write(`HTTP/1.1 200 OK\r\nX: ${"x".repeat(100_000)}`),
};

function endless(socket: Socket, head: string): void {
  socket.write(head);
  const more = (): void => {
    if (socket.destroyed) return;
    socket.write("x".repeat(64 * 1024), more);
  };
  more();
}

export const FAULT_NAMES = [
  "refused",
  "black-holed",
  ...Object.keys(FAULTS),
  "redirect loop",
  "redirect to a stranger",
] as const;

interface Scene {
  /** The metas as the operator names them. */
  readonly metas: readonly string[];
  readonly open: () => number;
  readonly strangers: () => number;
  readonly close: () => Promise<void>;
}

const nobody = (): number => 0;

async function sceneOf(fault: string): Promise<Scene> {
  if (fault === "refused") {
    const gone = await faultServer(() => {});
    await gone.close();
    return { metas: [gone.address], open: nobody, strangers: nobody, close: async () => undefined };
  }
  if (fault === "black-holed") {
    const { address, close } = await blackHole();
    return { metas: [address], open: nobody, strangers: nobody, close };
  }
  if (fault === "redirect loop") {
    const first = await faultServer(sendsTo(() => second.address));
    const second = await faultServer(sendsTo(() => first.address));
    return {
      metas: [first.address, second.address],
      open: nobody, // their connections are fine and kept
      strangers: nobody,
      close: async () => void (await Promise.all([first.close(), second.close()])),
    };
  }
  if (fault === "redirect to a stranger") {
    // The stranger's name is all that a browser could put in; a replica server's word makes nobody a leader.
    const stranger = await faultServer(leads(() => ({ self: stranger.address, metas: [] })));
    const liar = await faultServer(sendsTo(() => stranger.address));
    const leader = await faultServer(
      leads(() => ({ self: leader.address, metas: [leader.address], replicas: [liar.address] })),
    );
    return {
      metas: [leader.address],
      open: nobody,
      strangers: () => stranger.accepted(),
      close: async () => void (await Promise.all([stranger.close(), liar.close(), leader.close()])),
    };
  }
  const behave = FAULTS[fault];
  if (behave === undefined) throw new Error(`There is no fault "${fault}". There are: ${FAULT_NAMES.join(", ")}`);
  const server = await faultServer(pastTheGate(behave));
  return { metas: [server.address], open: () => server.open(), strangers: nobody, close: () => server.close() };
}

/** Asks by the leader's route and by the server's own, past the gate and not, `times` in all. */
export async function suffer(fault: string, times: number): Promise<FaultReport> {
  const scene = await sceneOf(fault);
  const clock = new TestClock();
  const page = openDashboard({ metas: scene.metas, clock, limits: LIMITS });
  const socketsBefore = sockets();
  const [meta = ""] = scene.metas;
  const paths = [`/leader/meta/apps`, `/servers/${meta}/version`, `/servers/${meta}/meta/cluster`];
  const routes = fault === "redirect to a stranger" ? await strangeRoutes(page) : paths;
  const kinds: Record<string, number> = {};
  let longestMs = 0;
  let heap = 0;
  for (let asked = 0; asked < times; asked += AT_ONCE) {
    clock.advance(10_000); // what was learned of a silent server is forgotten: each question leaves
    await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, index) => {
        const started = performance.now();
        const path = routes[(asked + index) % routes.length] ?? "";
        // Each asks for something of its own: nobody shares an answer.
        const response = await page.get(`${C}${path}${path.includes("?") ? "&" : "?"}n=${asked + index}`);
        const kind = await kindOf(response);
        kinds[kind] = (kinds[kind] ?? 0) + 1;
        longestMs = Math.max(longestMs, performance.now() - started);
      }),
    );
    if (heap === 0 && asked >= times / 10) heap = collectedHeap();
  }
  const heapGrownMiB = (collectedHeap() - heap) / MiB;
  await page.close();
  await settled(() => scene.open() === 0);
  const leftOpen = scene.open();
  const strangersContacted = scene.strangers();
  await scene.close();
  await settled(() => sockets() <= socketsBefore);
  const socketsGrown = Math.max(0, sockets() - socketsBefore);
  const asked = Object.values(kinds).reduce((sum, count) => sum + count, 0);
  return {
    fault,
    asked,
    kinds,
    longestMs,
    boundMs: BOUND_MS,
    leftOpen,
    socketsGrown,
    heapGrownMiB,
    strangersContacted,
  };
}

/** The liar's own route: it belongs to the roster, and redirects away. */
async function strangeRoutes(page: { get: (path: string) => Promise<Response> }): Promise<string[]> {
  // The shape is the contract of the route.
  const roster = (await (await page.get(`${C}/servers`)).json()) as { server: string; role: string }[];
  return roster.filter(({ role }) => role === "replica").map(({ server }) => `/servers/${server}/meta/apps`);
}

/** What a browser sees of an answer that had begun. */
const BROKE_OFF = "broke off";

async function kindOf(response: Response): Promise<string> {
  let text: string;
  try {
    text = await response.text();
  } catch {
    return BROKE_OFF;
  }
  if (response.headers.get("x-pegasus-server") !== null) return `answered ${response.status}`;
  // The shape is the contract of every refusal.
  return (JSON.parse(text) as { error: { kind: string } }).error.kind;
}

function sockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name.startsWith("TCPSocketWrap")).length;
}

/** Bytes; collected first where node was started with --expose-gc. */
function collectedHeap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

async function settled(done: () => boolean): Promise<void> {
  for (let wait = 0; wait < 500 && !done(); wait++) await new Promise((resolve) => setTimeout(resolve, 20));
}

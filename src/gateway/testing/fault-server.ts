// Servers for tests that behave badly on purpose, on real sockets.
import { createServer, type AddressInfo, type Socket } from "node:net";

export interface FaultServer {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** `GET /path` of each request, in order. */
  readonly requests: readonly string[];
  /** The whole head of each. */
  readonly heads: readonly string[];
  /** Connections that are open now, and that ever were. */
  readonly open: () => number;
  readonly accepted: () => number;
  /** As when the process dies: every connection is reset, and the port goes on listening, as a new process would. */
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

/** What is done about a request: `target` is its path and query, `body` what came after its head. */
export type Behaviour = (socket: Socket, target: string, body: string) => void;

/** Each request is taken to come in one piece, as the gateway must send it (reference 1.3). */
export async function faultServer(behave: Behaviour): Promise<FaultServer> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  const heads: string[] = [];
  let accepted = 0;
  const server = createServer((socket) => {
    accepted++;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy()); // the client went away
    socket.on("data", (bytes) => {
      const [head = "", body = ""] = bytes.toString("latin1").split("\r\n\r\n");
      const [method = "", target = ""] = head.split(" ");
      heads.push(head);
      requests.push(`${method} ${target}`);
      behave(socket, target, body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // A TCP server's address is an object; only pipes have text.
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    requests,
    heads,
    open: () => sockets.size,
    accepted: () => accepted,
    reset: () => {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The bytes of an answer as Pegasus gives it (reference 1.2). */
export function answer(status: string, body: string, extraHeaders = ""): string {
  const length = Buffer.byteLength(body);
  return `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n${extraHeaders}\r\n${body}`;
}

const DAY_NS = 86_400_000_000_000n;
const START = "2026-01-01 00:00:00";
const START_NS = BigInt(Date.parse("2026-01-01T00:00:00Z")) * 1_000_000n;

/** Answers the gate's questions as a meta does that has been up for ten days and five minutes; everything else is `behave`. */
export function pastTheGate(behave: Behaviour): Behaviour {
  const beacon = `{"cluster":"c","role":"meta","host":"h","port":1,"timestamp_ns":${START_NS + 10n * DAY_NS + 300_000_000_000n},"entities":[{"type":"server","id":"server","attributes":{},"metrics":[{"name":"beacon_failed_count","value":0}]}]}`;
  const safe = new Map([
    ["/recentStartTime", `{"RecentStartTime":"${START}"}\n`],
    ["/metrics?types=server&metrics=beacon_failed_count", beacon],
    [
      "/config?name=timeout_ms",
      '{"name":"timeout_ms","section":"zookeeper","type":"FV_INT32","tags":"","description":"","value":"10000"}\n',
    ],
  ]);
  return (socket, target, body) => {
    const known = safe.get(target);
    if (known === undefined) behave(socket, target, body);
    else socket.write(answer("200 OK", known));
  };
}

// One connection of a client to a simulated server: takes requests apart as strictly as Pegasus does (reference 1.3, recordings 02 and
// 02b) and lets the answers out.
import type { Socket } from "node:net";
import { answerParts } from "./answer.ts";
import type { Outcome } from "./outcome.ts";
import { readRequest, type Request } from "./request.ts";

const SECOND = 1000;
/** A client that has closed its half and waits is let go after this time, lest its connection stays for ever. */
const PATIENCE = 30 * SECOND;

interface Service {
  readonly answer: (request: Request) => Outcome | Promise<Outcome>;
  /** The process is to end. */
  readonly die: () => void;
  /** Resolves after `ms` of the cluster's time. */
  readonly wait: (ms: number) => Promise<void>;
}

/** Serves the connection until it ends. */
export function serveConnection(socket: Socket, service: Service): void {
  const connection = new Connection(socket, service);
  connection.begin();
}

class Connection {
  private readonly socket: Socket;
  private readonly service: Service;
  private pending = Buffer.alloc(0);
  /** A read ended within a request: Pegasus cannot go on reading it (1.3). */
  private torn = false;
  /** The client said that it would send no more. */
  private last = false;
  private refused = false;
  /** The client has closed its half: nothing is answered any more (9.3). */
  private deaf = false;
  /** Requests without an answer yet. */
  private open = 0;

  constructor(socket: Socket, service: Service) {
    this.socket = socket;
    this.service = service;
  }

  begin(): void {
    const { socket } = this;
    socket.setNoDelay(true);
    socket.on("error", () => {
      socket.destroy(); // the client went away
    });
    socket.on("data", (bytes: Buffer) => {
      this.read(bytes);
    });
    socket.on("end", () => {
      this.halfClosed();
    });
  }

  private read(bytes: Buffer): void {
    if (this.refused) return;
    if (this.torn || this.last) {
      this.refuse();
      return;
    }
    this.pending = Buffer.concat([this.pending, bytes]);
    while (this.pending.length > 0) {
      const reading = readRequest(this.pending);
      if (reading.kind === "incomplete" && !this.last) {
        // Fewer than four bytes do not even tell that it is HTTP: those wait for more (recording 02b).
        this.torn = this.pending.length >= 4;
        return;
      }
      if (reading.kind !== "request" || this.last) {
        this.refuse();
        return;
      }
      this.pending = this.pending.subarray(reading.length);
      this.last = reading.request.last;
      void this.handle(reading.request);
    }
  }

  private async handle(request: Request): Promise<void> {
    this.open++;
    const outcome = await this.service.answer(request);
    if (outcome === "dies") {
      this.service.die();
      return;
    }
    await nextPoll(); // a client that has closed its half together with its request gets nothing
    if (this.deaf || this.refused || this.socket.destroyed || outcome === "hangs") return;
    this.open--;
    if (outcome === "closes") this.refuse();
    else if (outcome === "resets") this.socket.resetAndDestroy();
    else if ("bytes" in outcome) {
      this.socket.write(outcome.bytes);
      if (outcome.closes) this.refuse();
    } else {
      // In one piece on the wire, and without a copy of what may be megabytes.
      this.socket.cork();
      for (const part of answerParts(outcome)) this.socket.write(part);
      this.socket.uncork();
    }
  }

  /** The connection ends without (another) answer. What the client still sends is thrown away, so that it sees an end and no reset. */
  private refuse(): void {
    this.refused = true;
    this.pending = Buffer.alloc(0);
    this.socket.end();
  }

  private halfClosed(): void {
    const leave = (): void => {
      this.socket.destroy();
    };
    if (this.open === 0) {
      leave();
      return;
    }
    this.deaf = true;
    this.service.wait(PATIENCE).then(leave, leave);
  }
}

/** After what has arrived by now was read. */
function nextPoll(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });
}

// One server's port: it can listen, be killed, be frozen and listen again, as a process does.
import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { answerBytes, type Answer } from "./answer.ts";
import { readRequest, type Request } from "./request.ts";

const HOST = "127.0.0.1";

/** `dies`: the request kills the process, so that nobody gets an answer any more. */
export type Outcome = Answer | "dies";

export class Listener {
  /** 0 until the first `listen`; the same from then on. */
  port = 0;
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private frozen = false;
  private readonly answer: (request: Request) => Outcome;

  constructor(answer: (request: Request) => Outcome) {
    this.answer = answer;
  }

  get address(): string {
    return `${HOST}:${this.port}`;
  }

  /** Connections that are open now. */
  get sessions(): number {
    return this.sockets.size;
  }

  /** @throws when the port that it had before has been taken by somebody else meanwhile. */
  async listen(): Promise<void> {
    if (this.server !== undefined) return;
    for (let attempt = 1; ; attempt++) {
      try {
        this.server = await this.open();
        return;
      } catch (error) {
        if (attempt === 20) {
          throw new Error(
            `Port ${this.port} of a simulated server is taken by another process; start it on free ones`,
            {
              cause: error,
            },
          );
        }
        await delay(50);
      }
    }
  }

  private open(): Promise<Server> {
    const server = createServer((socket) => {
      this.accept(socket);
    });
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.port, HOST, () => {
        server.off("error", reject);
        const address = server.address();
        if (address !== null && typeof address === "object") this.port = address.port;
        resolve(server);
      });
    });
  }

  /** The process is gone: the port refuses, open connections are reset. */
  async kill(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    this.frozen = false;
    const closed = new Promise((resolve) => {
      server.close(resolve);
    });
    for (const socket of this.sockets) socket.resetAndDestroy();
    await closed;
  }

  /** As after SIGSTOP: the kernel takes connections and bytes, the process reads none. */
  freeze(): void {
    if (this.server === undefined) return;
    this.frozen = true;
    for (const socket of this.sockets) socket.pause();
  }

  thaw(): void {
    this.frozen = false;
    for (const socket of this.sockets) socket.resume();
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.setNoDelay(true);
    let pending = Buffer.alloc(0);
    let last = false;
    socket.on("close", () => {
      this.sockets.delete(socket);
    });
    socket.on("error", () => {
      socket.destroy(); // the client went away
    });
    socket.on("data", (bytes: Buffer) => {
      pending = Buffer.concat([pending, bytes]);
      while (pending.length > 0) {
        const reading = readRequest(pending);
        if (reading.kind === "incomplete" && !last) return;
        if (reading.kind !== "request" || last) {
          socket.destroy();
          return;
        }
        pending = pending.subarray(reading.length);
        last = reading.request.last;
        const outcome = this.answer(reading.request);
        if (outcome === "dies") {
          void this.kill();
          return;
        }
        socket.write(answerBytes(outcome));
      }
    });
    if (this.frozen) socket.pause();
  }
}

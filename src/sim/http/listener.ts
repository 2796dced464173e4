// One server's port: it can listen, be killed, be frozen and listen again, as a process does.
import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { serveConnection } from "./connection.ts";
import type { Outcome } from "./outcome.ts";
import type { Request } from "./request.ts";

const HOST = "127.0.0.1";

interface Handlers {
  readonly answer: (request: Request) => Outcome | Promise<Outcome>;
  /** Resolves after `ms` of the cluster's time. */
  readonly wait: (ms: number) => Promise<void>;
  /** A number in [0, 1) that chooses the port. */
  readonly chance: () => number;
}

/**
 * Below what systems give out by themselves (from 32768 on, or 49152): while a simulated server is dead, nobody else gets its port
 * by asking for any, nor a client as its own end of a connection.
 */
const PORTS = { from: 10_000, to: 32_000 } as const;

export class Listener {
  /** 0 until the first `listen`; the same from then on. */
  port = 0;
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private frozen = false;
  private readonly handlers: Handlers;

  constructor(handlers: Handlers) {
    this.handlers = handlers;
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
    const { port } = this;
    for (let attempt = 1; ; attempt++) {
      try {
        this.server = await this.open(port === 0 ? this.anyPort() : port);
        return;
      } catch (error) {
        if (attempt === 20) {
          throw new Error(`Port ${port} of a simulated server is taken by another process; start it on free ones`, {
            cause: error,
          });
        }
        if (port !== 0) await delay(50);
      }
    }
  }

  private anyPort(): number {
    return PORTS.from + Math.floor(this.handlers.chance() * (PORTS.to - PORTS.from));
  }

  private open(port: number): Promise<Server> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
      this.accept(socket);
    });
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, HOST, () => {
        server.off("error", reject);
        this.port = port;
        resolve(server);
      });
    });
  }

  /** The process is gone: the port refuses, and the kernel ends open connections, by a reset where something was not read yet. */
  async kill(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    this.frozen = false;
    const closed = new Promise((resolve) => {
      server.close(resolve);
    });
    for (const socket of this.sockets) socket.destroy();
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
    socket.on("close", () => {
      this.sockets.delete(socket);
    });
    serveConnection(socket, { ...this.handlers, die: () => void this.kill() });
    if (!this.frozen) socket.resume();
    else socket.pause();
  }
}

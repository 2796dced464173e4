// A port that can be closed and opened again as often as the recorded process died and came back.
import { connect, createServer, type Server, type Socket } from "node:net";

const HOST = "127.0.0.1";

export class Port {
  private readonly accept: (socket: Socket) => void;
  private readonly sockets = new Set<Socket>();
  private bound = 0;
  private server: Server | undefined;
  private placeholder: Socket | undefined;
  private wanted = true;
  private work: Promise<void> = Promise.resolve();

  private constructor(accept: (socket: Socket) => void) {
    this.accept = accept;
  }

  /** Opens a free port. */
  static async open(accept: (socket: Socket) => void): Promise<Port> {
    const port = new Port(accept);
    await port.listen();
    return port;
  }

  get number(): number {
    return this.bound;
  }

  /** Closing cuts all connections. Takes effect at once or, while an earlier change is under way, right after it. */
  set(open: boolean, keeper: Port | undefined): void {
    if (open === this.wanted) return;
    this.wanted = open;
    this.work = this.work.then(async () => {
      if (this.wanted === (this.server !== undefined)) return;
      await (this.wanted ? this.listen() : this.shut(keeper));
    });
  }

  /** @throws when the port could not be opened again */
  async settled(): Promise<void> {
    await this.work;
  }

  async close(): Promise<void> {
    this.set(false, undefined);
    await this.work;
    this.placeholder?.destroy();
  }

  private async listen(): Promise<void> {
    this.placeholder?.resetAndDestroy();
    this.placeholder = undefined;
    const server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket));
      socket.on("error", () => socket.destroy()); // the client went away
      this.accept(socket);
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.bound, HOST, resolve);
    });
    const address = server.address();
    if (address !== null && typeof address === "object") this.bound = address.port;
    this.server = server;
  }

  private async shut(keeper: Port | undefined): Promise<void> {
    const { server } = this;
    this.server = undefined;
    server?.close();
    for (const socket of this.sockets) socket.destroy();
    if (keeper !== undefined) this.placeholder = await this.holdPlace(keeper);
  }

  /**
   * A closed port is free for any other process, which would then be taken for the recorded server. A connection from this
   * port to the replay itself keeps it, and whoever connects to it is refused as if nobody had it.
   */
  private holdPlace(keeper: Port): Promise<Socket | undefined> {
    return new Promise((resolve) => {
      const socket = connect({ port: keeper.number, host: HOST, localPort: this.bound, localAddress: HOST });
      socket.unref();
      socket.once("connect", () => resolve(socket));
      socket.once("error", () => resolve(undefined)); // the port stays closed, only not kept
    });
  }
}

// For tests: one TCP connection, bytes in and bytes out, so that nothing an HTTP library does can hide what the server sends.
import { connect, type Socket } from "node:net";

export class RawConnection {
  private readonly socket: Socket;
  private received = "";
  private failure: NodeJS.ErrnoException | undefined;
  private over = false;
  private changed: () => void = () => undefined;

  constructor(server: string) {
    const [host = "", port = ""] = server.split(":");
    this.socket = connect({ port: Number(port), host, allowHalfOpen: true, noDelay: true });
    this.socket.setEncoding("utf8");
    this.socket.on("data", (text: string) => {
      this.received += text;
      this.changed();
    });
    this.socket.on("error", (error) => {
      this.failure = error;
    });
    this.socket.on("end", () => {
      this.over = true;
      this.changed();
    });
    this.socket.on("close", () => {
      this.over = true;
      this.changed();
    });
  }

  send(text: string): void {
    this.socket.write(text);
  }

  /** Nothing more is sent, and an answer is waited for. */
  halfClose(): void {
    this.socket.end();
  }

  /** The whole next answer, head and body. @throws when the connection ends before. */
  async answer(): Promise<string> {
    for (;;) {
      const head = /^.*?\r\n\r\n/s.exec(this.received)?.[0];
      const length = Number(/Content-Length: (\d+)/.exec(head ?? "")?.[1]);
      if (head !== undefined) {
        const rest = Buffer.from(this.received.slice(head.length));
        if (rest.length >= length) {
          this.received = rest.subarray(length).toString();
          return head + rest.subarray(0, length).toString();
        }
      }
      if (this.over) throw new Error(`The connection ended (${this.failure?.code ?? "closed"}) after ${this.received}`);
      await this.next();
    }
  }

  /** How the connection ended: the code of the error or `closed`. What came before it stays in `leftover`. */
  async end(): Promise<string> {
    while (!this.over) await this.next();
    return this.failure?.code ?? "closed";
  }

  /** What has come and was not taken as an answer. */
  get leftover(): string {
    return this.received;
  }

  close(): void {
    this.socket.destroy();
  }

  private next(): Promise<void> {
    return new Promise((resolve) => {
      this.changed = resolve;
    });
  }
}

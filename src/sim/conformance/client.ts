// Sends recorded bytes over a real socket and tells what came of them, without an HTTP library that could hide something.
import { connect, type Socket } from "node:net";
import { eventLoopTurn } from "../manual-time.ts";
import type { Unanswered } from "./recorded.ts";

const SECOND = 1000;

export type Outcome =
  | {
      readonly kind: "answer";
      readonly head: string;
      readonly body: Buffer;
      readonly after: Buffer;
      readonly ended: boolean;
    }
  | { readonly kind: "none"; readonly how: Unanswered };

/** Real ms without a byte after which a server counts as silent; it sits in this very process, so that an answer takes less. */
const SILENCE = 60;
/** The same where something is expected: a big answer takes a while to make, and the machine may be busy. */
const PATIENCE = 10 * SECOND;

export class ClientConnection {
  private readonly socket: Socket;
  private readonly received: Buffer[] = [];
  private size = 0;
  /** What the answer under way consists of, once its head is there. */
  private needed: { readonly head: string; readonly from: number; readonly length: number } | undefined;
  private over: Unanswered | undefined;
  private changed: () => void = () => undefined;
  private readonly connected: Promise<void>;

  constructor(port: number) {
    this.socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
    this.connected = new Promise((resolve) => {
      this.socket.once("connect", resolve);
      this.socket.once("close", () => {
        resolve();
      });
    });
    this.socket.on("data", (bytes) => {
      this.received.push(bytes);
      this.size += bytes.length;
      this.changed();
    });
    this.socket.on("end", () => {
      this.finish("closed");
    });
    this.socket.on("error", (error: NodeJS.ErrnoException) => {
      this.finish(error.code === "ECONNREFUSED" ? "refused" : error.code === "ECONNRESET" ? "reset" : "closed");
    });
  }

  /** `within`: done right after the bytes have gone out, before the server had a chance to read them. */
  async send(pieces: readonly Buffer[], apart: boolean, within: () => unknown): Promise<void> {
    await this.connected;
    for (const [index, piece] of pieces.entries()) {
      // Two turns, so that the server has read the piece before.
      if (apart && index > 0) for (let turn = 0; turn < 4; turn++) await eventLoopTurn();
      if (this.over === undefined) this.socket.write(piece);
    }
    await within();
  }

  halfClose(): void {
    this.socket.end();
  }

  /** `isSilent`: nothing is expected to come; `more`: bytes that are to come after the answer. */
  async answer(isSilent: boolean, more: number): Promise<Outcome> {
    const deadline = Date.now() + (isSilent ? SILENCE : PATIENCE);
    for (;;) {
      const message = this.message(more);
      if (message !== undefined) return message;
      if (this.over !== undefined) return { kind: "none", how: this.over };
      if (Date.now() >= deadline) return { kind: "none", how: "silent" };
      await this.next(deadline - Date.now());
    }
  }

  /** Whether the server has ended the connection by now. */
  get ended(): boolean {
    return this.over !== undefined;
  }

  close(): void {
    this.socket.destroy();
  }

  private message(more: number): Outcome | undefined {
    if (this.needed === undefined) this.readHead();
    if (this.needed === undefined) return undefined;
    const { head, from, length } = this.needed;
    if (this.size < from + length + (this.over === undefined ? more : 0)) return undefined;
    const bytes = Buffer.concat(this.received);
    this.received.length = 0;
    this.size = 0;
    this.needed = undefined;
    const body = bytes.subarray(from, from + length);
    return { kind: "answer", head, body, after: bytes.subarray(from + length), ended: this.ended };
  }

  private readHead(): void {
    const bytes = Buffer.concat(this.received);
    this.received.splice(0, this.received.length, bytes);
    const end = bytes.indexOf("\r\n\r\n");
    if (end < 0) return;
    const head = bytes.toString("latin1", 0, end + 4);
    this.needed = { head, from: end + 4, length: Number(/Content-Length: (\d+)/.exec(head)?.[1] ?? 0) };
  }

  private finish(how: Unanswered): void {
    this.over ??= how;
    this.changed();
  }

  private next(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.changed = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

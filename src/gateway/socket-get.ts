// Plain GETs on a socket that nobody owns yet, one after the other: the gate asks its questions on the very connection that is
// handed over afterwards.
import type { Socket } from "node:net";

export interface PlainAnswer {
  readonly status: number;
  readonly text: string;
}

/** No answer came: nothing in time, the connection ended, or what came is not what Pegasus would say. */
export class NoPlainAnswer extends Error {
  override readonly name = "NoPlainAnswer";
  readonly why: "silent" | "closed" | "strange";
  constructor(why: NoPlainAnswer["why"], message: string, cause?: unknown) {
    super(message, { cause });
    this.why = why;
  }
}

const LARGEST_BYTES = 256 * 1024;

/** Asks and reads one answer delimited by Content-Length, which Pegasus always sends (reference 1.2). @throws {NoPlainAnswer} */
export function socketGet(socket: Socket, host: string, target: string, timeoutMs: number): Promise<PlainAnswer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const finish = (outcome: PlainAnswer | NoPlainAnswer): void => {
      clearTimeout(timer);
      socket.off("data", onData);
      socket.off("error", onError);
      socket.off("close", onClose);
      socket.pause();
      if (outcome instanceof NoPlainAnswer) reject(outcome);
      else resolve(outcome);
    };
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const answer = readAnswer(received);
      if (answer !== null) finish(answer);
      else if (received.length > LARGEST_BYTES)
        finish(new NoPlainAnswer("strange", `the answer to ${target} does not end`));
    };
    const onError = (error: Error): void => finish(new NoPlainAnswer("closed", error.message, error));
    const onClose = (): void => finish(new NoPlainAnswer("closed", `no answer to ${target} before it closed`));
    const onTime = (): void => finish(new NoPlainAnswer("silent", `no answer to ${target} within ${timeoutMs} ms`));
    const timer = setTimeout(onTime, timeoutMs);
    socket.on("data", onData);
    socket.on("error", onError);
    socket.on("close", onClose);
    socket.resume();
    if (socket.destroyed) onClose();
    else socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nAccept: */*\r\n\r\n`);
  });
}

function readAnswer(received: Buffer): PlainAnswer | NoPlainAnswer | null {
  if (!"HTTP/".startsWith(received.toString("latin1", 0, 5)))
    return new NoPlainAnswer("strange", "what answers there does not speak HTTP");
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const head = received.subarray(0, end).toString("latin1");
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1];
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (status === undefined || length === undefined)
    return new NoPlainAnswer("strange", "what answers there does not speak Pegasus's HTTP");
  const body = received.subarray(end + 4);
  const size = Number(length);
  if (body.length < size) return null;
  if (body.length > size) return new NoPlainAnswer("strange", "more bytes came than the answer announced");
  return { status: Number(status), text: body.toString("utf8") };
}

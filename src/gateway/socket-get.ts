// Plain GETs on a socket that nobody owns yet, one after the other: the gate asks its questions on the very connection that is
// handed over afterwards.
import type { Socket } from "node:net";

export interface PlainAnswer {
  readonly status: number;
  readonly text: string;
}

const LARGEST_BYTES = 256 * 1024;

/** Asks and reads one answer delimited by Content-Length, which Pegasus always sends (reference 1.2). @throws on anything else. */
export function socketGet(socket: Socket, host: string, target: string, timeoutMs: number): Promise<PlainAnswer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const finish = (outcome: PlainAnswer | Error): void => {
      clearTimeout(timer);
      socket.off("data", onData);
      socket.off("error", finish);
      socket.off("close", onClose);
      socket.pause();
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const answer = readAnswer(received);
      if (answer !== null) finish(answer);
      else if (received.length > LARGEST_BYTES) finish(new Error(`the answer to ${target} does not end`));
    };
    const onClose = (): void => finish(new Error(`the connection closed without an answer to ${target}`));
    const timer = setTimeout(() => finish(new Error(`no answer to ${target} within ${timeoutMs} ms`)), timeoutMs);
    socket.on("data", onData);
    socket.on("error", finish);
    socket.on("close", onClose);
    socket.resume();
    if (socket.destroyed) onClose();
    else socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nAccept: */*\r\n\r\n`);
  });
}

function readAnswer(received: Buffer): PlainAnswer | Error | null {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const head = received.subarray(0, end).toString("latin1");
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1];
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (status === undefined || length === undefined)
    return new Error("what answers there does not speak Pegasus's HTTP");
  const body = received.subarray(end + 4);
  const size = Number(length);
  if (body.length < size) return null;
  if (body.length > size) return new Error("more bytes came than the answer announced");
  return { status: Number(status), text: body.toString("utf8") };
}

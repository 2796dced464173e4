// The replay's side of one connection: requests in, recorded bytes or faults out. It stays open as Pegasus leaves it (1.3).
import type { Socket } from "node:net";
import { readRequest, type Request } from "../http/request.ts";
import type { Answer, Failure } from "./exchange.ts";

export function serveConnection(socket: Socket, answer: (request: Request) => Answer | Failure): void {
  let pending = Buffer.alloc(0);
  let last = false;
  let silent = false;
  socket.setNoDelay(true);
  socket.on("data", (bytes: Buffer) => {
    if (silent) return;
    pending = Buffer.concat([pending, bytes]);
    while (pending.length > 0 && !silent && !socket.destroyed) {
      const reading = readRequest(pending);
      if (reading.kind === "incomplete" && !last) return;
      if (reading.kind !== "request" || last) {
        socket.destroy();
        return;
      }
      pending = pending.subarray(reading.length);
      last = reading.request.last;
      const outcome = answer(reading.request);
      if (outcome.kind === "answer") send(socket, outcome);
      else silent = fail(socket, outcome);
    }
  });
}

function send(socket: Socket, { head, body }: Answer): void {
  socket.cork();
  socket.write(head, "latin1");
  socket.write(body);
  socket.uncork();
}

/** Returns whether the connection stays open without a word. */
function fail(socket: Socket, { fault }: Failure): boolean {
  switch (fault) {
    case "timed-out":
      return true;
    case "closed":
      socket.destroy();
      return false;
    case "reset":
    case "refused": // too late to refuse: the connection was there before the port closed
      socket.resetAndDestroy();
      return false;
  }
}

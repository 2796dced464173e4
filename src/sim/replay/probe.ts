// Asks a server by a bare socket, as the recorder did: what comes back to the byte, or how the connection failed.
import { connect } from "node:net";

export type Probe =
  | { readonly kind: "answer"; readonly status: number; readonly head: string; readonly body: string }
  | { readonly kind: "refused" | "reset" | "closed" | "silent" };

/** @param address `host:port`; of the host only the port counts, replays listen on 127.0.0.1 */
export function probe(
  address: string | undefined,
  target: string,
  { method = "GET", body = "", patienceMs = 10_000 }: { method?: string; body?: string; patienceMs?: number } = {},
): Promise<Probe> {
  const port = Number(address?.slice(address.lastIndexOf(":") + 1));
  const length = body === "" ? "" : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let received = Buffer.alloc(0);
    const end = (result: Probe): void => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(patienceMs, () => end({ kind: "silent" }));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      end({ kind: error.code === "ECONNREFUSED" ? "refused" : "reset" });
    });
    socket.on("close", () => end({ kind: "closed" }));
    socket.on("data", (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      const answer = readAnswer(received);
      if (answer !== undefined) end(answer);
    });
    socket.write(`${method} ${target} HTTP/1.1\r\nHost: ${address ?? ""}\r\n${length}\r\n${body}`);
  });
}

/** `undefined` while it is not all there. */
function readAnswer(bytes: Buffer): Probe | undefined {
  const end = bytes.indexOf("\r\n\r\n") + 4;
  if (end < 4) return undefined;
  const head = bytes.toString("latin1", 0, end);
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  if (bytes.length < end + length) return undefined;
  const body = bytes.toString("utf8", end, end + length);
  return { kind: "answer", status: Number(head.split(" ", 2)[1]), head, body };
}

// The server behind all proxies of the bench: it answers a small JSON or 10 MB, as fast as a socket takes them. Own process.
import { createServer } from "node:net";

const SMALL = '{"Version":"2.6.0-SNAPSHOT","GitCommit":"db756dcd"}\n';
const LARGE = Buffer.alloc(10_000_000, '{"name":"get_requests","value":123456},');

function whole(body: string | Buffer): Buffer {
  const head = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(body)]);
}

const small = whole(SMALL);
const large = whole(LARGE);

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  socket.on("data", (bytes) => {
    // Each request comes in one piece; only what follows "GET /" tells them apart.
    socket.write(bytes.toString("latin1", 4, 14).startsWith("/metrics") ? large : small);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.stdout.write(`127.0.0.1:${address.port}\n`);
});

// A peer: httpxy in front of the origin named as its argument, set up as its README says. Own process.
import { Agent, createServer } from "node:http";
import { createProxyServer } from "httpxy";

const [origin = ""] = process.argv.slice(2);
const proxy = createProxyServer({ target: `http://${origin}`, agent: new Agent({ keepAlive: true, maxSockets: 64 }) });
const server = createServer((request, response) => {
  void proxy.web(request, response).catch(() => response.destroy());
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.stdout.write(`127.0.0.1:${address.port}\n`);
});

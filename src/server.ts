// Production entry: reads the arguments, serves the built page and the gateway on one port, and closes on SIGTERM.
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import { BadArguments, JustSay, readArguments, type Arguments } from "#gateway/arguments.ts";
import { isGatewayPath, refuseHost, type Doors } from "#gateway/guard.ts";
import { jsonLog } from "#gateway/log.ts";
import { staticFiles } from "#gateway/static-files.ts";
import { SCENARIOS } from "#sim/scenarios.ts";
import manifest from "../package.json" with { type: "json" };
import { backend } from "./backend.ts";

const CLOSING_MS = 5000;

/** What went wrong, in one plain sentence, and exit code 2. */
function giveUp(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
}

function argumentsOrExit(): Arguments {
  try {
    return readArguments(
      process.argv.slice(2),
      manifest.version,
      SCENARIOS.map(({ name }) => name),
    );
  } catch (error) {
    if (error instanceof JustSay) {
      process.stdout.write(error.message);
      process.exit(0);
    }
    if (error instanceof BadArguments) giveUp(error);
    throw error;
  }
}

/** The host that was asked for; where that means every address of the machine, those addresses. */
function hostsOf(host: string): Set<string> {
  if (host !== "0.0.0.0" && host !== "::") return new Set([host.includes(":") ? `[${host}]` : host.toLowerCase()]);
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return new Set(addresses.map(({ address, family }) => (family === "IPv6" ? `[${address}]` : address)));
}

async function main(): Promise<void> {
  const options = argumentsOrExit();
  const log = jsonLog((line) => process.stderr.write(line), Date.now);
  const page = staticFiles(join(dirname(fileURLToPath(import.meta.url)), "..", "client"));
  let port: number | null = null;
  const doors: Doors = { hosts: hostsOf(options.host), port: () => port };
  const behind = await backend({ source: options.source, doors, log, dataDir: options.dataDir }).catch(giveUp);
  const server = createAdaptorServer({
    fetch: (request) =>
      isGatewayPath(new URL(request.url).pathname)
        ? behind.fetch(request)
        : (refuseHost(request.headers.get("host") ?? undefined, doors) ?? page(request)),
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    const inUse = error.code === "EADDRINUSE";
    giveUp(inUse ? `Port ${options.port} on ${options.host} is in use; choose another with --port.` : error);
  });
  server.listen(options.port, options.host.replace(/^\[|\]$/g, ""), () => {
    // A TCP server's address is an object; only pipes have text.
    const address = server.address() as AddressInfo;
    ({ port } = address);
    const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
    process.stdout.write(`Pegasus Dashboard is ready at http://${host}:${port}/\n`);
  });
  const close = (): void => {
    setTimeout(() => process.exit(0), CLOSING_MS).unref();
    server.close(() => void behind.close().finally(() => process.exit(0)));
    if ("closeIdleConnections" in server) server.closeIdleConnections();
  };
  process.once("SIGTERM", close);
  process.once("SIGINT", close);
}

await main();

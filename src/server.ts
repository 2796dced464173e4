// Production entry: reads the arguments, serves the built page and the gateway on one port, and closes on SIGTERM.
import { networkInterfaces } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readArguments, type Arguments } from "#gateway/arguments.ts";
import { BadArguments, JustSay } from "#gateway/command-line.ts";
import { jsonLog } from "#gateway/log.ts";
import { SCENARIOS } from "#sim/scenarios.ts";
import manifest from "../package.json" with { type: "json" };
import { backend } from "./backend.ts";
import { serve } from "./serve.ts";

const CLOSING_MS = 5000;

/** What went wrong, in one plain sentence, and exit code 2. */
function giveUp(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function argumentsOrExit(): Arguments {
  const scenarios = SCENARIOS.map(({ name }) => name);
  try {
    return readArguments(process.argv.slice(2), manifest.version, scenarios);
  } catch (error) {
    if (error instanceof JustSay) {
      process.stdout.write(error.message);
      process.exit(0);
    }
    if (error instanceof BadArguments) giveUp(error.message);
    throw error;
  }
}

/** The host that was asked for; where that means every address of the machine, those addresses. */
function hostsOf(host: string): Set<string> {
  if (host !== "0.0.0.0" && host !== "::") return new Set([host.includes(":") ? `[${host}]` : host.toLowerCase()]);
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return new Set(addresses.map(({ address, family }) => (family === "IPv6" ? `[${address}]` : address)));
}

function whyNot(error: unknown, { host, port }: Arguments): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return `Port ${port} on ${host} is in use; choose another with --port.`;
  if (code === "EACCES")
    return `Port ${port} on ${host} may not be used by this user; choose one above 1023 with --port.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return `${host} is not an address of this machine; see --host.`;
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<void> {
  const options = argumentsOrExit();
  const log = jsonLog((line) => process.stderr.write(line), Date.now);
  const served = await serve({
    host: options.host,
    port: options.port,
    hosts: hostsOf(options.host),
    page: join(dirname(fileURLToPath(import.meta.url)), "..", "client"),
    backend: (doors) => backend({ source: options.source, doors, log, dataDir: options.dataDir }),
  }).catch((error: unknown) => giveUp(whyNot(error, options)));
  process.stdout.write(`Pegasus Dashboard is ready at ${served.url}\n`);
  const close = (): void => {
    setTimeout(() => process.exit(0), CLOSING_MS).unref();
    void served.close().finally(() => process.exit(0));
  };
  process.once("SIGTERM", close);
  process.once("SIGINT", close);
}

await main();

// Production entry: reads the arguments, serves the built page and the gateway on one port, reads its configuration anew on
// SIGHUP and closes on SIGTERM.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readArguments, type Arguments } from "#gateway/arguments.ts";
import { BadArguments, JustSay } from "#gateway/command-line.ts";
import { LineWriter, jsonLog } from "#gateway/log.ts";
import { hashFromInput } from "#gateway/people/hash-command.ts";
import { SCENARIOS } from "#sim/scenarios.ts";
import manifest from "../package.json" with { type: "json" };
import { backend } from "./backend.ts";
import { reload } from "./reload.ts";
import { serve } from "./serve.ts";

const CLOSING_MS = 5000;

/** What went wrong, in one plain sentence, and exit code 2. */
function giveUp(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function readAll(): Arguments {
  return readArguments(
    process.argv.slice(2),
    manifest.version,
    SCENARIOS.map(({ name }) => name),
  );
}

function argumentsOrExit(): Arguments {
  try {
    return readAll();
  } catch (error) {
    if (error instanceof JustSay) {
      process.stdout.write(error.message);
      process.exit(0);
    }
    if (error instanceof BadArguments) giveUp(error.message);
    throw error;
  }
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
  if (process.argv[2] === "hash-password") return hashPassword();
  const options = argumentsOrExit();
  // What it writes (who changed what, who signed out) is its owner's business alone.
  process.umask(0o077);
  const { access, source, dataDir, history, historySettings: wishes, webhook } = options;
  const lines = new LineWriter((text) => process.stderr.write(text));
  process.on("exit", () => lines.flush());
  const log = jsonLog((line) => lines.write(line), Date.now);
  const served = await serve({
    host: options.host,
    port: options.port,
    access,
    page: join(dirname(fileURLToPath(import.meta.url)), "..", "client"),
    backend: (doors) =>
      backend({ source, doors, access, log, dataDir, history: { background: history, wishes, webhook } }),
  }).catch((error: unknown) => giveUp(whyNot(error, options)));
  process.stdout.write(`Pegasus Dashboard is ready at ${served.url}\n`);
  let current = options;
  // Without a file it keeps its other meaning: the terminal is gone.
  if (options.configFile !== null) {
    process.on("SIGHUP", () => {
      current = reload({ current, read: readAll, served, log });
    });
  }
  const close = (): void => {
    setTimeout(() => process.exit(0), CLOSING_MS).unref();
    void served.close().finally(() => process.exit(0));
  };
  process.once("SIGTERM", close);
  process.once("SIGINT", close);
}

async function hashPassword(): Promise<void> {
  if (process.argv.length > 3) giveUp("hash-password takes no options: it reads the password from standard input.");
  const hash = await hashFromInput(process.stdin).catch((error: unknown) =>
    giveUp(error instanceof Error ? error.message : String(error)),
  );
  process.stdout.write(`${hash}\n`);
}

await main();

/** What `npm run dev` and `npm run preview` share: the way of the options to Vite, and the end. */
import { parseArgs } from "node:util";

interface Listen {
  readonly host?: string;
  readonly port?: number;
  readonly strictPort?: true;
}

/**
 * Hands the options to vite.config.ts, which has no command line of its own, as JSON in PEGASUS_DASHBOARD_ARGS, and returns what
 * Vite itself must know of them: where to listen. The config says where when they do not.
 */
export function passOptions(words: readonly string[], env: Record<string, string | undefined>): Listen {
  env["PEGASUS_DASHBOARD_ARGS"] = JSON.stringify(words);
  const { host, port } = parseArgs({
    args: [...words],
    options: { host: { type: "string" }, port: { type: "string" } },
    // The other options are not Vite's; the gateway's reader of arguments judges all of them.
    strict: false,
  }).values;
  return {
    ...(typeof host === "string" && { host }),
    ...(typeof port === "string" && { port: Number(port), strictPort: true }),
  };
}

/** Ctrl-C and SIGTERM close the server and end with 0; what its plugins started ends with it. */
export function closeOnSignal(close: () => Promise<void>): void {
  const end = (): void => {
    // Vite listens to SIGTERM too, and would end with 143.
    process.exitCode = 0;
    void close().finally(() => process.exit());
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
}

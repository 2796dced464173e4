/** What `npm run dev` and `npm run preview` share: the way of the options to vite.config.ts, and the end. */

/** Hands the options to vite.config.ts, which has no command line of its own: JSON, as an array of strings. */
export function passOptions(): void {
  process.env["PEGASUS_DASHBOARD_ARGS"] = JSON.stringify(process.argv.slice(2));
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

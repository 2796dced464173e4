// The page, and in development and preview the gateway before it: the same code as in production.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import react from "@vitejs/plugin-react";
import { getRequestListener } from "@hono/node-server";
import { defineConfig, type Plugin } from "vite";
import type * as BackendModule from "./src/backend.ts";
import type * as ArgumentsModule from "./src/gateway/arguments.ts";
import type * as FrontDoorsModule from "./src/gateway/front-doors.ts";
import type * as GuardModule from "./src/gateway/guard.ts";
import type * as LogModule from "./src/gateway/log.ts";
import type * as ScenariosModule from "./src/sim/scenarios.ts";

interface Host {
  readonly httpServer: {
    address(): AddressInfo | string | null;
    on(event: "close", listener: () => void): unknown;
  } | null;
  readonly middlewares: { use(handler: Handler): unknown };
}
type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Vite bundles this file without knowing `#…`; what is loaded by a computed name goes through Node (and tsx) itself. */
async function load<T>(path: string): Promise<T> {
  // The caller names the module whose type it states.
  return (await import(new URL(path, import.meta.url).href)) as T;
}

function gatewayPlugin(): Plugin {
  const mount = async ({ httpServer, middlewares }: Host): Promise<void> => {
    const { backend } = await load<typeof BackendModule>("./src/backend.ts");
    const { readArguments } = await load<typeof ArgumentsModule>("./src/gateway/arguments.ts");
    const { isGatewayPath, refuseHost } = await load<typeof GuardModule>("./src/gateway/guard.ts");
    const { jsonLog } = await load<typeof LogModule>("./src/gateway/log.ts");
    const { SCENARIOS } = await load<typeof ScenariosModule>("./src/sim/scenarios.ts");
    // scripts/options.ts puts the words after `--` there, as a JSON list.
    const words = JSON.parse(process.env["PEGASUS_DASHBOARD_ARGS"] ?? "[]") as string[];
    const { FrontDoors } = await load<typeof FrontDoorsModule>("./src/gateway/front-doors.ts");
    const { source, dataDir, access, host, history, historySettings, webhook } = readArguments(
      words,
      "dev",
      SCENARIOS.map(({ name }) => name),
    );
    const port = (): number | null => {
      const address = httpServer?.address();
      return typeof address === "object" && address !== null ? address.port : null;
    };
    const doors = new FrontDoors(host, access, port);
    const log = jsonLog((line) => process.stderr.write(line), Date.now);
    const behind = await backend({
      source,
      doors,
      access,
      log,
      dataDir,
      history: { background: history, wishes: historySettings, webhook },
    });
    httpServer?.on("close", () => void behind.close());
    const listener = getRequestListener((request, { incoming }) =>
      behind.fetch(request, incoming.socket.remoteAddress ?? null),
    );
    middlewares.use((request, response, next) => {
      const { pathname } = new URL(request.url ?? "/", "http://localhost");
      if (isGatewayPath(pathname)) void listener(request, response);
      else if (refuseHost(request.headers.host, doors) === null) next();
      else
        response
          .writeHead(421, { "content-type": "text/plain" })
          .end("This dashboard does not answer to that host name.\n");
    });
  };
  return { name: "pegasus-gateway", configureServer: mount, configurePreviewServer: mount };
}

export default defineConfig({
  plugins: [react(), gatewayPlugin()],
  // Our own guard, mounted before, refuses strange host names with 421 as production does.
  server: { host: "127.0.0.1", port: 5173, allowedHosts: true },
  preview: { host: "127.0.0.1", port: 4173, allowedHosts: true },
  build: { outDir: "dist/client", manifest: true, target: "es2022" },
  // Workers load what they need only sometimes by import(); all else comes with one request, before the first row is seen.
  worker: {
    format: "es",
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "worker", tags: ["$initial"] }] } } },
  },
});

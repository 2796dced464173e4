// The built page and the gateway on one port: what the server program and the browser tests listen with.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { isGatewayPath, refuseHost, type Doors } from "#gateway/guard.ts";
import { staticFiles } from "#gateway/static-files.ts";
import type { Backend } from "./backend.ts";

const GRACE_MS = 4000;

export interface ServeOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** The names it may be called by, beside loopback. */
  readonly hosts: ReadonlySet<string>;
  /** Where the built page lies. */
  readonly page: string;
  /** How long closing waits for what is in flight; 4 s unless told. */
  readonly graceMs?: number;
  /** Makes what is behind `/api`; it is told by which doors people come in. */
  readonly backend: (doors: Doors) => Promise<Backend>;
}

export interface Served {
  /** `http://HOST:PORT/` */
  readonly url: string;
  readonly backend: Backend;
  /** Takes no new connections, finishes what is in flight, then closes what is behind. */
  close(): Promise<void>;
}

/** @throws what the backend throws, and the listening error (EADDRINUSE …). */
export async function serve(options: ServeOptions): Promise<Served> {
  let port: number | null = null;
  const doors: Doors = { hosts: options.hosts, port: () => port };
  const page = staticFiles(options.page);
  const behind = await options.backend(doors);
  const listener = getRequestListener((request) =>
    isGatewayPath(new URL(request.url).pathname)
      ? behind.fetch(request)
      : (refuseHost(request.headers.get("host") ?? undefined, doors) ?? page(request)),
  );
  const server = createServer((request, response) => void listener(request, response));
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(options.port, options.host.replace(/^\[|\]$/g, ""), resolve);
    });
  } catch (error) {
    await behind.close();
    throw error;
  }
  // A TCP server's address is an object; only pipes have text.
  const address = server.address() as AddressInfo;
  ({ port } = address);
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${host}:${port}/`,
    backend: behind,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      // A page that is still open goes on asking on its kept connections: they get what is in flight, and no more.
      const late = setTimeout(() => server.closeAllConnections(), options.graceMs ?? GRACE_MS);
      server.keepAliveTimeout = 1;
      server.closeIdleConnections();
      await closed;
      clearTimeout(late);
      await behind.close();
    },
  };
}

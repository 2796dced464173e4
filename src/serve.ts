// The built page and the gateway on one port: what the server program and the browser tests listen with.
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { isGatewayPath, refuseHost, type Doors } from "#gateway/guard.ts";
import { staticFiles } from "#gateway/static-files.ts";
import type { Backend } from "./backend.ts";

export interface ServeOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** The names it may be called by, beside loopback. */
  readonly hosts: ReadonlySet<string>;
  /** Where the built page lies. */
  readonly page: string;
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
  const server = createAdaptorServer({
    fetch: (request) =>
      isGatewayPath(new URL(request.url).pathname)
        ? behind.fetch(request)
        : (refuseHost(request.headers.get("host") ?? undefined, doors) ?? page(request)),
  });
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
      if ("closeIdleConnections" in server) server.closeIdleConnections();
      await closed;
      await behind.close();
    },
  };
}

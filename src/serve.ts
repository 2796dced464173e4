// The built page and the gateway on one port: what the server program and the browser tests listen with.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { OPEN, type AccessSettings } from "#gateway/access.ts";
import { FrontDoors } from "#gateway/front-doors.ts";
import { calledHost, isGatewayPath, refuseHost } from "#gateway/guard.ts";
import { staticFiles } from "#gateway/static-files.ts";
import type { Backend } from "./backend.ts";

const SECOND = 1000;
const KiB = 1024;
const GRACE_MS = 4 * SECOND;

/** What one connection may take: a browser needs far less, and whoever dawdles is not one. */
const LIMITS = {
  maxHeaderSize: 16 * KiB,
  headersTimeout: 10 * SECOND,
  requestTimeout: 30 * SECOND,
  /** Longer than proxies in front keep theirs, so that none of them sends into a connection that is being closed. */
  keepAliveTimeout: 75 * SECOND,
  connectionsCheckingInterval: SECOND,
  /** What comes twice is no better than what comes once: nobody picks the one that suits. */
  joinDuplicateHeaders: true,
} as const;
const MOST_HEADERS = 100;

export interface ServeOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** The names it may be called by, beside loopback and `host`; open to everybody unless told. */
  readonly access?: AccessSettings;
  /** Where the built page lies. */
  readonly page: string;
  /** How long closing waits for what is in flight; 4 s unless told. */
  readonly graceMs?: number;
  /** Makes what is behind `/api`; it is told by which doors people come in. */
  readonly backend: (doors: FrontDoors) => Promise<Backend>;
}

export interface Served {
  /** `http://HOST:PORT/` */
  readonly url: string;
  readonly backend: Backend;
  readonly doors: FrontDoors;
  /** Takes no new connections, finishes what is in flight, then closes what is behind. */
  close(): Promise<void>;
}

/** @throws what the backend throws, and the listening error (EADDRINUSE …). */
export async function serve(options: ServeOptions): Promise<Served> {
  let port: number | null = null;
  const doors = new FrontDoors(options.host, options.access ?? OPEN, () => port);
  const page = staticFiles(options.page);
  const behind = await options.backend(doors);
  const listener = getRequestListener((request, { incoming }) => {
    const peer = incoming.socket.remoteAddress ?? null;
    const refusal = refuseHost(calledHost(incoming), doors);
    if (refusal === null && isGatewayPath(new URL(request.url).pathname)) return behind.fetch(request, peer);
    return behind.note(request, peer, refusal ?? page(request));
  });
  const server = createServer({ ...LIMITS }, (request: IncomingMessage, response: ServerResponse) => {
    if (!behind.answer(request, response)) void listener(request, response);
  });
  server.maxHeadersCount = MOST_HEADERS;
  try {
    await listen(server, options.port, options.host.replace(/^\[|\]$/g, ""));
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
    doors,
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

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

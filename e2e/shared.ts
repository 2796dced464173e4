// Tests that only read share a dashboard: each worker starts one when the first of them needs it.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test as base, expect as hasty } from "@playwright/test";
import type { Source } from "#gateway/arguments.ts";
import { openDashboard, type Dashboard } from "./dashboard.ts";

/** A dashboard over one server that gives the same bytes to every question. */
interface Parrot {
  /** The explorer, asking it for `/metrics`. */
  readonly url: string;
  says(body: Uint8Array | string): void;
}

interface Shared {
  source: Source;
  /** Where the parrot listens. */
  host: string;
  dashboard: Dashboard;
  parrot: Parrot;
}

export const test = base.extend<object, Shared>({
  source: [
    { kind: "demo", scenario: "healthy" },
    { scope: "worker", option: true },
  ],
  host: ["127.0.0.1", { scope: "worker", option: true }],
  dashboard: [
    async ({ source }, provide) => {
      const dashboard = await openDashboard({ source, timeScale: undefined, limits: undefined });
      await provide(dashboard);
      await dashboard.close();
    },
    { scope: "worker" },
  ],
  parrot: [
    async ({ host }, provide) => {
      let body: Uint8Array | string = "";
      const server = createServer((_, response) => {
        response.writeHead(200, { "content-type": "text/plain" }).end(body);
      });
      await new Promise<void>((resolve) => {
        server.listen(0, host, resolve);
      });
      const address = `${host}:${(server.address() as AddressInfo).port}`;
      const cluster = {
        name: "default",
        title: "default",
        environment: null,
        metas: [address],
        writes: false,
        kind: "real",
      } as const;
      const dashboard = await openDashboard({
        source: { kind: "real", clusters: [cluster] },
        timeScale: undefined,
        limits: undefined,
      });
      await provide({
        url: `${dashboard.url}/c/default/explorer?server=${encodeURIComponent(address)}&path=/metrics`,
        says: (next) => {
          body = next;
        },
      });
      await dashboard.close();
      server.close();
      server.closeAllConnections();
    },
    { scope: "worker" },
  ],
});

/** Answers are waited for on a machine that others use, too. */
export const expect = hasty.configure({ timeout: 20_000 });

// Each browser test owns a dashboard: the built page, the gateway and a cluster of its own, on free ports.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { backend, type Backend, type BackendOptions } from "#backend.ts";
import { OPEN, type AccessSettings } from "#gateway/access.ts";
import type { Source } from "#gateway/arguments.ts";
import type { Clock } from "#gateway/clock.ts";
import type { HistoryWanted } from "#gateway/history/open-history.ts";
import { silentLog } from "#gateway/log.ts";
import type { Limits } from "#gateway/upstream.ts";
import { serve } from "#serve.ts";

export interface Dashboard {
  /** Without a trailing slash. */
  readonly url: string;
  readonly backend: Backend;
}

interface Options {
  source: Source;
  timeScale: number | undefined;
  limits: Limits | undefined;
  access: AccessSettings;
}

interface Memory {
  /** Nothing is remembered unless told. */
  readonly history?: HistoryWanted;
  readonly clock?: Clock;
}

interface Fixtures {
  dashboard: Dashboard;
  /** Messages of the browser's console that nobody wants to see, and requests that left for another host. */
  complaints: string[];
}

const HEALTHY: Source = { kind: "demo", scenario: "healthy" };

export function recording(name: string, at: string | null = null): Source {
  const file = join(import.meta.dirname, "recordings", `${name}.har.gz`);
  return { kind: "replay", files: [file], at: at === null ? null : Date.parse(at), speed: 1 };
}

/** The built page over `source`, with a data folder of its own, on a free port. */
export async function openDashboard({
  source,
  timeScale,
  limits,
  access = OPEN,
  ...memory
}: Omit<Options, "access"> & Partial<Options> & Memory): Promise<Dashboard & { close(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), "pegasus-e2e-"));
  const options = (doors: BackendOptions["doors"]): BackendOptions => ({
    source,
    doors,
    access,
    dataDir,
    log: silentLog,
    ...memory,
    ...(timeScale === undefined ? {} : { timeScale }),
    ...(limits === undefined ? {} : { limits }),
  });
  const served = await serve({
    host: "127.0.0.1",
    port: 0,
    access,
    graceMs: 500,
    page: join(import.meta.dirname, "..", "dist", "client"),
    backend: (doors) => backend(options(doors)),
  });
  return {
    url: served.url.replace(/\/$/, ""),
    backend: served.backend,
    close: async () => {
      await served.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export const test = base.extend<Options & Fixtures>({
  source: [HEALTHY, { option: true }],
  timeScale: [undefined, { option: true }],
  limits: [undefined, { option: true }],
  access: [OPEN, { option: true }],
  dashboard: async ({ source, timeScale, limits, access }, provide) => {
    const dashboard = await openDashboard({ source, timeScale, limits, access });
    await provide(dashboard);
    await dashboard.close();
  },
  complaints: async ({ page, dashboard }, provide) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
    page.on("console", (message) => {
      // The browser itself logs every answer that is not 2xx; those that are wrong show on the page.
      const ordinary = message.text().startsWith("Failed to load resource");
      if ((message.type() === "error" || message.type() === "warning") && !ordinary)
        complaints.push(`console: ${message.text()}`);
    });
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(`${dashboard.url}/`) && !url.startsWith("data:") && !url.startsWith("blob:"))
        complaints.push(`request to ${url}`);
    });
    await provide(complaints);
  },
});

/** The simulated cluster behind a demo. */
export function simulated(dashboard: Dashboard) {
  const cluster = dashboard.backend.simulated;
  if (cluster === null) throw new Error("this dashboard is not on the simulated cluster");
  return cluster;
}

/** Every page of a cluster, with its heading and, where the contract names one, its table. */
export function pagesOf(cluster: string, app: string, server: string) {
  const root = `/c/${cluster}`;
  return [
    { name: "Cluster", path: root, heading: "Cluster", table: "Servers" },
    { name: "Apps", path: `${root}/apps`, heading: "Apps", table: "Apps" },
    { name: "App", path: `${root}/apps/${app}`, heading: app, table: "Partitions" },
    { name: "Nodes", path: `${root}/nodes`, heading: "Nodes", table: "Nodes" },
    { name: "Node", path: `${root}/nodes/${encodeURIComponent(server)}`, heading: server, table: "Replicas" },
    { name: "Balance", path: `${root}/balance`, heading: "Balance", table: "Balance" },
    {
      name: "Key",
      path: `${root}/key?app=${app}&hash=user1&sort=a`,
      heading: "Where does this key live?",
      table: null,
    },
    { name: "Metrics", path: `${root}/metrics`, heading: "Metrics", table: null },
    { name: "Hot partitions", path: `${root}/hot`, heading: "Hot partitions", table: "Top partitions" },
    { name: "Events", path: `${root}/events`, heading: "Events", table: null },
    { name: "Config", path: `${root}/config`, heading: "Config", table: "Configs" },
    { name: "Profiles", path: `${root}/profiles`, heading: "Profiles", table: null },
    { name: "Snapshot", path: `${root}/snapshot`, heading: "Snapshot", table: null },
    { name: "Backup", path: `${root}/backup`, heading: "Backup", table: "Backup policies" },
    { name: "Audit", path: `${root}/audit`, heading: "Audit", table: null },
    {
      name: "Explorer",
      path: `${root}/explorer?server=leader&path=/meta/apps&q=detail`,
      heading: "Explorer",
      table: null,
    },
  ] as const;
}

export async function expectHeading(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
}

export { expect };

// A gateway as a browser meets it, for tests: over given metas, with the headers that the page would send.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { INTENT, INTENT_HEADER } from "#api/changes.ts";
import type { AccessSettings } from "../access.ts";
import { Audit } from "../audit.ts";
import { gateway, type Gateway, type GatewayOptions } from "../gateway.ts";
import type { ReplayControl } from "../clusters.ts";
import { openHistory, type HistoryWanted } from "../history/open-history.ts";
import { silentLog } from "../log.ts";
import { systemResolve } from "../names.ts";
import type { ClusterSettings } from "../settings.ts";
import { TestClock } from "./clock.ts";

export interface Dashboard {
  readonly clock: TestClock;
  /** The open one, for tests to break. */
  readonly audit: Audit | null;
  /** `path` begins with a slash; the cluster is called `c`. */
  readonly get: (path: string, headers?: Readonly<Record<string, string>>, peer?: string) => Promise<Response>;
  /** As the page sends a change, with intent and origin; `headers` can spoil them. */
  readonly post: (
    path: string,
    body?: string,
    headers?: Readonly<Record<string, string>>,
    peer?: string,
  ) => Promise<Response>;
  readonly fetch: Gateway["fetch"];
  /** As the reading of a new configuration does; the cluster stays. */
  readonly change: (access: AccessSettings) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface DashboardOptions extends Partial<
  Pick<GatewayOptions, "resolve" | "limits" | "log" | "access" | "vault">
> {
  readonly metas: readonly string[];
  readonly settings?: Partial<ClusterSettings>;
  readonly clock?: TestClock;
  /** Whether there is an audit log, in a folder of its own, so that changes are allowed. */
  readonly audited?: boolean;
  readonly replay?: ReplayControl;
  /** In a folder that the test has made; null: there is none. */
  readonly history?: HistoryWanted & { readonly place: string | null };
}

export const ORIGIN = "http://localhost:8080";
/** The routes of the one cluster. */
export const C = "/api/clusters/c";

export function openDashboard(options: DashboardOptions): Dashboard {
  const { metas, clock = new TestClock(), resolve = systemResolve, log = silentLog } = options;
  const { limits, access, vault, history } = options;
  const folder = options.audited === true ? mkdtempSync(join(tmpdir(), "pegasus-audit-")) : null;
  const audit = folder === null ? null : new Audit(folder);
  const settings: ClusterSettings = {
    name: "c",
    title: "Cluster C",
    environment: null,
    metas,
    writes: true,
    kind: "demo",
    ...options.settings,
  };
  const clusters = [{ settings, ...(options.replay === undefined ? {} : { replay: options.replay }) }];
  const handler = gateway({
    clusters,
    clock,
    resolve,
    doors: { hosts: new Set(["dash.example"]), port: () => 8080 },
    audit,
    log,
    ...(limits === undefined ? {} : { limits }),
    ...(access === undefined ? {} : { access }),
    ...(vault === undefined ? {} : { vault }),
    ...(history === undefined ? {} : { history: openHistory(history, history.place, clock, log) }),
  });
  const request = (path: string, init: RequestInit, peer: string | undefined): Promise<Response> =>
    handler.fetch(new Request(`${ORIGIN}${path}`, init), peer);
  return {
    clock,
    audit,
    fetch: (sent, peer) => handler.fetch(sent, peer),
    change: (next) => handler.change({ clusters, access: next }),
    get: (path, headers = {}, peer) => request(path, { headers: { host: "localhost:8080", ...headers } }, peer),
    post: (path, body, headers = {}, peer) =>
      request(
        path,
        {
          method: "POST",
          headers: { host: "localhost:8080", origin: ORIGIN, [INTENT_HEADER]: INTENT, ...headers },
          ...(body === undefined ? {} : { body }),
        },
        peer,
      ),
    close: async () => {
      await handler.close();
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The kind and the sentence of an answer by which the gateway refuses or fails. */
export async function failureIn(response: Response): Promise<{ status: number; kind: string; message: string }> {
  // The shape is the contract that these tests hold the gateway to.
  const { error } = (await response.json()) as { error: { kind: string; message: string } };
  return { status: response.status, kind: error.kind, message: error.message };
}

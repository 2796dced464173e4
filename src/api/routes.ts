// Where the gateway's routes are, for the page and the gateway alike. `target` is a Pegasus path with its query, as `/meta/apps?detail`.

import type { FleetRole } from "./fleet.ts";

export const SESSION = "/api/session";
export const CLUSTERS = "/api/clusters";

export function clusterRoute(
  cluster: string,
  rest: "servers" | "load" | "config" | "reveal" | "audit" | "replay" | "events" | "history" | "history/disks",
): string {
  return `${CLUSTERS}/${encodeURIComponent(cluster)}/${rest}`;
}

/** Step by step, whether the configured meta `address` can be reached; see diagnose.ts. */
export function diagnoseRoute(address: string): string {
  return `/api/diagnose?address=${encodeURIComponent(address)}`;
}

/** The answers of every server of a role to `target`. */
export function fleetRoute(cluster: string, role: FleetRole, target: string): string {
  return `${CLUSTERS}/${encodeURIComponent(cluster)}/fleet/${role}${target}`;
}

/** The primary meta's answer to `target`. */
export function leaderRoute(cluster: string, target: string): string {
  return `${CLUSTERS}/${encodeURIComponent(cluster)}/leader${target}`;
}

/** One server's own answer to `target`. */
export function serverRoute(cluster: string, server: string, target: string): string {
  return `${CLUSTERS}/${encodeURIComponent(cluster)}/servers/${encodeURIComponent(server)}${target}`;
}

/** Response headers of the proxy routes. */
export const HEADER = {
  /** Who answered. */
  server: "x-pegasus-server",
  /** `server status` of each one before it, comma-separated. */
  hops: "x-pegasus-hops",
  /** How long Pegasus took, ms. */
  ms: "x-pegasus-ms",
  /** How old the answer is, ms: an answer that an earlier asker got may be served. */
  age: "x-pegasus-age",
  /** Of every answer of the gateway; its log has the same. */
  id: "x-request-id",
} as const;

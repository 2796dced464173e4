/** One watched cluster, as configured. */
export interface ClusterSettings {
  /** `[a-z0-9-]+`, as in URLs. */
  readonly name: string;
  readonly title: string;
  readonly environment: "development" | "staging" | "production" | null;
  /** `host:port` of the meta servers, the root of trust. */
  readonly metas: readonly string[];
  readonly writes: boolean;
  /** Why changes are refused, for people; given where `writes` is false. */
  readonly writesRefused?: string;
  readonly kind: "real" | "demo" | "replay";
  readonly scenario?: string;
  /** Where to reach an address that the cluster names differently: `host:port` as it says, `host:port` as it is from here. */
  readonly resolve?: Readonly<Record<string, string>>;
  /** Hosts, addresses and CIDRs outside of which nobody is contacted, whatever the cluster says; see AddressList. */
  readonly members?: readonly string[];
  /** A Prometheus that has this cluster's history. */
  readonly prometheus?: string;
}

/** What a cluster is called where nothing else was said. */
export const CLUSTER_NAME = /^[a-z0-9-]{1,64}$/;

/** Splits `host:port`; IPv6 in brackets. Null when it is neither. */
export function readAddress(text: string): { host: string; port: number } | null {
  const match = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):(\d{1,5})$/.exec(text);
  if (match === null) return null;
  const [, host = "", digits = ""] = match;
  const port = Number(digits);
  return port >= 1 && port <= 65535 ? { host, port } : null;
}

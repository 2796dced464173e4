// The navigation and the keys to what it leads to: one list.
import { paths } from "../paths.ts";

export interface Destination {
  readonly label: string;
  readonly to: (cluster: string) => string;
  /** Only its own page counts as being there; otherwise those below it do, too. */
  readonly exact: boolean;
}

export const DESTINATIONS: readonly Destination[] = [
  { label: "Cluster", to: paths.cluster, exact: true },
  { label: "Apps", to: paths.apps, exact: false },
  { label: "Nodes", to: paths.nodes, exact: false },
  { label: "Balance", to: paths.balance, exact: false },
  { label: "Metrics", to: (cluster) => paths.metrics(cluster), exact: false },
  { label: "Hot partitions", to: paths.hot, exact: false },
  { label: "Events", to: paths.events, exact: false },
  { label: "Config", to: (cluster) => paths.config(cluster), exact: false },
  { label: "Backup", to: paths.backup, exact: false },
  { label: "Audit", to: paths.audit, exact: false },
  { label: "Explorer", to: (cluster) => paths.explorer(cluster), exact: false },
  { label: "Profiles", to: paths.profiles, exact: false },
  { label: "Snapshot", to: paths.snapshot, exact: false },
];

/** The page of another cluster that is to it what `pathname` is to this one: an app or a server of the one is none of the other. */
export function samePage(pathname: string, cluster: string, other: string): string {
  const isHere = ({ to }: Destination): boolean => {
    const path = to(cluster).replace(/\?.*$/, "");
    return pathname === path || pathname.startsWith(`${path}/`);
  };
  // The cluster's own page is a part of every address: whoever comes last fits best.
  return (DESTINATIONS.findLast(isHere)?.to ?? paths.cluster)(other);
}

// The column at the left; on narrow screens a bar at the top that opens.
import { useState } from "react";
import { Link, NavLink, useLocation, useNavigate } from "react-router";
import type { ClusterEntry } from "#api/clusters.ts";
import { Icon } from "../parts/Icon.tsx";
import { paths } from "../paths.ts";
import { ClusterMark } from "./ClusterMark.tsx";
import { LeaderLine } from "./LeaderLine.tsx";
import { DESTINATIONS, samePage } from "./navigation.ts";
import { RefreshPicker } from "./RefreshPicker.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import { UserLine } from "./UserLine.tsx";

interface Properties {
  readonly cluster: string;
  /** Null until the list of clusters is there. */
  readonly clusters: readonly ClusterEntry[] | null;
  /** Whether the roster is there. */
  readonly rosterKnown: boolean;
}

export function Sidebar({ cluster, clusters, rosterKnown }: Properties) {
  const { pathname } = useLocation();
  // Open for the page that it was opened on: it closes by going somewhere.
  const [openOn, setOpenOn] = useState<string | null>(null);
  const open = openOn === pathname;
  const entry = clusters?.find(({ name }) => name === cluster);
  return (
    <header className="sidebar" data-open={open} data-environment={entry?.environment ?? "none"}>
      <div className="sidebar-top">
        <button
          type="button"
          className="icon-button sidebar-toggle"
          aria-label={open ? "Close navigation" : "Open navigation"}
          aria-expanded={open}
          aria-controls="navigation"
          onClick={() => setOpenOn(open ? null : pathname)}
        >
          <Icon name={open ? "close" : "menu"} size={16} />
        </button>
        <Link className="brand" to={paths.home()}>
          Pegasus Dashboard
        </Link>
        <Switcher cluster={cluster} clusters={clusters} />
        {entry !== undefined && <ClusterMark entry={entry} />}
      </div>
      <div className="sidebar-rest" id="navigation">
        <nav aria-label="Pages">
          <ul>
            {DESTINATIONS.map(({ label, to, exact }) => (
              <li key={label}>
                <NavLink to={to(cluster)} end={exact}>
                  {label}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className="sidebar-foot">
          <LeaderLine cluster={cluster} known={rosterKnown} />
          <UserLine />
          <div className="sidebar-controls">
            <RefreshPicker cluster={cluster} />
            <ThemeSwitch />
          </div>
        </div>
      </div>
    </header>
  );
}

function Switcher({
  cluster,
  clusters,
}: {
  readonly cluster: string;
  readonly clusters: readonly ClusterEntry[] | null;
}) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const entry = clusters?.find(({ name }) => name === cluster);
  if (clusters === null || clusters.length < 2 || entry === undefined) {
    const title = entry?.title ?? cluster;
    return (
      <span className="cluster-title" title={title}>
        {title}
      </span>
    );
  }
  return (
    <select
      className="cluster-switcher"
      aria-label="Cluster"
      value={cluster}
      onChange={(event) => void navigate(samePage(pathname, cluster, event.currentTarget.value))}
    >
      {clusters.map(({ name, title, environment }) => (
        <option key={name} value={name}>
          {environment === null ? title : `${title} · ${environment}`}
        </option>
      ))}
    </select>
  );
}

// What is known of a server: what it is, which build it runs, since when, and what it uses.
import type { ReactNode } from "react";
import type { RosterEntry } from "#api/clusters.ts";
import { formatCount, formatMib, formatPercent, formatServerTime, NONE } from "../../format.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { serverState } from "../../parts/server-state.ts";
import { useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { FIGURE_METRICS, FIGURE_TYPES, serverFigures, type Disk } from "./server-figures.ts";

interface Properties {
  readonly cluster: string;
  readonly entry: RosterEntry;
}

export function Facts({ cluster, entry }: Properties) {
  const { server } = entry;
  const version = useLiveOptional(queries.version(cluster, server));
  const start = useLiveOptional(queries.startTime(cluster, server));
  const metrics = useLiveOptional(queries.serverMetrics(cluster, server, FIGURE_TYPES, FIGURE_METRICS));
  const figures = metrics.live === null ? null : serverFigures(metrics.live.data);
  const state = serverState(entry);
  const silent = [version, start, metrics].find(({ live, failure }) => live === null && failure !== null)?.failure;
  return (
    <>
      <div className="facts-side-by-side">
        <dl className="facts">
          <dt>Role</dt>
          <dd>
            {entry.role === "replica" ? "replica server" : entry.role === "meta" ? "meta server" : "collector"}
            {entry.leader ? ", leads" : ""}
          </dd>
          <dt>State</dt>
          <dd>
            <HealthBadge severity={state.severity}>{state.word}</HealthBadge>
          </dd>
          <dt>Version</dt>
          <dd>{orNone(version.live?.data.Version)}</dd>
          <dt>Commit</dt>
          <dd>
            <code>{orNone(version.live?.data.GitCommit)}</code>
          </dd>
          <dt>Started</dt>
          <dd>{start.live === null ? NONE : `${formatServerTime(start.live.data.RecentStartTime)} server time`}</dd>
          <dt>Memory</dt>
          <dd>{memory(entry, figures?.residentMb ?? null)}</dd>
          <dt>Sessions</dt>
          <dd>
            {figures === null || figures.sessions === null ? NONE : `${formatCount(figures.sessions)} open connections`}
          </dd>
        </dl>
        <dl className="facts">
          {figures?.disks.map((disk) => (
            <DiskFact key={disk.tag} disk={disk} />
          ))}
        </dl>
      </div>
      {silent !== undefined && silent !== null && (
        <p className="facts-missing">
          <HealthBadge severity="warning">Not all could be asked</HealthBadge> {silent.message}
        </p>
      )}
    </>
  );
}

function orNone(text: string | undefined): string {
  return text === undefined || text === "" ? NONE : text;
}

function memory(entry: RosterEntry, residentMb: number | null): ReactNode {
  if (residentMb !== null) return `${formatMib(residentMb)} resident`;
  if (entry.role === "meta" && !entry.leader) return <span title="Standby metas do not measure it">{NONE}</span>;
  return NONE;
}

function DiskFact({ disk }: { readonly disk: Disk }) {
  const used = disk.totalMb - disk.availableMb;
  const ratio = disk.totalMb === 0 ? Number.NaN : used / disk.totalMb;
  return (
    <>
      <dt>Disk {disk.tag}</dt>
      <dd>
        {formatMib(used)} of {formatMib(disk.totalMb)} used ({formatPercent(ratio)}) <code>{disk.directory}</code>
      </dd>
    </>
  );
}

// What is known of a server: what it is, which build it runs, since when, and what it uses.
import type { ReactNode } from "react";
import type { RosterEntry } from "#api/clusters.ts";
import type { NodeLoad } from "#api/load.ts";
import { diskBalance } from "#pegasus/disk-balance.ts";
import {
  formatCount,
  formatMib,
  formatNs,
  formatPercent,
  formatServerTime,
  formatShort,
  formatTime,
  NONE,
} from "../../format.ts";
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
  const load = useLiveOptional(queries.load(cluster), entry.role === "replica").live?.data.nodes[server] ?? null;
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
          {load !== null && <LoadFacts load={load} />}
          <dt>Sessions</dt>
          <dd>
            {figures === null || figures.sessions === null ? NONE : `${formatCount(figures.sessions)} open connections`}
          </dd>
        </dl>
        <dl className="facts">
          {figures?.disks.map((disk) => (
            <DiskFact key={disk.tag} disk={disk} />
          ))}
          {figures !== null && figures.disks.length > 0 && (
            <>
              <dt>Disk balance</dt>
              <dd>{balanceWords(figures.disks)}</dd>
            </>
          )}
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

function LoadFacts({ load }: { readonly load: NodeLoad }) {
  const say = (value: number | null, format: (value: number) => string): string =>
    value === null ? NONE : format(value);
  return (
    <>
      <dt>Reads</dt>
      <dd>
        {say(load.readQps, formatShort)}/s, p99 {say(load.readP99Ns, formatNs)}
      </dd>
      <dt>Writes</dt>
      <dd>
        {say(load.writeQps, formatShort)}/s, p99 {say(load.writeP99Ns, formatNs)}
      </dd>
      <dt>Last answer</dt>
      <dd>
        {load.answeredAt === undefined ? "none since somebody looks" : formatTime(load.answeredAt)}
        {load.failure !== null && <HealthBadge severity="warning">{load.failure}</HealthBadge>}
      </dd>
    </>
  );
}

/** What the disk balancer of the admin tool would do (reference 6.6). */
function balanceWords(disks: readonly Disk[]): string {
  const balance = diskBalance(disks);
  switch (balance.kind) {
    case "one disk":
      return "one disk: nothing to balance";
    case "roomy":
      return `no need: the fullest is below 10 % (${balance.averagePercent} % on average)`;
    case "balanced":
      return `even (${balance.averagePercent} % on average)`;
    case "uneven":
      return `uneven: ${formatMib(balance.moveMb)} could move from ${balance.from} to ${balance.to} (disk balancer of admin-cli)`;
  }
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

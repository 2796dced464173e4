// An app at a glance: health, load, storage, and what is unusual about it.
import type { AppDetail } from "#pegasus/answers/app.ts";
import { tableHealth } from "#pegasus/health.ts";
import { scenarioOf } from "#pegasus/usage-scenario.ts";
import {
  formatBytes,
  formatMib,
  formatNs,
  formatPercent,
  formatServerTime,
  formatShort,
  NONE,
  plural,
} from "../../format.ts";
import { useLiveOptional } from "../../live.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { LoadLine } from "../../parts/LoadLine.tsx";
import { whyNoLoad } from "../../parts/load-words.ts";
import { StatTile } from "../../parts/StatTile.tsx";
import { queries } from "../../queries.ts";
import { partitionRows, partitionSummary } from "./partition-rows.ts";

interface Properties {
  readonly cluster: string;
  readonly detail: AppDetail;
}

export function Summary({ cluster, detail }: Properties) {
  const { app_id, app_name, max_replica_count } = detail.general;
  const load = useLiveOptional(queries.appLoad(cluster, app_id));
  const envs = useLiveOptional(queries.appEnvs(cluster, app_name)).live?.data ?? null;
  const info = useLiveOptional(queries.appList(cluster)).live?.data.general_info[String(app_id)];
  const figures = load.live?.data ?? null;
  const of = figures?.apps[String(app_id)];
  const missing = whyNoLoad(figures, load.failure);
  const rows = partitionRows(detail, figures);
  const health = partitionSummary(rows);
  const hot = rows.filter((row) => (row.load?.hot ?? null) !== null);
  const { severity, splitting } = tableHealth(rows.map(({ partition }) => partition));
  const scenario = envs === null ? null : scenarioOf(envs);
  const say = (value: number | null | undefined, format: (value: number) => string): string =>
    value === null || value === undefined ? NONE : format(value);
  const throttled = (of?.delayedQps ?? 0) + (of?.rejectedQps ?? 0);
  return (
    <>
      <dl className="tiles" title={of === undefined ? missing : undefined}>
        <StatTile
          label="Health"
          severity={severity}
          hint={splitting > 0 ? "a split is under way" : plural(rows.length, "partition")}
        >
          <HealthBadge severity={health.severity}>{health.severity === "ok" ? "Healthy" : health.text}</HealthBadge>
        </StatTile>
        <StatTile label="Reads/s" hint={`p99 ${say(of?.readP99Ns, formatNs)}, ${say(of?.readBytes, formatBytes)}/s`}>
          {say(of?.readQps, formatShort)}
        </StatTile>
        <StatTile label="Writes/s" hint={`p99 ${say(of?.writeP99Ns, formatNs)}, ${say(of?.writeBytes, formatBytes)}/s`}>
          {say(of?.writeQps, formatShort)}
        </StatTile>
        <StatTile
          label="Storage, one copy"
          hint={`all ${max_replica_count} copies ${say(of?.storageAllMb, formatMib)}`}
        >
          {say(of?.storageMb, formatMib)}
        </StatTile>
        <StatTile label="Cache hits" hint="since replicas were opened">
          {say(of?.cacheHits, formatPercent)}
        </StatTile>
        <StatTile
          label="Throttled/s"
          severity={throttled > 0 ? "warning" : "ok"}
          hint={`${say(of?.delayedQps, formatShort)} delayed, ${say(of?.rejectedQps, formatShort)} rejected`}
        >
          {of === undefined ? NONE : formatShort(throttled)}
        </StatTile>
        <StatTile
          label="Hot partitions"
          severity={hot.length > 0 ? "warning" : "ok"}
          hint={
            hot.length > 0
              ? hot
                  .slice(0, 6)
                  .map(({ partition }) => partition.pidx)
                  .join(", ")
              : "3 deviations above the others"
          }
        >
          {figures === null || figures.seconds === null ? NONE : hot.length}
        </StatTile>
        <StatTile
          label="Scenario"
          severity={scenario === "bulk_load" ? "warning" : "ok"}
          hint={
            info === undefined || info.create_time === null
              ? NONE
              : `created ${formatServerTime(info.create_time).slice(0, 10)}`
          }
        >
          {envs === null ? NONE : (scenario ?? "unknown")}
        </StatTile>
      </dl>
      <p className="tabpanel-source">
        <LoadLine load={figures} failure={load.failure} />
      </p>
    </>
  );
}

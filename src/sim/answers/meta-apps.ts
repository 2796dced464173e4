// `/meta/apps`, `/meta/app` and `/meta/app_envs` of the leader (reference 2.9 to 2.11).
import type { AppDetail, AppNode } from "#pegasus/answers/app.ts";
import type { AppHealth, AppInfo, AppList } from "#pegasus/answers/apps.ts";
import { CALL } from "#pegasus/endpoints.ts";
import { NO_APP_NAME, TABLE_BUSY, tableNotFound } from "#pegasus/refusals/meta.ts";
import { ok, type Answer } from "../http/answer.ts";
import { countReplicas } from "../model/balance.ts";
import type { Table } from "../model/table.ts";
import type { Ask } from "./ask.ts";
import { localTime } from "./builtin.ts";
import { habitsOf } from "./call-list.ts";
import { byHostPort, loadedTables } from "./loaded.ts";

export function apps(ask: Ask): Answer {
  const tables = loadedTables(ask);
  const general = Object.fromEntries(tables.map((table) => [table.id, appInfo(table)]));
  const withDetail = ask.query.has("detail") && tables.length > 0;
  const health = withDetail ? tables.map((table) => appHealth(table)) : [];
  const list: AppList = {
    general_info: general,
    ...(withDetail
      ? {
          healthy_info: Object.fromEntries(health.map((row) => [row.app_id, row])),
          summary: {
            total_app_count: tables.length,
            fully_healthy_app_count: health.filter((row) => row.unhealthy === 0).length,
            unhealthy_app_count: health.filter((row) => row.unhealthy > 0).length,
            write_unhealthy_app_count: health.filter((row) => row.write_unhealthy > 0).length,
            read_unhealthy_app_count: health.filter((row) => row.read_unhealthy > 0).length,
          },
        }
      : { summary: { total_app_count: tables.length } }),
  };
  return ok(CALL.apps.answer.encode(list));
}

function appInfo({ id, name, partitions, copies, createdAt, envs }: Table): AppInfo {
  return {
    app_id: id,
    status: "AVAILABLE",
    app_name: name,
    app_type: "pegasus",
    partition_count: partitions.length,
    replica_count: copies,
    is_stateful: true,
    create_time: `${localTime(createdAt)}.000`,
    drop_time: null,
    drop_expire: null,
    envs_count: envs.size,
  };
}

function appHealth(table: Table): AppHealth {
  return { app_id: table.id, app_name: table.name, ...table.health() };
}

export function app(ask: Ask): Answer {
  const name = ask.query.get("name") ?? "";
  if (name === "" && habitsOf(ask.process).missingNameIsRefused) return NO_APP_NAME;
  const table = loadedTables(ask).find((candidate) => candidate.name === name);
  if (table === undefined) return busyTable(ask, name) ?? tableNotFound(name);
  const detail: AppDetail = {
    general: {
      app_name: name,
      app_id: table.id,
      partition_count: table.partitions.length,
      max_replica_count: table.partitions[0]?.copies ?? 0,
    },
    ...(ask.query.has("detail") ? details(table) : {}),
  };
  return ok(CALL.app.answer.encode(detail));
}

/** A table that is being made, dropped or recalled keeps its name from others, and is not shown. */
function busyTable({ world, process, now }: Ask, name: string): Answer | undefined {
  const table = world.isLoading(now) ? undefined : world.tables.named(name);
  if (table === undefined || table.status === "available") return undefined;
  const what = table.status === "dropping" ? "dropping" : "creating";
  if (habitsOf(process).busyIsOneByte) return TABLE_BUSY[what];
  return { status: 500, body: what === "dropping" ? "ERR_BUSY_DROPPING" : "ERR_BUSY_CREATING" };
}

function details(table: Table): Pick<Required<AppDetail>, "replicas" | "nodes" | "healthy"> {
  const health = table.health();
  return {
    replicas: Object.fromEntries(table.partitions.map((partition) => [partition.index, partition.answer()])),
    nodes: nodeRows(table),
    healthy: {
      fully_healthy_partition_count: health.fully_healthy,
      unhealthy_partition_count: health.unhealthy,
      write_unhealthy_partition_count: health.write_unhealthy,
      read_unhealthy_partition_count: health.read_unhealthy,
    },
  };
}

/** Only nodes that hold a replica of the table, and the row of sums that real servers add. */
function nodeRows(table: Table): Record<string, AppNode> {
  const rows = [...countReplicas([table])]
    .toSorted(([a], [b]) => byHostPort(a, b))
    .map(([node, { primary, secondary }]) => ({ node, primary, secondary, total: primary + secondary }));
  const sum = (pick: (row: AppNode) => number): number => rows.reduce((total, row) => total + pick(row), 0);
  const total = {
    node: "total",
    primary: sum((row) => row.primary),
    secondary: sum((row) => row.secondary),
    total: sum((row) => row.total),
  };
  return Object.fromEntries([...rows, total].map((row) => [row.node, row]));
}

export function appEnvs(ask: Ask): Answer {
  const name = ask.query.get("name") ?? "";
  if (name === "") return NO_APP_NAME;
  const envs = loadedTables(ask).find((table) => table.name === name)?.envs ?? [];
  const sorted = [...envs].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return ok(CALL.appEnvs.answer.encode(Object.fromEntries(sorted)));
}

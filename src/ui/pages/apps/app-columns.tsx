import { Link } from "react-router";
import { formatServerTime, NONE } from "../../format.ts";
import { HealthBadge, SEVERITY_RANK } from "../../parts/HealthBadge.tsx";
import { HealthBar } from "./HealthBar.tsx";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import { numeralColumn } from "../../parts/numeral-column.tsx";
import type { Column } from "../../parts/table-column.ts";
import { paths } from "../../paths.ts";
import { throttled, type AppRow } from "./app-rows.ts";

export const SELDOM_SHOWN: readonly string[] = ["replicas", "unhealthy", "unreadable", "readBytes", "writeBytes"];

/** `missing`: why a load figure may not be there. */
export function appColumns(cluster: string, missing: string): readonly Column<AppRow>[] {
  return [...identity(cluster), ...health(), ...load(missing), ...settings()];
}

function identity(cluster: string): readonly Column<AppRow>[] {
  return [
    {
      id: "health",
      header: "Health",
      width: 92,
      value: ({ severity }) => SEVERITY_RANK[severity],
      filterText: null,
      cell: ({ severity }) => <HealthBadge severity={severity} />,
      csv: ({ severity }) => severity,
    },
    {
      id: "id",
      header: "ID",
      width: 48,
      numeric: true,
      firstSort: "asc",
      value: ({ info }) => info.app_id,
      filterText: ({ info }) => String(info.app_id),
    },
    {
      id: "name",
      header: "Name",
      width: 134,
      grow: true,
      rowHeader: true,
      value: ({ info }) => info.app_name,
      cell: ({ info }) => (
        <Link to={paths.app(cluster, info.app_name)}>
          <MiddleCut text={info.app_name} />
        </Link>
      ),
    },
  ];
}

const UNCOUNTED = (): string => "The leader did not count them";
const SOME = (value: number | bigint): boolean => value > 0;

function health(): readonly Column<AppRow>[] {
  return [
    numeralColumn({
      id: "partitions",
      header: "Partitions",
      width: 82,
      as: "count",
      of: ({ info }) => info.partition_count,
    }),
    numeralColumn({
      id: "factor",
      header: "Copies",
      hint: "Wanted replicas of each partition",
      width: 64,
      as: "count",
      of: ({ info }) => info.replica_count,
    }),
    numeralColumn({
      id: "replicas",
      header: "Replicas",
      hint: "Wanted replicas of all its partitions",
      width: 78,
      as: "count",
      of: ({ info }) => info.partition_count * info.replica_count,
    }),
    {
      id: "bar",
      header: "Partitions by health",
      width: 128,
      sortable: false,
      filterText: null,
      value: ({ health: counts }) => counts?.fully_healthy ?? null,
      cell: ({ health: counts }) => <HealthBar counts={counts} />,
    },
    numeralColumn({
      id: "unhealthy",
      header: "Unhealthy",
      hint: "Partitions with fewer copies than wanted, or without a primary",
      width: 82,
      as: "count",
      missing: UNCOUNTED,
      bad: SOME,
      of: ({ health: counts }) => counts?.unhealthy,
    }),
    numeralColumn({
      id: "unwritable",
      header: "Unwritable",
      hint: "Of these: no primary, or fewer than two copies",
      width: 84,
      as: "count",
      missing: UNCOUNTED,
      bad: SOME,
      of: ({ health: counts }) => counts?.write_unhealthy,
    }),
    numeralColumn({
      id: "unreadable",
      header: "Unreadable",
      hint: "Of these: no primary",
      width: 84,
      as: "count",
      missing: UNCOUNTED,
      bad: SOME,
      of: ({ health: counts }) => counts?.read_unhealthy,
    }),
  ];
}

function load(why: string): readonly Column<AppRow>[] {
  const missing = (): string => why;
  const p99 = "The highest 99th percentile among its replicas";
  return [
    numeralColumn({ id: "read", header: "Reads/s", width: 70, as: "rate", missing, of: (row) => row.load?.readQps }),
    numeralColumn({ id: "write", header: "Writes/s", width: 72, as: "rate", missing, of: (row) => row.load?.writeQps }),
    numeralColumn({
      id: "readP99",
      header: "Read p99",
      hint: p99,
      width: 78,
      as: "ns",
      missing,
      of: (row) => row.load?.readP99Ns,
    }),
    numeralColumn({
      id: "writeP99",
      header: "Write p99",
      hint: p99,
      width: 80,
      as: "ns",
      missing,
      of: (row) => row.load?.writeP99Ns,
    }),
    numeralColumn({
      id: "readBytes",
      header: "Read B/s",
      hint: "Bytes of keys and values read per second",
      width: 82,
      as: "bytes",
      missing,
      of: (row) => row.load?.readBytes,
    }),
    numeralColumn({
      id: "writeBytes",
      header: "Write B/s",
      hint: "Bytes of keys and values written per second",
      width: 84,
      as: "bytes",
      missing,
      of: (row) => row.load?.writeBytes,
    }),
    numeralColumn({
      id: "storage",
      header: "Storage",
      hint: "SST files of one copy",
      width: 76,
      as: "mib",
      missing,
      of: (row) => row.load?.storageMb,
    }),
    numeralColumn({
      id: "storageAll",
      header: "All copies",
      hint: "SST files of all copies that the configuration names",
      width: 82,
      as: "mib",
      missing,
      of: (row) => row.load?.storageAllMb,
    }),
    numeralColumn({
      id: "hits",
      header: "Cache hits",
      hint: "Of all lookups in the block cache since the replicas were opened",
      width: 82,
      as: "percent",
      missing,
      of: (row) => row.load?.cacheHits,
    }),
    numeralColumn({
      id: "throttled",
      header: "Throttled/s",
      hint: "Requests that its own limits hold up or refuse",
      width: 86,
      as: "rate",
      missing,
      bad: SOME,
      of: throttled,
    }),
    numeralColumn({
      id: "hot",
      header: "Hot",
      hint: "Partitions that are much busier than the others of the app",
      width: 48,
      as: "count",
      missing,
      bad: SOME,
      of: (row) => row.load?.hotPartitions,
    }),
  ];
}

function settings(): readonly Column<AppRow>[] {
  return [
    {
      id: "created",
      header: "Created",
      hint: "In the servers' own time, whose zone is not told",
      width: 90,
      value: ({ info }) => info.create_time,
      filterText: null,
      cell: ({ info }) =>
        info.create_time === null ? (
          NONE
        ) : (
          <span title={`${formatServerTime(info.create_time)} server time`}>{info.create_time.slice(0, 10)}</span>
        ),
    },
    numeralColumn({
      id: "envs",
      header: "Envs",
      hint: "Environment keys set",
      width: 52,
      as: "count",
      of: ({ info }) => info.envs_count,
    }),
  ];
}

import { Link } from "react-router";
import type { AppHealth } from "#pegasus/answers/apps.ts";
import { formatServerTime } from "../../format.ts";
import { HealthBadge, SEVERITY_RANK } from "../../parts/HealthBadge.tsx";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import { Numeral, type NumberKind } from "../../parts/Numbers.tsx";
import type { Column } from "../../parts/table-column.ts";
import { paths } from "../../paths.ts";
import type { AppRow } from "./app-rows.ts";

/** `missing`: why a load figure may not be there. */
export function appColumns(cluster: string, missing: string): readonly Column<AppRow>[] {
  return [
    {
      id: "health",
      header: "Health",
      width: 96,
      value: ({ severity }) => SEVERITY_RANK[severity],
      filterText: null,
      cell: ({ severity }) => <HealthBadge severity={severity} />,
    },
    {
      id: "id",
      header: "ID",
      width: 56,
      numeric: true,
      firstSort: "asc",
      value: ({ info }) => info.app_id,
      filterText: ({ info }) => String(info.app_id),
    },
    {
      id: "name",
      header: "Name",
      width: 170,
      grow: true,
      rowHeader: true,
      value: ({ info }) => info.app_name,
      cell: ({ info }) => (
        <Link to={paths.app(cluster, info.app_name)}>
          <MiddleCut text={info.app_name} />
        </Link>
      ),
    },
    count("partitions", "Partitions", "", 82, ({ info }) => info.partition_count),
    count("factor", "Copies", "Wanted replicas of each partition", 66, ({ info }) => info.replica_count),
    ill("unhealthy", "Unhealthy", "Partitions with fewer copies than wanted, or without a primary", ({ unhealthy }) => unhealthy),
    ill("unwritable", "Unwrit.", "Partitions that cannot be written: no primary, or fewer than two copies", (app) => app.write_unhealthy),
    ill("unreadable", "Unread.", "Partitions that cannot be read: no primary", ({ read_unhealthy }) => read_unhealthy),
    figure("read", "Reads/s", "Requests per second", 72, "rate", missing, ({ load }) => load?.readQps),
    figure("write", "Writes/s", "Requests per second", 74, "rate", missing, ({ load }) => load?.writeQps),
    figure("readP99", "Read p99", "The highest 99th percentile among its replicas", 84, "ns", missing, ({ load }) => load?.readP99Ns),
    figure("writeP99", "Write p99", "The highest 99th percentile among its replicas", 84, "ns", missing, ({ load }) => load?.writeP99Ns),
    figure("storage", "Storage", "SST files of one copy", 82, "mib", missing, ({ load }) => load?.storageMb),
    {
      id: "created",
      header: "Created",
      hint: "In the servers' own time, whose zone is not told",
      width: 140,
      value: ({ info }) => info.create_time,
      filterText: null,
      cell: ({ info }) => (
        <span title="Server time">{info.create_time === null ? "–" : formatServerTime(info.create_time)}</span>
      ),
    },
    count("envs", "Envs", "Environment keys set", 56, ({ info }) => info.envs_count),
  ];
}

function count(id: string, header: string, hint: string, width: number, of: (row: AppRow) => number): Column<AppRow> {
  return { id, header, hint, width, numeric: true, value: of, cell: (row) => <Numeral value={of(row)} as="count" /> };
}

function ill(id: string, header: string, hint: string, of: (health: AppHealth) => number): Column<AppRow> {
  const value = ({ health }: AppRow): number | null => (health === null ? null : of(health));
  return {
    id,
    header,
    hint,
    width: 82,
    numeric: true,
    value,
    cell: (row) => {
      const partitions = value(row);
      const numeral = <Numeral value={partitions} as="count" missing="The leader did not count them" />;
      return partitions !== null && partitions > 0 ? <strong>{numeral}</strong> : numeral;
    },
  };
}

function figure(
  id: string,
  header: string,
  hint: string,
  width: number,
  as: NumberKind,
  missing: string,
  of: (row: AppRow) => number | null | undefined,
): Column<AppRow> {
  return {
    id,
    header,
    hint,
    width,
    numeric: true,
    value: (row) => of(row) ?? null,
    cell: (row) => <Numeral value={of(row)} as={as} missing={missing} />,
  };
}

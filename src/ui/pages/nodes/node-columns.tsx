import { formatClock, formatMib, formatPercent, formatServerTime, formatTime, NONE } from "../../format.ts";
import { HealthBadge, SEVERITY_RANK } from "../../parts/HealthBadge.tsx";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import { NodeLink } from "../../parts/NodeLink.tsx";
import { numeralColumn } from "../../parts/numeral-column.tsx";
import type { NumberKind } from "../../parts/Numbers.tsx";
import type { Column } from "../../parts/table-column.ts";
import { diskSeverity, formatShareOf, type NodeRow } from "./node-rows.ts";

export const SELDOM_SHOWN: readonly string[] = ["sessions", "replicas"];

/** `missing`: why a load figure may not be there. */
export function nodeColumns(cluster: string, missing: string): readonly Column<NodeRow>[] {
  const why = ({ note }: NodeRow): string => note ?? missing;
  const figure = (
    id: string,
    header: string,
    hint: string,
    width: number,
    as: NumberKind,
    of: (row: NodeRow) => number | null | undefined,
  ): Column<NodeRow> => numeralColumn({ id, header, hint, width, as, of, missing: why });
  return [
    {
      id: "state",
      header: "State",
      width: 104,
      value: ({ severity }) => SEVERITY_RANK[severity],
      filterText: ({ state }) => state,
      csv: ({ state }) => state,
      cell: ({ state, severity, note }) => (
        <HealthBadge severity={severity} {...(note === null ? {} : { title: note })}>
          {state}
        </HealthBadge>
      ),
    },
    {
      id: "address",
      header: "Address",
      width: 118,
      grow: true,
      rowHeader: true,
      value: ({ info }) => info.address,
      cell: ({ info }) => <NodeLink cluster={cluster} server={info.address} />,
    },
    figure("primaries", "Primaries", "By the leader's configuration", 72, "count", ({ info }) => info.primary_count),
    figure(
      "secondaries",
      "Secondaries",
      "By the leader's configuration",
      88,
      "count",
      ({ info }) => info.secondary_count,
    ),
    figure("replicas", "Replicas", "By the leader's configuration", 74, "count", ({ info }) => info.replica_count),
    figure("read", "Reads/s", "Requests per second at its primaries", 64, "rate", ({ load }) => load?.readQps),
    figure("write", "Writes/s", "Requests per second at its primaries", 64, "rate", ({ load }) => load?.writeQps),
    figure(
      "readP99",
      "Read p99",
      "The highest 99th percentile among its tasks",
      72,
      "ns",
      ({ load }) => load?.readP99Ns,
    ),
    figure(
      "writeP99",
      "Write p99",
      "The highest 99th percentile among its tasks",
      76,
      "ns",
      ({ load }) => load?.writeP99Ns,
    ),
    figure("memory", "Memory", "Resident memory of the process", 80, "mib", ({ load }) => load?.residentMemoryMb),
    {
      id: "disk",
      header: "Fullest disk",
      width: 86,
      numeric: true,
      value: ({ worstDisk }) => worstDisk?.ratio ?? null,
      cell: (row) => <FullestDisk row={row} missing={row.note ?? missing} />,
    },
    {
      id: "disks",
      header: "All disks",
      width: 132,
      numeric: true,
      value: ({ disks }) => disks?.usedMb ?? null,
      cell: ({ disks, note }) =>
        disks === null ? (
          <span title={note ?? missing}>{NONE}</span>
        ) : (
          <span title={`${formatMib(disks.usedMb)} of ${formatMib(disks.totalMb)} used`}>
            {formatShareOf(disks.usedMb, disks.totalMb)}
          </span>
        ),
    },
    figure("sessions", "Sessions", "Open connections to it", 72, "count", ({ load }) => load?.sessions),
    {
      id: "version",
      header: "Version",
      width: 66,
      value: ({ version }) => version,
      cell: ({ version }) =>
        version === null ? <span title="It has not said">{NONE}</span> : <MiddleCut text={version} />,
    },
    {
      id: "started",
      header: "Up since",
      hint: "In the server's own time, whose zone is not told",
      width: 92,
      filterText: null,
      value: ({ started }) => started,
      cell: ({ started }) =>
        started === null ? (
          <span title="It has not said">{NONE}</span>
        ) : (
          <span title={`${formatServerTime(started)} server time`}>{started.slice(5, 16)}</span>
        ),
    },
    {
      id: "answered",
      header: "Last answer",
      hint: "To the load sampler, by this browser's clock",
      width: 88,
      numeric: true,
      value: ({ answeredAt }) => answeredAt,
      cell: ({ answeredAt }) =>
        answeredAt === null ? (
          <span title="It has not answered since somebody looks">{NONE}</span>
        ) : (
          <span title={formatTime(answeredAt)}>{formatClock(answeredAt)}</span>
        ),
    },
  ];
}

function FullestDisk({ row, missing }: { readonly row: NodeRow; readonly missing: string }) {
  if (row.worstDisk === null) return <span title={missing}>{NONE}</span>;
  const { tag, ratio } = row.worstDisk;
  const severity = diskSeverity(ratio);
  const text = formatPercent(ratio);
  const title = `Disk ${tag}: ${(ratio * 100).toFixed(1)} % used`;
  if (severity === "ok") return <span title={title}>{text}</span>;
  return (
    <HealthBadge severity={severity} title={title}>
      {text}
    </HealthBadge>
  );
}

import { formatDuration, formatMib, NONE } from "../../format.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { NodeLink } from "../../parts/NodeLink.tsx";
import { numeralColumn } from "../../parts/numeral-column.tsx";
import type { Column } from "../../parts/table-column.ts";
import type { DiskRow, DiskScope } from "./disk-rows.ts";

const HOUR = 3600_000;

export function diskColumns(cluster: string, scope: DiskScope): readonly Column<DiskRow>[] {
  const tag: Column<DiskRow> = { id: "disk", header: "Disk", width: 64, value: ({ tag: name }) => name };
  return [
    {
      id: "node",
      header: "Node",
      width: 150,
      grow: true,
      rowHeader: true,
      value: ({ server }) => server,
      cell: ({ server }) => <NodeLink cluster={cluster} server={server} />,
    },
    ...(scope === "disk" ? [tag] : []),
    {
      id: "full",
      header: "Full",
      hint: "By a straight line through what was free; in brackets what its ups and downs allow (95 %)",
      width: 300,
      grow: true,
      firstSort: "asc",
      value: ({ order }) => order,
      filterText: ({ sentence }) => sentence,
      csv: ({ sentence }) => sentence,
      cell: ({ sentence, severity, verdict }) => (
        <HealthBadge severity={severity} title={sentence}>
          {verdict === "unknown" ? "Not known yet" : sentence}
        </HealthBadge>
      ),
    },
    numeralColumn<DiskRow>({ id: "used", header: "Used", width: 66, as: "percent", of: ({ used }) => used }),
    numeralColumn<DiskRow>({ id: "free", header: "Free", width: 90, as: "mib", of: ({ availableMb }) => availableMb }),
    numeralColumn<DiskRow>({
      id: "refuses",
      header: "Full below",
      hint: "With less room than this a disk takes no writes",
      width: 90,
      as: "mib",
      of: ({ fullAtMb }) => fullAtMb,
    }),
    numeralColumn<DiskRow>({ id: "size", header: "Size", width: 90, as: "mib", of: ({ totalMb }) => totalMb }),
    {
      id: "shrinks",
      header: "Fills a day",
      hint: "By how much the room shrinks, and how sure that is (95 %); below zero it grows",
      width: 170,
      numeric: true,
      value: ({ mbPerDay }) => mbPerDay,
      cell: ({ mbPerDay, mbPerDayError }) =>
        mbPerDay === null ? (
          <span title="Not enough is known">{NONE}</span>
        ) : (
          <span title={`${mbPerDay} MiB a day`}>
            {formatMib(mbPerDay)}
            {mbPerDayError === null ? "" : ` ± ${formatMib(mbPerDayError)}`}
          </span>
        ),
    },
    {
      id: "known",
      header: "Known for",
      hint: "Over how long the history has values of it",
      width: 92,
      numeric: true,
      value: ({ hours }) => hours,
      cell: ({ hours }) => formatDuration(hours * HOUR),
    },
  ];
}

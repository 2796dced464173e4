import { useMemo } from "react";
import { NONE } from "../../format.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { NodeLink } from "../../parts/NodeLink.tsx";
import { numeralColumn } from "../../parts/numeral-column.tsx";
import type { Column, Sort } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";

export interface PartitionLine {
  readonly partition: number;
  /** Writes, as the leader was told; null: it has not been. */
  readonly lag: bigint | null;
  readonly confirmed: bigint | null;
  readonly committed: bigint | null;
  /** The node whose primary tells the rest; null: none told. */
  readonly node: string | null;
  readonly notShipped: bigint | null;
  readonly notConfirmed: bigint | null;
  readonly ships: boolean | null;
}

const UNTOLD = (): string => "Its primary has not reported to the leader yet";
const SILENT = (): string => "No node told of it";

function columnsOf(cluster: string): readonly Column<PartitionLine>[] {
  return [
    {
      id: "partition",
      header: "Partition",
      width: 84,
      numeric: true,
      rowHeader: true,
      firstSort: "asc",
      value: ({ partition }) => partition,
      filterText: ({ partition }) => String(partition),
    },
    numeralColumn({
      id: "lag",
      header: "Behind",
      hint: "Writes, as the leader was told: committed less confirmed",
      width: 90,
      as: "count",
      missing: UNTOLD,
      of: ({ lag }) => lag,
    }),
    numeralColumn({
      id: "confirmed",
      header: "Confirmed",
      hint: "Decree that the remote cluster has",
      width: 130,
      as: "count",
      missing: UNTOLD,
      of: ({ confirmed }) => (confirmed === -1n ? null : confirmed),
    }),
    numeralColumn({
      id: "committed",
      header: "Committed",
      hint: "Last decree here",
      width: 130,
      as: "count",
      missing: UNTOLD,
      of: ({ committed }) => (committed === -1n ? null : committed),
    }),
    {
      id: "node",
      header: "Primary",
      width: 170,
      grow: true,
      value: ({ node }) => node,
      cell: ({ node }) =>
        node === null ? <span title={SILENT()}>{NONE}</span> : <NodeLink cluster={cluster} server={node} />,
    },
    numeralColumn({
      id: "shipped",
      header: "Not shipped",
      hint: "By the node's own count, now",
      width: 100,
      as: "count",
      missing: SILENT,
      of: ({ notShipped }) => notShipped,
    }),
    numeralColumn({
      id: "pending",
      header: "Not confirmed",
      hint: "By the node's own count, now",
      width: 110,
      as: "count",
      missing: SILENT,
      of: ({ notConfirmed }) => notConfirmed,
    }),
    { id: "ships", header: "Ships", width: 70, value: ({ ships }) => (ships === null ? null : ships ? "yes" : "no") },
  ];
}

const WORST_FIRST: Sort = { id: "lag", desc: true };

interface Properties {
  readonly cluster: string;
  readonly remote: string;
  readonly lines: readonly PartitionLine[];
}

export function DuplicationPartitions({ cluster, remote, lines }: Properties) {
  const state = useTableState("dup");
  const columns = useMemo(() => columnsOf(cluster), [cluster]);
  return (
    <DataTable
      name={`Duplication to ${remote} by partition`}
      rows={lines}
      columns={columns}
      rowId={({ partition }) => String(partition)}
      state={state}
      defaultSort={WORST_FIRST}
      empty="Neither the leader nor a node tells of its partitions yet."
    />
  );
}

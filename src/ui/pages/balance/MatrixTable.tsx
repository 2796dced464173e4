// The matrix as a table: one for the eye and for screen readers. Only rows in view are in the document, and a row that stays is not made again.
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useRef } from "react";
import { Link } from "react-router";
import type { Measure } from "#api/load.ts";
import { NONE } from "../../format.ts";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import { paths } from "../../paths.ts";
import { heatOf, type BalanceModel, type BalanceRow } from "./balance-model.ts";
import { MEASURE_FACTS } from "./measure-words.ts";

/** px; the same in balance.css. */
const ROW_HEIGHT = 24;

interface Properties {
  readonly cluster: string;
  readonly model: BalanceModel;
  readonly rows: readonly BalanceRow[];
  readonly measure: Measure;
  readonly dead: ReadonlySet<string>;
}

export function MatrixTable({ cluster, model, rows, measure, dead }: Properties) {
  const scroller = useRef<HTMLDivElement>(null);
  const { short, format, label, meaning } = MEASURE_FACTS[measure];
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;
  const before = first * ROW_HEIGHT;
  const after = (rows.length - 1 - last) * ROW_HEIGHT;
  const all = model.totals.reduce((sum, total) => sum + total, 0);
  return (
    <div
      className="balance-scroll"
      ref={scroller}
      {...{ tabIndex: 0 }}
      role="region"
      aria-label="The matrix, to scroll"
    >
      <table aria-label="Balance" aria-rowcount={rows.length + 2} aria-colcount={model.nodes.length + 3}>
        <caption className="visually-hidden">
          {label}: {meaning}
        </caption>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="balance-app">
              App
            </th>
            <th scope="col" className="balance-sum">
              All
            </th>
            <th
              scope="col"
              className="balance-sum"
              title="How many times the mean of all live nodes the fullest holds: 1 is even"
            >
              Skew
            </th>
            {model.nodes.map((node) => (
              <th key={node} scope="col" className="balance-node" data-dead={dead.has(node)}>
                <Link to={paths.node(cluster, node)} title={dead.has(node) ? `${node}, dead` : node}>
                  {dead.has(node) ? "✕ " : ""}
                  {node}
                </Link>
              </th>
            ))}
          </tr>
          <tr aria-rowindex={2} className="balance-totals">
            <th scope="row" className="balance-app">
              All apps
            </th>
            <td title={format(all)}>{short(all)}</td>
            <td>{skewText(model.skew)}</td>
            {model.totals.map((total, column) => (
              <td key={model.nodes[column]} data-heat={heatOf(total, model.mean)} title={format(total)}>
                {short(total)}
              </td>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap height={before} columns={model.nodes.length + 3} />}
          {rows.slice(first, last + 1).map((row, offset) => (
            <MatrixRow
              key={row.appId}
              row={row}
              index={first + offset + 3}
              cluster={cluster}
              nodes={model.nodes}
              measure={measure}
            />
          ))}
          {after > 0 && <Gap height={after} columns={model.nodes.length + 3} />}
        </tbody>
      </table>
    </div>
  );
}

interface RowProperties {
  readonly row: BalanceRow;
  readonly index: number;
  readonly cluster: string;
  readonly nodes: readonly string[];
  readonly measure: Measure;
}

const MatrixRow = memo(function MatrixRow({ row, index, cluster, nodes, measure }: RowProperties) {
  const { short, format } = MEASURE_FACTS[measure];
  return (
    <tr aria-rowindex={index}>
      <th scope="row" className="balance-app">
        <Link to={paths.app(cluster, row.name)}>
          <MiddleCut text={row.name} />
        </Link>
      </th>
      <td title={format(row.total)}>{short(row.total)}</td>
      <td>{skewText(row.skew)}</td>
      {row.cells.map((value, column) => (
        <td
          key={nodes[column]}
          data-heat={heatOf(value, row.mean)}
          title={`${nodes[column] ?? ""}: ${value === null ? "nothing" : format(value)}`}
        >
          {value === null ? "" : short(value)}
        </td>
      ))}
    </tr>
  );
});

function skewText(skew: number | null): string {
  return skew === null ? NONE : skew.toFixed(2);
}

function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

// All partitions of an app at a glance: a cell each, coloured by a measure of choice. The table says the same in words.
import { useMemo, type CSSProperties } from "react";
import { NONE } from "../../format.ts";
import { formatNumeral } from "../../parts/Numbers.tsx";
import { GRID_FACTS, GRID_MEASURES, gridCells, type GridCell, type GridMeasure } from "./grid-measures.ts";
import type { PartitionRow } from "./partition-rows.ts";
import "./partition-grid.css";

interface Properties {
  readonly rows: readonly PartitionRow[];
  readonly measure: GridMeasure;
  readonly onMeasure: (measure: GridMeasure) => void;
}

export function PartitionGrid({ rows, measure, onMeasure }: Properties) {
  const cells = useMemo(() => gridCells(rows, measure), [rows, measure]);
  const { label, as } = GRID_FACTS[measure];
  const known = cells.flatMap(({ value }) => value ?? []);
  const say = (value: number | null): string => (value === null ? NONE : formatNumeral(value, as));
  const textOf = (cell: GridCell): string => {
    const figure = measure === "health" ? "" : `, ${label} ${say(cell.value)}`;
    return `Partition ${cell.index}: ${cell.word}${figure}${cell.hot ? ", hot" : ""}`;
  };
  const worst = cells.filter(({ severity }) => severity !== "ok");
  return (
    <figure className="partition-grid">
      <figcaption>
        <label>
          Colour by{" "}
          <select
            value={measure}
            onChange={(event) => onMeasure(GRID_MEASURES.find((one) => one === event.currentTarget.value) ?? measure)}
          >
            {GRID_MEASURES.map((one) => (
              <option key={one} value={one}>
                {GRID_FACTS[one].label}
              </option>
            ))}
          </select>
        </label>
        {measure !== "health" && (
          <span className="grid-scale">
            {say(known.length === 0 ? null : Math.min(...known))} <i aria-hidden="true" />{" "}
            {say(known.length === 0 ? null : Math.max(...known))}
          </span>
        )}
        <span>▲ hot · ✕ not healthy · dashed: not known</span>
      </figcaption>
      <div
        className="grid-cells"
        role="img"
        aria-label={`${cells.length} partitions by ${label}, ${worst.length === 0 ? "all healthy" : `not healthy: ${worst.map(({ index }) => index).join(", ")}`}. The table has the figures.`}
      >
        {cells.map((cell) => (
          <span
            key={cell.index}
            title={textOf(cell)}
            data-severity={cell.severity}
            data-known={cell.share !== null}
            style={shade(cell.share)}
            data-by={measure === "health" ? "health" : "measure"}
          >
            {cell.severity !== "ok" ? "✕" : cell.hot ? "▲" : cells.length <= LABELLED ? cell.index : ""}
          </span>
        ))}
      </div>
    </figure>
  );
}

/** With more cells than this their numbers would be noise. */
const LABELLED = 64;

function shade(share: number | null): CSSProperties & Record<"--share", string> {
  return { "--share": `${Math.round((share ?? 0) * 100)}%` };
}

import { useId } from "react";
import type { ClusterEntry } from "#api/clusters.ts";
import { roleTitle } from "./board-columns.tsx";
import type { Side } from "./comparison.ts";
import type { Board } from "./use-board.ts";

interface Properties {
  readonly label: string;
  readonly side: Side;
  readonly clusters: readonly ClusterEntry[];
  /** Of the side's own cluster; null while it is not known. */
  readonly board: Board | null;
  readonly onPick: (side: Side) => void;
}

/** Which cluster, and what of it. */
export function SidePicker({ label, side, clusters, board, onPick }: Properties) {
  const id = useId();
  const servers = [...(board?.processes ?? []), ...(board?.silent ?? [])];
  const known =
    side.what === "default" ||
    (board?.roles ?? []).includes(side.what) ||
    servers.some(({ server }) => server === side.what);
  return (
    <div className="compare-side" role="group" aria-label={label}>
      <label htmlFor={id}>{label}</label>
      {clusters.length > 1 && (
        <select
          aria-label={`${label}: cluster`}
          value={side.cluster}
          onChange={(event) =>
            onPick({ cluster: event.currentTarget.value, what: /^[a-z]+$/.test(side.what) ? side.what : "replica" })
          }
        >
          {clusters.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      )}
      <select id={id} value={side.what} onChange={(event) => onPick({ ...side, what: event.currentTarget.value })}>
        <option value="default">The code’s defaults</option>
        <optgroup label="What most have">
          {(board?.roles ?? []).map((role) => (
            <option key={role} value={role}>
              {roleTitle(role)} servers
            </option>
          ))}
        </optgroup>
        {(board?.roles ?? []).map((role) => (
          <optgroup key={role} label={`${roleTitle(role)} servers`}>
            {servers
              .filter((one) => one.role === role)
              .map(({ server }) => (
                <option key={server}>{server}</option>
              ))}
          </optgroup>
        ))}
        {!known && <option value={side.what}>{side.what} (not there)</option>}
      </select>
    </div>
  );
}

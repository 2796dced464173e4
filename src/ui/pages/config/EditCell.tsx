import type { BoardRow } from "./board-rows.ts";
import { whyFixed } from "./why-fixed.ts";

interface Properties {
  readonly row: BoardRow;
  /** The process with a column of its own: a flag's Edit then means it. */
  readonly focus: string | null;
  readonly onEdit: (flag: string, on: readonly string[]) => void;
  readonly refusal: string | null;
}

/** The way to the dialog that changes it, or why there is none. */
export function EditCell({ row, focus, onEdit, refusal }: Properties) {
  const { name, item } = row.flag;
  if (row.kind === "process" && row.value === null) return null;
  const fixed = whyFixed(item);
  if (fixed !== null) {
    return row.kind === "process" ? null : (
      <span className="flag-none" title={fixed.reason}>
        {fixed.word}
      </span>
    );
  }
  const on = row.kind === "process" ? [row.server] : focus === null ? [] : [focus];
  return (
    <span className="flag-edit">
      <button
        type="button"
        className="text-button"
        disabled={refusal !== null}
        title={refusal ?? "Change it while the servers run"}
        aria-label={row.kind === "process" ? `Edit ${name} on ${row.server}` : `Edit ${name}`}
        onClick={() => onEdit(name, on)}
      >
        Edit
      </button>
      {row.kind === "flag" && <span className="flag-mutable">mutable</span>}
    </span>
  );
}

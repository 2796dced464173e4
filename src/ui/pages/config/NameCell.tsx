// The first cell of a row: a flag with its toggle and marks, or one of its processes.
import { Icon } from "../../parts/Icon.tsx";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import type { BoardRow } from "./board-rows.ts";

interface Properties {
  readonly row: BoardRow;
  readonly onToggle: (flag: string) => void;
  readonly onAbout: (flag: string) => void;
}

export function NameCell({ row, onToggle, onAbout }: Properties) {
  const { name } = row.flag;
  if (row.kind === "process") {
    return (
      <span className="process-name">
        <code>
          <MiddleCut text={row.server} />
        </code>
        {row.leader && <span className="flag-none">leader</span>}
      </span>
    );
  }
  return (
    <span className="flag-name">
      <button
        type="button"
        className="icon-button"
        aria-expanded={row.open}
        aria-label={`Processes of ${name}`}
        title="What each process has"
        onClick={() => onToggle(name)}
      >
        <Icon name="play" size={10} />
      </button>
      <button
        type="button"
        className="text-button"
        title={`${name}: what it is, and its history`}
        onClick={() => onAbout(name)}
      >
        <code>
          <MiddleCut text={name} tail={12} />
        </code>
      </button>
      {row.flag.fact === null && (
        <span className="flag-mark" title="Unknown to this dashboard: a flag of another version">
          unknown
        </span>
      )}
    </span>
  );
}

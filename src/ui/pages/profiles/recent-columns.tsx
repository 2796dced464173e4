import { Link } from "react-router";
import { formatTime, NONE } from "../../format.ts";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import { numeralColumn } from "../../parts/numeral-column.tsx";
import type { Column } from "../../parts/table-column.ts";
import type { Entry } from "./entries.ts";
import { formatAmount, kindName } from "./measures.ts";
import { addressOf } from "./url-state.ts";

interface Doings {
  readonly cluster: string;
  readonly open: string | null;
  readonly onNote: (entry: Entry, note: string) => void;
  readonly onDelete: (entry: Entry) => void;
}

export function recentColumns({ cluster, open, onNote, onDelete }: Doings): readonly Column<Entry>[] {
  return [
    {
      id: "at",
      header: "Taken",
      hint: "In this browser's time zone; of a file when it was written",
      width: 162,
      rowHeader: true,
      firstSort: "desc",
      value: ({ at }) => at,
      filterText: ({ at }) => formatTime(at),
      cell: ({ at, id }) =>
        id === open ? (
          <span aria-current="true">{formatTime(at)}</span>
        ) : (
          <Link to={addressOf(cluster, { profile: id })}>{formatTime(at)}</Link>
        ),
    },
    { id: "kind", header: "Kind", width: 92, value: ({ kind }) => kindName(kind) },
    {
      id: "server",
      header: "Server or file",
      width: 150,
      grow: true,
      value: ({ server }) => server,
      cell: ({ server }) => <MiddleCut text={server} tail={12} />,
    },
    {
      id: "seconds",
      header: "For",
      hint: "Seconds that it looked",
      width: 50,
      numeric: true,
      value: ({ seconds }) => seconds,
      cell: ({ seconds }) => (seconds === null ? NONE : `${seconds} s`),
    },
    {
      id: "total",
      header: "In all",
      width: 90,
      numeric: true,
      value: ({ total }) => total,
      cell: ({ total, measure }) => formatAmount(total, measure.unit),
    },
    {
      id: "build",
      header: "Build",
      hint: "Version and commit, as /version told them",
      width: 192,
      value: ({ build }) => (build === null ? null : `${build.version} ${build.commit}`),
      cell: ({ build }) =>
        build === null ? NONE : <span title={build.commit}>{`${build.version} ${build.commit.slice(0, 8)}`}</span>,
    },
    {
      id: "note",
      header: "Note",
      width: 170,
      grow: true,
      value: ({ note }) => note,
      cell: (entry) => <Note key={entry.note} entry={entry} onNote={onNote} />,
    },
    numeralColumn<Entry>({ id: "size", header: "Size", width: 75, as: "bytes", of: ({ size }) => size }),
    {
      id: "doings",
      header: "",
      width: 135,
      sortable: false,
      filterText: null,
      value: () => null,
      cell: (entry) => (
        <span className="recent-doings">
          {open !== null && open !== entry.id && (
            <Link
              className="text-button"
              to={addressOf(cluster, { profile: open, against: entry.id })}
              aria-label={`Compare with ${entry.server} of ${formatTime(entry.at)}`}
            >
              Compare
            </Link>
          )}
          <button
            type="button"
            className="text-button"
            aria-label={`Delete ${entry.server} of ${formatTime(entry.at)}`}
            onClick={() => onDelete(entry)}
          >
            Delete
          </button>
        </span>
      ),
    },
  ];
}

/** What is typed is kept when one leaves the field or presses Enter. */
function Note({ entry, onNote }: { readonly entry: Entry; readonly onNote: Doings["onNote"] }) {
  return (
    <input
      type="text"
      className="recent-note-input"
      aria-label={`Note on ${entry.server} of ${formatTime(entry.at)}`}
      defaultValue={entry.note}
      maxLength={200}
      placeholder="Add a note"
      onBlur={(event) => onNote(entry, event.currentTarget.value.trim())}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
    />
  );
}

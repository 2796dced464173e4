import { Link } from "react-router";
import { formatBytes, formatCount, formatTime } from "../../format.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import type { Column } from "../../parts/table-column.ts";
import { paths } from "../../paths.ts";
import type { Entry } from "./history.ts";
import { splitTarget } from "./request.ts";
import { pin } from "./useHistory.ts";

/** `chosen`: ids of those to compare, two at most; a third takes the place of the first. */
export function columnsFor(
  chosen: readonly string[],
  onChosen: (ids: readonly string[]) => void,
): readonly Column<Entry>[] {
  return [
    {
      id: "chosen",
      header: "Compare",
      width: 78,
      sortable: false,
      filterText: null,
      value: ({ id }) => chosen.includes(id),
      cell: ({ id, kept, target, at }) => (
        <input
          type="checkbox"
          aria-label={`Compare ${target} of ${formatTime(at)}`}
          title={kept ? "" : "Its answer is not kept"}
          disabled={!kept}
          checked={chosen.includes(id)}
          onChange={(event) =>
            onChosen(event.currentTarget.checked ? [...chosen.slice(-1), id] : chosen.filter((one) => one !== id))
          }
        />
      ),
    },
    {
      id: "at",
      header: "When",
      width: 160,
      firstSort: "desc",
      value: ({ at }) => at,
      filterText: ({ at }) => formatTime(at),
      cell: ({ at }) => formatTime(at),
    },
    {
      id: "request",
      header: "Request",
      width: 170,
      grow: true,
      rowHeader: true,
      value: ({ method, target }) => `${method} ${target}`,
      cell: (entry) => <Again entry={entry} />,
    },
    {
      id: "server",
      header: "Answered by",
      width: 130,
      value: ({ answeredBy, server }) => answeredBy ?? server,
      cell: ({ answeredBy, server }) =>
        answeredBy === null ? <span title={`Asked: ${server}`}>nobody</span> : <MiddleCut text={answeredBy} />,
    },
    {
      id: "status",
      header: "Status",
      width: 66,
      value: ({ status }) => status,
      cell: ({ status }) => <HealthBadge severity={status < 300 ? "ok" : "warning"}>{status}</HealthBadge>,
    },
    {
      id: "ms",
      header: "ms",
      width: 50,
      numeric: true,
      value: ({ ms }) => ms,
      cell: ({ ms }) => (ms === null ? "–" : formatCount(ms)),
    },
    {
      id: "size",
      header: "Size",
      width: 72,
      numeric: true,
      value: ({ size }) => size,
      cell: ({ size }) => formatBytes(size),
    },
    {
      id: "answer",
      header: "Answer",
      width: 68,
      sortable: false,
      filterText: null,
      value: ({ kept }) => kept,
      cell: (entry) =>
        entry.kept ? (
          <Link to={addressOf(entry, entry.id)} title="The answer as it was">
            show
          </Link>
        ) : (
          <span title="Too large, or others needed the room">not kept</span>
        ),
    },
    {
      id: "pinned",
      header: "Pin",
      width: 44,
      filterText: null,
      firstSort: "desc",
      value: ({ pinned }) => (pinned ? 1 : 0),
      cell: ({ id, pinned, target }) => (
        <button
          type="button"
          className="icon-button"
          aria-pressed={pinned}
          aria-label={`Pin ${target}`}
          title={pinned ? "Unpin it" : "Pin it, so that it stays"}
          onClick={() => pin(id, !pinned)}
        >
          <Icon name={pinned ? "done" : "pin"} size={13} />
        </button>
      ),
    },
  ];
}

/** What was asked, as a link that asks it again. A POST is only prepared by it. */
function Again({ entry }: { readonly entry: Entry }) {
  const { method, target, body } = entry;
  return (
    <Link to={addressOf(entry)} title={target} {...(body === null ? {} : { state: { body } })}>
      <code className="history-target">
        {method === "POST" && "POST "}
        {target}
      </code>
    </Link>
  );
}

function addressOf({ cluster, server, target }: Entry, kept?: string): string {
  const { path, q } = splitTarget(target);
  return paths.explorer(cluster, { server, path, q, ...(kept === undefined ? {} : { kept }) });
}

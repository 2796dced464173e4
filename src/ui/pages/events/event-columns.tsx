import { Link } from "react-router";
import { formatTime, NONE } from "../../format.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import type { Column } from "../../parts/table-column.ts";
import { paths } from "../../paths.ts";
import type { EventEntry } from "../../queries-events.ts";
import { kindWord, severityOf } from "./event-words.ts";

export function eventColumns(cluster: string): readonly Column<EventEntry>[] {
  return [
    {
      id: "at",
      header: "Time",
      hint: "When the dashboard noticed it, in this browser's time zone",
      width: 116,
      firstSort: "desc",
      value: ({ at }) => at,
      filterText: ({ at }) => formatTime(at),
      csv: ({ at }) => new Date(at).toISOString(),
      cell: ({ at }) => <span title={formatTime(at)}>{formatTime(at).slice(5)}</span>,
    },
    {
      id: "kind",
      header: "Kind",
      width: 176,
      value: ({ kind }) => kindWord(kind),
      cell: ({ kind, level }) => <HealthBadge severity={severityOf(kind, level)}>{kindWord(kind)}</HealthBadge>,
    },
    {
      id: "what",
      header: "What",
      width: 320,
      grow: true,
      rowHeader: true,
      value: ({ message }) => message,
      cell: ({ message }) => <span title={message}>{message}</span>,
    },
    {
      id: "where",
      header: "Where",
      hint: "The server or the app that it is about",
      width: 190,
      value: ({ server, app }) => server ?? app,
      cell: ({ server, app }) => <Where cluster={cluster} server={server} app={app} />,
    },
  ];
}

/** Where Enter leads from an event. */
export function placeOf(cluster: string, { server, app }: Pick<EventEntry, "server" | "app">): string | null {
  if (server !== null) return paths.node(cluster, server);
  return app === null ? null : paths.app(cluster, app);
}

function Where({ cluster, server, app }: Pick<EventEntry, "server" | "app"> & { readonly cluster: string }) {
  const place = placeOf(cluster, { server, app });
  if (place === null) return <span title="The cluster as a whole">{NONE}</span>;
  return (
    <Link to={place}>
      <MiddleCut text={server ?? app ?? ""} />
    </Link>
  );
}

import { Link } from "react-router";
import { formatBytes, formatCount } from "../../format.ts";
import { headline } from "../../parts/failure-words.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import type { Column } from "../../parts/table-column.ts";
import { paths } from "../../paths.ts";
import { statusText } from "./Facts.tsx";
import type { FleetRow } from "./fleet-rows.ts";
import { splitTarget } from "./request.ts";

interface Shown {
  readonly cluster: string;
  readonly target: string;
  /** The chosen path; empty: none. */
  readonly value: string;
  /** Servers to compare, two at most. */
  readonly chosen: readonly string[];
  readonly onChosen: (servers: readonly string[]) => void;
}

export function fleetColumns({ cluster, target, value, chosen, onChosen }: Shown): readonly Column<FleetRow>[] {
  const { path, q } = splitTarget(target);
  return [
    {
      id: "chosen",
      header: "Compare",
      width: 78,
      sortable: false,
      filterText: null,
      value: ({ server }) => chosen.includes(server),
      cell: ({ server, exchange }) => (
        <input
          type="checkbox"
          aria-label={`Compare ${server}`}
          disabled={exchange === null}
          checked={chosen.includes(server)}
          onChange={(event) =>
            onChosen(
              event.currentTarget.checked ? [...chosen.slice(-1), server] : chosen.filter((one) => one !== server),
            )
          }
        />
      ),
    },
    {
      id: "server",
      header: "Server",
      width: 160,
      rowHeader: true,
      value: ({ server }) => server,
      cell: ({ server }) => <Link to={paths.explorer(cluster, { server, path, q })}>{server}</Link>,
    },
    { id: "role", header: "Role", width: 70, value: ({ role }) => role },
    {
      id: "status",
      header: "Status",
      width: 150,
      value: ({ exchange, failure }) => exchange?.status ?? (failure === null ? null : 0),
      filterText: ({ exchange, failure }) => `${exchange?.status ?? ""} ${failure === null ? "" : headline(failure)}`,
      cell: (row) => <Status row={row} />,
    },
    {
      id: "ms",
      header: "ms",
      width: 60,
      numeric: true,
      value: ({ exchange }) => exchange?.ms ?? null,
      cell: ({ exchange }) => (exchange?.ms == null ? "–" : formatCount(exchange.ms)),
    },
    {
      id: "size",
      header: "Size",
      width: 80,
      numeric: true,
      value: ({ exchange }) => exchange?.size ?? null,
      cell: ({ exchange }) => (exchange === null ? "–" : formatBytes(exchange.size)),
    },
    {
      id: "value",
      header: value === "" ? "Beginning" : value,
      hint: value === "" ? "The first characters of the answer" : "The value at this path",
      width: 200,
      grow: true,
      value: (row) => sortable(shownValue(row, value)),
      filterText: (row) => shownValue(row, value) ?? "",
      cell: (row) => {
        const text = shownValue(row, value);
        if (text !== null) return <code title={text}>{text}</code>;
        if (row.failure !== null) return <span className="fleet-failure">{headline(row.failure)}</span>;
        return row.exchange === null ? "" : <span className="fleet-failure">no such value</span>;
      },
    },
    {
      id: "differs",
      header: "Differs",
      hint: "Says something else than most",
      width: 76,
      firstSort: "desc",
      value: ({ differs }) => (differs === null ? null : differs ? 1 : 0),
      filterText: ({ differs }) => (differs === true ? "differs" : ""),
      cell: ({ differs }) =>
        differs === true ? <HealthBadge severity="notice">differs</HealthBadge> : differs === false ? "same" : "–",
    },
  ];
}

function Status({ row: { exchange, failure } }: { readonly row: FleetRow }) {
  if (exchange !== null)
    return <HealthBadge severity={exchange.status < 300 ? "ok" : "warning"}>{statusText(exchange.status)}</HealthBadge>;
  if (failure !== null) return <HealthBadge severity="critical">No answer</HealthBadge>;
  return <span className="fleet-failure">waiting…</span>;
}

const BEGINNING = 120;

function shownValue({ exchange, value }: FleetRow, path: string): string | null {
  if (exchange === null) return null;
  if (exchange.status === 307) return "sends to the leader";
  return path === "" ? exchange.text.slice(0, BEGINNING).replaceAll(/\s+/g, " ").trim() : value;
}

/** Numbers in texts sort as numbers. */
function sortable(text: string | null): string | number | bigint | null {
  if (text === null) return null;
  if (/^-?\d{1,30}$/.test(text)) return BigInt(text);
  return /^-?\d+\.\d+$/.test(text) ? Number(text) : text;
}

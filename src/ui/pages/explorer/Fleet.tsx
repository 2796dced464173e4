// One question to all servers at once: who says what, who differs, and any two compared.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import type { RosterEntry } from "#api/clusters.ts";
import type { FleetLine } from "../../fleet.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { useTableState } from "../../parts/useTableState.ts";
import { useLive } from "../../live.ts";
import { queries } from "../../queries.ts";
import { fleetQuery } from "../../queries-fleet.ts";
import type { Pair } from "./comparison.ts";
import { FleetBar } from "./FleetBar.tsx";
import { fleetColumns } from "./fleet-columns.tsx";
import { askable, fleetRows, isHeavy, tally, wayTo, whyNotAll, type FleetRow } from "./fleet-rows.ts";
import type { Reading } from "./request.ts";
import type { FleetRole } from "./url-state.ts";
import { readerAt } from "./value-at.ts";

interface Properties {
  readonly cluster: string;
  readonly reading: Extract<Reading, { ok: true }>;
  readonly role: FleetRole;
  readonly onRole: (role: FleetRole) => void;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly onCompare: (pair: Pair) => void;
}

export function Fleet(properties: Properties) {
  const { cluster, reading, role } = properties;
  const refused = whyNotAll(reading.target, reading.endpoint);
  const { data: roster } = useLive(queries.roster(cluster));
  if (refused !== null) return <p className="explorer-note">{refused}</p>;
  return <Asked {...properties} servers={askable(roster, reading.endpoint, role)} />;
}

function Asked(properties: Properties & { readonly servers: readonly RosterEntry[] }) {
  const { cluster, reading, value, servers } = properties;
  // Zero: nobody has asked for it yet. What can be large is not asked of all just because a link says so.
  const [run, setRun] = useState(isHeavy(reading.target) ? 0 : 1);
  const asking = useQuery({
    ...fleetQuery(cluster, wayTo(servers, isHeavy(reading.target)), reading.text, run),
    enabled: run > 0 && servers.length > 0,
  });
  const lines = asking.data ?? NOTHING;
  const read = useMemo(() => readerAt(value), [value]);
  const rows = fleetRows(servers, lines, read);
  const example = lines.find((line) => "exchange" in line)?.exchange ?? null;
  return (
    <>
      <FleetBar
        {...properties}
        asked={run > 0}
        busy={asking.isFetching}
        answered={rows.filter(({ exchange, failure }) => exchange !== null || failure !== null).length}
        heavy={isHeavy(reading.target)}
        wrongPath={value.trim() !== "" && read === null}
        example={example}
        onAsk={() => setRun(run + 1)}
      />
      {read !== null && example !== null && <Tally rows={rows} />}
      <Table {...properties} rows={rows} value={read === null ? "" : value} />
    </>
  );
}

const NOTHING: readonly FleetLine[] = [];

/** So many values are listed; with more of them there is little to see. */
const VALUES_SHOWN = 6;

function Tally({ rows }: { readonly rows: readonly FleetRow[] }) {
  const values = tally(rows);
  return (
    <ul className="fleet-tally" aria-label="Values">
      {values.slice(0, VALUES_SHOWN).map(({ value, count }) => (
        <li key={value ?? "\n"}>
          <strong>{count} ×</strong> {value === null ? "no such value" : <code title={value}>{value}</code>}
        </li>
      ))}
      {values.length > VALUES_SHOWN && <li>and {values.length - VALUES_SHOWN} more values</li>}
    </ul>
  );
}

function Table({ cluster, reading, value, rows, onCompare }: Properties & { readonly rows: FleetRow[] }) {
  const client = useQueryClient();
  const state = useTableState("fleet");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const columns = useMemo(
    () => fleetColumns({ cluster, target: reading.text, value, chosen, onChosen: setChosen }),
    [cluster, reading.text, value, chosen],
  );
  const picked = rows.filter(({ server, exchange }) => exchange !== null && chosen.includes(server));

  function compare(): void {
    const [left, right] = picked;
    if (left === undefined || right === undefined) return;
    // What is compared is what stands in the table, and nobody is asked again.
    for (const { server, exchange } of [left, right])
      if (exchange !== null)
        client.setQueryData(queries.raw(cluster, server, reading.text).queryKey, { data: exchange.text, exchange });
    onCompare([
      { kind: "server", server: left.server },
      { kind: "server", server: right.server },
    ]);
  }

  return (
    <DataTable
      name="Answers"
      rows={rows}
      columns={columns}
      rowId={({ server }) => server}
      state={state}
      defaultSort={{ id: "server", desc: false }}
      filterLabel="Filter answers"
      rowSeverity={({ failure }) => (failure === null ? "ok" : "critical")}
      empty="No server of the cluster has this call."
      toolbar={
        <Button size="compact-sm" variant="default" disabled={picked.length !== 2} onClick={compare}>
          Compare the two chosen
        </Button>
      }
    />
  );
}

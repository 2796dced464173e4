// The table of one server's flags, what of it is shown, and the dialog to change one.
import { parseAsBoolean, parseAsString, useQueryStates } from "nuqs";
import { useCallback, useMemo, useState } from "react";
import type { RosterEntry } from "#api/clusters.ts";
import { isMutable, type ConfigItem } from "#pegasus/answers/config.ts";
import { changeRefused, operatorRefused } from "../../parts/change-refused.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { useTableState } from "../../parts/useTableState.ts";
import { queries, useLive, useLiveOptional } from "../../queries.ts";
import { EditFlag } from "./EditFlag.tsx";
import { flagColumns } from "./flag-columns.tsx";
import { RevealSecret } from "./RevealSecret.tsx";

interface Properties {
  readonly cluster: string;
  readonly server: string;
  readonly roster: readonly RosterEntry[];
}

const PARSERS = { mutable: parseAsBoolean.withDefault(false), section: parseAsString.withDefault("") };

export function Flags({ cluster, server, roster }: Properties) {
  const { data } = useLive(queries.configs(cluster, server));
  const session = useLiveOptional(queries.session()).live?.data ?? null;
  const entries = useLiveOptional(queries.clusters()).live?.data ?? [];
  const entry = entries.find(({ name }) => name === cluster) ?? null;
  const refusal = changeRefused(session, entry);
  const revealRefusal = operatorRefused(session, "Seeing a secret needs");
  const table = useTableState();
  const [{ mutable, section }, setFilters] = useQueryStates(PARSERS);
  const [edited, setEdited] = useState<ConfigItem | null>(null);
  const [revealed, setRevealed] = useState<string | null>(null);

  const all = useMemo(() => Object.values(data), [data]);
  const sections = useMemo(() => [...new Set(all.map((flag) => flag.section))].toSorted(), [all]);
  const rows = useMemo(
    () => all.filter((flag) => (!mutable || isMutable(flag)) && (section === "" || flag.section === section)),
    [all, mutable, section],
  );
  const columns = useMemo(
    () => flagColumns({ onEdit: setEdited, refusal, onReveal: ({ name }) => setRevealed(name), revealRefusal }),
    [refusal, revealRefusal],
  );
  const hide = useCallback(() => setRevealed(null), []);
  const role = roster.find((one) => one.server === server)?.role;
  const alike = roster.filter((one) => one.role === role).map((one) => one.server);

  return (
    <>
      <DataTable
        name="Configs"
        rows={rows}
        columns={columns}
        rowId={(flag) => flag.name}
        state={table}
        filterLabel="Filter by name, value, section, description"
        toolbar={
          <>
            <label className="flag-filter">
              <input
                type="checkbox"
                checked={mutable}
                onChange={(event) => void setFilters({ mutable: event.currentTarget.checked || null })}
              />
              Mutable only
            </label>
            <label className="flag-filter">
              Section
              <select
                value={sections.includes(section) ? section : ""}
                onChange={(event) => void setFilters({ section: event.currentTarget.value || null })}
              >
                <option value="">all</option>
                {sections.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
            </label>
            {refusal !== null && <span className="flag-refusal">No changes: {refusal}</span>}
          </>
        }
        empty={
          all.length === 0
            ? "This server lists no flags."
            : `None of the ${all.length} flags of this server is ${[mutable ? "mutable" : "", section === "" ? "" : `in the section ${section}`].filter((part) => part !== "").join(" and ")}.`
        }
      />
      {revealed !== null && <RevealSecret cluster={cluster} server={server} name={revealed} onClose={hide} />}
      {edited !== null && (
        <EditFlag
          cluster={cluster}
          entry={entry}
          server={server}
          alike={alike.length === 0 ? [server] : alike}
          flag={edited}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

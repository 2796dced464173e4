// What of the board is shown: by whether processes differ, what can be changed, what is not the default, section and role.
import { roleTitle } from "./board-columns.tsx";
import type { Board } from "./use-board.ts";
import type { Filters } from "./url-state.ts";

interface Properties {
  readonly board: Board;
  readonly filters: Filters;
  readonly onFilters: (change: Partial<{ [Name in keyof Filters]: Filters[Name] | null }>) => void;
}

const SWITCHES = [
  { name: "differs", label: "Differs", hint: "Processes of one role have different values" },
  { name: "mutable", label: "Mutable only", hint: "Can be changed while the servers run" },
  { name: "set", label: "Not default", hint: "Some process that uses it has something else than the code's default" },
  { name: "here", label: "Changed here", hint: "Was changed through this dashboard" },
] as const;

export function BoardToolbar({ board, filters, onFilters }: Properties) {
  const sections = [...new Set(board.flags.map(({ item }) => item.section))].toSorted();
  return (
    <>
      {SWITCHES.map(({ name, label, hint }) => (
        <label key={name} className="flag-filter" title={hint}>
          <input
            type="checkbox"
            checked={filters[name]}
            onChange={(event) => onFilters({ [name]: event.currentTarget.checked || null })}
          />
          {label}
        </label>
      ))}
      <label className="flag-filter">
        Section
        <select
          value={sections.includes(filters.section) ? filters.section : ""}
          onChange={(event) => onFilters({ section: event.currentTarget.value || null })}
        >
          <option value="">all</option>
          {sections.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label className="flag-filter" title="Servers of which role use the flag">
        Used by
        <select
          value={board.roles.includes(filters.role) ? filters.role : ""}
          onChange={(event) => onFilters({ role: event.currentTarget.value || null })}
        >
          <option value="">all</option>
          {board.roles.map((role) => (
            <option key={role} value={role}>
              {roleTitle(role)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

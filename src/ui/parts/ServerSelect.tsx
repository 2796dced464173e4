// Picks one server of the roster, grouped by what the servers are.
import { useId } from "react";
import type { RosterEntry } from "#api/clusters.ts";

interface Properties {
  readonly label?: string;
  readonly roster: readonly RosterEntry[];
  readonly value: string;
  readonly onPick: (value: string) => void;
  /** A choice before the servers, e.g. the leader or all of them. */
  readonly first?: { readonly value: string; readonly label: string };
  /** Only servers of these roles; by default all. */
  readonly roles?: readonly RosterEntry["role"][];
}

const GROUPS: readonly { readonly role: RosterEntry["role"]; readonly label: string }[] = [
  { role: "meta", label: "Meta servers" },
  { role: "replica", label: "Replica servers" },
  { role: "collector", label: "Collectors" },
];

export function ServerSelect({ label = "Server", roster, value, onPick, first, roles }: Properties) {
  const id = useId();
  const known = value === first?.value || roster.some(({ server }) => server === value);
  return (
    <div className="server-select">
      <label htmlFor={id}>{label}</label>{" "}
      <select id={id} value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        {first !== undefined && <option value={first.value}>{first.label}</option>}
        {GROUPS.filter(({ role }) => roles === undefined || roles.includes(role)).map((group) => {
          const entries = roster.filter(({ role }) => role === group.role);
          return (
            entries.length > 0 && (
              <optgroup key={group.role} label={group.label}>
                {entries.map((entry) => (
                  <option key={entry.server} value={entry.server}>
                    {entry.server + noteOf(entry)}
                  </option>
                ))}
              </optgroup>
            )
          );
        })}
        {!known && <option value={value}>{value} (not in this cluster)</option>}
      </select>
    </div>
  );
}

function noteOf(entry: RosterEntry): string {
  if (entry.starting) return " (starting)";
  if (entry.alive === false) return " (not alive)";
  return entry.leader ? " (leader)" : "";
}

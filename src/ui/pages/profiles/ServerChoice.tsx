// Any number of servers of the roster, by their roles.
import type { RosterEntry } from "#api/clusters.ts";

interface Properties {
  readonly roster: readonly RosterEntry[];
  readonly chosen: readonly string[];
  readonly onChosen: (servers: readonly string[]) => void;
}

const ROLES: readonly { readonly role: RosterEntry["role"]; readonly label: string }[] = [
  { role: "replica", label: "Replica servers" },
  { role: "meta", label: "Meta servers" },
  { role: "collector", label: "Collectors" },
];

export function ServerChoice({ roster, chosen, onChosen }: Properties) {
  function turn(server: string): void {
    onChosen(chosen.includes(server) ? chosen.filter((one) => one !== server) : [...chosen, server]);
  }
  return (
    <div className="server-choice">
      {ROLES.map(({ role, label }) => {
        const entries = roster.filter((entry) => entry.role === role);
        return (
          entries.length > 0 && (
            <fieldset key={role}>
              <legend>{label}</legend>
              {entries.map(({ server, alive, leader }) => (
                <label key={server}>
                  <input type="checkbox" checked={chosen.includes(server)} onChange={() => turn(server)} />{" "}
                  <code>{server}</code>
                  {leader && " (leader)"}
                  {alive === false && " (not alive)"}
                </label>
              ))}
            </fieldset>
          )
        );
      })}
    </div>
  );
}

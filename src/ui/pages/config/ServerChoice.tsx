import { plural } from "../../format.ts";

interface Properties {
  /** The server whose flags are on view. */
  readonly here: string;
  /** All servers of its role, itself among them. */
  readonly alike: readonly string[];
  readonly picked: readonly string[];
  readonly onPick: (servers: readonly string[]) => void;
}

/** On which servers of the same role to change it: each keeps its own value, so a change of the cluster is one of each. */
export function ServerChoice({ here, alike, picked, onPick }: Properties) {
  if (alike.length < 2) {
    return (
      <p className="edit-hint">
        On <code>{here}</code>.
      </p>
    );
  }
  const all = picked.length === alike.length;
  return (
    <fieldset className="edit-servers">
      <legend>Servers</legend>
      <label>
        <input type="checkbox" checked={all} onChange={() => onPick(all ? [here] : alike)} />
        All {plural(alike.length, "server")} of this role
      </label>
      <ul>
        {alike.map((server) => (
          <li key={server}>
            <label>
              <input
                type="checkbox"
                checked={picked.includes(server)}
                onChange={(event) =>
                  onPick(
                    event.currentTarget.checked
                      ? alike.filter((one) => one === server || picked.includes(one))
                      : picked.filter((one) => one !== server),
                  )
                }
              />
              <code>{server}</code>
              {server === here && " (this one)"}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

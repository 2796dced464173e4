// What was changed here and no longer holds, mostly because the process restarted: "apply again?"
import { Link } from "react-router";
import { lostWords, type LostChange } from "#pegasus/lost-changes.ts";
import { formatTime } from "../format.ts";
import { paths } from "../paths.ts";
import { Icon } from "./Icon.tsx";
import "./lost-changes.css";

const SHOWN = 5;

interface Properties {
  readonly cluster: string;
  readonly lost: readonly LostChange[];
  readonly mayEdit: boolean;
}

export function LostChanges({ cluster, lost, mayEdit }: Properties) {
  if (lost.length === 0) return null;
  return (
    <section className="lost-changes" aria-label="Changes that no longer hold">
      <h2>
        <Icon name="warning" /> Changes that no longer hold
      </h2>
      <ul>
        {lost.slice(0, SHOWN).map((one) => (
          <li key={one.change.id}>
            {lostWords(one, formatTime)} <AgainLink cluster={cluster} lost={one} mayEdit={mayEdit} />
          </li>
        ))}
      </ul>
      {lost.length > SHOWN && (
        <p>
          {lost.length - SHOWN} more: <Link to={paths.audit(cluster)}>the audit log</Link> has all changes.
        </p>
      )}
    </section>
  );
}

interface AgainProperties {
  readonly cluster: string;
  readonly lost: LostChange;
  readonly mayEdit: boolean;
}

function AgainLink({ cluster, lost: { change, flag, wanted }, mayEdit }: AgainProperties) {
  if (!mayEdit) return null;
  const edit = { flag, servers: [change.server], value: wanted };
  return <Link to={paths.config(cluster, { edit })}>Apply again…</Link>;
}

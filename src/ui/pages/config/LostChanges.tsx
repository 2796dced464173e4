// What was changed here and no longer holds, mostly because the process restarted: "apply again?"
import { Link } from "react-router";
import { lostWords, type LostChange } from "#pegasus/lost-changes.ts";
import { formatTime } from "../../format.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { paths } from "../../paths.ts";
import { useLiveOptional } from "../../live.ts";
import { lostChangesQuery } from "../../queries-lost-changes.ts";

const SHOWN = 5;

export function LostChanges({ cluster, mayEdit }: { readonly cluster: string; readonly mayEdit: boolean }) {
  const lost = useLiveOptional(lostChangesQuery(cluster)).live?.data ?? [];
  if (lost.length === 0) return null;
  return (
    <section className="lost-changes" aria-label="Changes that no longer hold">
      <h2>
        <HealthBadge severity="warning">Changes that no longer hold</HealthBadge>
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

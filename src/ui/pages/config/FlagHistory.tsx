// Who changed a flag through this dashboard, when, from what to what; and the way back.
import { Link } from "react-router";
import { AUDIT_LIMIT, type AuditEntry } from "#api/changes.ts";
import { formatTime } from "../../format.ts";
import { paths } from "../../paths.ts";
import { isUndoable } from "../../parts/undoable.ts";
import { useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";

const SHOWN = 8;

interface Properties {
  readonly cluster: string;
  readonly flag: string;
  readonly mayUndo: boolean;
}

export function FlagHistory({ cluster, flag, mayUndo }: Properties) {
  const { live } = useLiveOptional(queries.audit(cluster, AUDIT_LIMIT.standard));
  const entries = (live?.data ?? []).filter((entry) => entry.flag === flag);
  return (
    <div>
      <h3>History</h3>
      {entries.length === 0 ? (
        <p className="flag-none">
          {live === null ? "Not known yet." : "Not changed through this dashboard, as far back as its last changes go."}
        </p>
      ) : (
        <ul className="flag-history" aria-label={`History of ${flag}`}>
          {entries.slice(0, SHOWN).map((entry) => (
            <Entry key={entry.id} cluster={cluster} entry={entry} mayUndo={mayUndo} />
          ))}
        </ul>
      )}
      {entries.length > SHOWN && (
        <Link to={`${paths.audit(cluster)}?${new URLSearchParams({ q: flag })}`}>
          All {entries.length} in the audit log
        </Link>
      )}
    </div>
  );
}

function Entry({
  cluster,
  entry,
  mayUndo,
}: {
  readonly cluster: string;
  readonly entry: AuditEntry;
  readonly mayUndo: boolean;
}) {
  const { at, user, server, before, after, verdict, reason } = entry;
  return (
    <li>
      <time dateTime={new Date(at).toISOString()}>{formatTime(at)}</time> <code>{server}</code>{" "}
      {verdict === "ok" ? (
        <>
          <code>{before ?? "?"}</code> → <code>{after ?? "?"}</code>
        </>
      ) : (
        verdict
      )}{" "}
      by {user}
      {reason !== null && <span className="flag-none"> ({reason})</span>}
      {mayUndo && isUndoable(entry) && (
        <>
          {" "}
          <Link to={paths.config(cluster, { undo: entry.id })}>Undo…</Link>
        </>
      )}
    </li>
  );
}

// Which entries of the audit log can be taken back. Pure.
import type { AuditEntry } from "#api/changes.ts";
import { MASK } from "#pegasus/secrets.ts";

/** A flag that was changed, proven, and of which the old value is known. One that was cut off and read again counts. */
export function isUndoable({ flag, before, after, verdict }: AuditEntry): boolean {
  const happened = verdict === "ok" || verdict === "unknown";
  return happened && flag !== null && before !== null && after !== null && before !== after && before !== MASK;
}

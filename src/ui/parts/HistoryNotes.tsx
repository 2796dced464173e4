import type { Severity } from "#pegasus/health.ts";
import { HealthBadge } from "./HealthBadge.tsx";

/** What the history says about its own answer, a line each. */
export function HistoryNotes({ notes, severity }: { readonly notes: readonly string[]; readonly severity: Severity }) {
  return notes.map((note) => (
    <p key={note}>
      <HealthBadge severity={severity}>History</HealthBadge> {note}
    </p>
  ));
}

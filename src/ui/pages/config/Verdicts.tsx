import type { ConfigLine } from "#api/changes.ts";
import type { FlagType } from "#pegasus/answers/config.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { verdictOf } from "./verdict.ts";

interface Properties {
  readonly lines: readonly ConfigLine[];
  readonly type: FlagType;
  /** What was sent. */
  readonly wanted: string;
}

/** What became of the change on each server. */
export function Verdicts({ lines, type, wanted }: Properties) {
  if (lines.length === 0) return null;
  return (
    <ul className="edit-verdicts" aria-label="What became of it">
      {lines.map((line) => {
        const { severity, words } = verdictOf(line, type, wanted);
        return (
          <li key={line.server}>
            <HealthBadge severity={severity}>
              <code>{line.server}</code>
            </HealthBadge>{" "}
            {words}
          </li>
        );
      })}
    </ul>
  );
}

import { HealthBadge } from "./HealthBadge.tsx";
import { partialWords, type Silent } from "./partial-words.ts";

interface Properties {
  /** What was asked, e.g. "node". */
  readonly one: string;
  readonly answered: number;
  readonly silent: readonly Silent[];
}

/** Says that what is shown is not all: who answered, who did not, and why. Nothing where all answered. */
export function PartialNote({ one, answered, silent }: Properties) {
  if (silent.length === 0) return null;
  return (
    <details className="partial-note" aria-label="Partial data">
      <summary>
        <HealthBadge severity="warning">{partialWords(one, answered, silent)}</HealthBadge>
      </summary>
      <ul>
        {silent.map(({ server, message }) => (
          <li key={server}>
            <code>{server}</code> {message}
          </li>
        ))}
      </ul>
    </details>
  );
}

import type { Severity } from "#pegasus/health.ts";
import { formatClock } from "../../format.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import type { Followed } from "./followed.ts";

export interface Step {
  readonly text: string;
  /** Null: it has not been seen yet. */
  readonly severity: Severity | null;
}

interface Properties {
  readonly followed: Followed;
  /** After its acceptance. */
  readonly steps: readonly Step[];
  readonly onDismiss: () => void;
}

/** What was accepted, and what really happened since. */
export function Course({ followed, steps, onDismiss }: Properties) {
  const over = steps.every(({ severity }) => severity !== null);
  return (
    <section className="course" aria-label="What became of it">
      <ol role="status">
        <li>
          <HealthBadge severity="ok">Accepted</HealthBadge> at {formatClock(followed.at)}:{" "}
          {Object.entries(followed.sent)
            .filter(([, value]) => value !== "")
            .map(([name, value]) => `${name} ${value}`)
            .join(", ")}
        </li>
        {steps.map(({ text, severity }) => (
          <li key={text}>
            {severity === null ? (
              <HealthBadge severity="unknown">Not seen yet</HealthBadge>
            ) : (
              <HealthBadge severity={severity}>{severity === "ok" ? "Seen" : "Failed"}</HealthBadge>
            )}{" "}
            {text}
          </li>
        ))}
      </ol>
      <p>
        <button type="button" className="text-button" onClick={onDismiss}>
          {over ? "Done" : "Follow it no longer"}
        </button>
      </p>
    </section>
  );
}

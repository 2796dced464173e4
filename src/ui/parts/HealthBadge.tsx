// Severity as an icon, a word and a colour, so that none of them carries it alone.
import type { ReactNode } from "react";
import type { Severity } from "#pegasus/health.ts";
import { Icon } from "./Icon.tsx";

const WORDS: Readonly<Record<Severity, string>> = {
  ok: "Healthy",
  notice: "Notice",
  warning: "Warning",
  critical: "Critical",
  unknown: "Unknown",
};

/** The worst first, for sorting. */
export const SEVERITY_RANK: Readonly<Record<Severity, number>> = {
  critical: 0,
  warning: 1,
  unknown: 2,
  notice: 3,
  ok: 4,
};

interface Properties {
  readonly severity: Severity;
  /** Words in place of the severity's own. */
  readonly children?: ReactNode;
  readonly title?: string;
}

export function HealthBadge({ severity, children, title }: Properties) {
  return (
    <span className="health-badge" data-severity={severity} title={title}>
      <Icon name={severity} />
      <span>{children ?? WORDS[severity]}</span>
    </span>
  );
}

import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Severity } from "#pegasus/health.ts";

interface Properties {
  readonly label: string;
  readonly children: ReactNode;
  /** A line under the value. */
  readonly hint?: ReactNode;
  /** Where the number is explained. */
  readonly to?: string;
  readonly severity?: Severity;
}

/** One number at a glance. Lies in a `<dl className="tiles">`. */
export function StatTile({ label, children, hint, to, severity = "ok" }: Properties) {
  return (
    <div className="tile" data-severity={severity}>
      <dt>{to === undefined ? label : <Link to={to}>{label}</Link>}</dt>
      <dd>
        <span className="tile-value">{children}</span>
        {hint !== undefined && <span className="tile-hint">{hint}</span>}
      </dd>
    </div>
  );
}

import { lazy, Suspense, useId, useState, type ReactNode } from "react";
import type { Judged } from "#pegasus/checks/all.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { Names } from "./Names.tsx";

/** What a check means and what would help is loaded when somebody asks. */
const CheckHelp = lazy(async () => ({ default: (await import("./CheckHelp.tsx")).CheckHelp }));

interface Properties {
  readonly cluster: string;
  readonly judged: Judged;
}

/** One check: its verdict, its name, its sentence; the rest on demand. */
export function CheckItem({ cluster, judged }: Properties) {
  const { id, title, verdict } = judged;
  const [open, setOpen] = useState(false);
  const name = useId();
  const help = useId();
  return (
    <li className="check" aria-labelledby={name} data-check={id} data-severity={verdict.severity}>
      <div className="check-line">
        <HealthBadge severity={verdict.severity} />
        <button
          type="button"
          className="check-name"
          id={name}
          aria-expanded={open}
          aria-controls={open ? help : undefined}
          title={`What ${title} means, what would help, and the evidence`}
          onClick={() => setOpen(!open)}
        >
          {title}
          <Icon name="play" size={9} />
        </button>
        <span className="check-sentence">
          {verdict.sentence}
          <Names cluster={cluster} verdict={verdict} />
        </span>
      </div>
      {open && (
        <div className="check-help" id={help}>
          <Suspense fallback={<span role="status">Loading…</span>}>
            <CheckHelp cluster={cluster} judged={judged} />
          </Suspense>
        </div>
      )}
    </li>
  );
}

interface UnansweredProperties {
  readonly kind: "failed" | "absent";
  readonly why: string;
  readonly checks: readonly Judged[];
  readonly children?: ReactNode;
}

/** Checks that could not be made for one and the same reason. */
export function Unanswered({ kind, why, checks, children }: UnansweredProperties) {
  const name = useId();
  return (
    <li className="check" aria-labelledby={name} data-severity="unknown" data-unknown={kind}>
      <div className="check-line">
        <HealthBadge severity="unknown">{kind === "failed" ? "Unknown" : "Not made"}</HealthBadge>
        <span className="check-names" id={name}>
          {checks.map(({ title }) => title).join(", ")}
        </span>
        <span className="check-sentence">
          {why} {children}
        </span>
      </div>
    </li>
  );
}

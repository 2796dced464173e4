// The checks of the cluster's health: what is wrong first, each with its reason; what is well folded away.
import type { Judged } from "#pegasus/checks/all.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { plural } from "../../format.ts";
import { CheckItem, Unanswered } from "./CheckItem.tsx";
import { grouped, type Grouped } from "./grouped.ts";

interface Properties {
  readonly cluster: string;
  readonly judged: readonly Judged[];
  /** To compare the flags of very many servers; null: they are compared, or need not be asked for. */
  readonly onCompare: (() => void) | null;
  /** Whether those that are fine are shown, too. */
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

export function Checklist({ cluster, judged, onCompare, open, onOpen }: Properties) {
  const groups = grouped(judged);
  return (
    <>
      <div className="checks-headline">
        <Headline {...groups} />
        {groups.well.length > 0 && (
          <button type="button" className="text-button" aria-expanded={open} onClick={() => onOpen(!open)}>
            {open ? "Hide" : "Show"} {plural(groups.well.length, "check")} that{" "}
            {groups.well.length === 1 ? "is" : "are"} fine
          </button>
        )}
      </div>
      <ul className="checks" aria-label="Checks">
        {groups.wrong.map((one) => (
          <CheckItem key={one.id} cluster={cluster} judged={one} />
        ))}
        {groups.failed.map(({ why, checks }) => (
          <Unanswered key={why} kind="failed" why={why} checks={checks} />
        ))}
        {groups.absent.map(({ why, checks }) => (
          <Unanswered key={why} kind="absent" why={why} checks={checks}>
            {onCompare !== null && checks.some(({ id }) => id === "drift") && (
              <button type="button" className="text-button" onClick={onCompare}>
                Compare them now
              </button>
            )}
          </Unanswered>
        ))}
        {open && groups.well.map((one) => <CheckItem key={one.id} cluster={cluster} judged={one} />)}
      </ul>
      <p className="checks-foot">
        {groups.waiting.length > 0 && `Being asked: ${groups.waiting.map(({ title }) => title).join(", ")}`}
      </p>
    </>
  );
}

/** All in one line; calm when all is well. */
function Headline({ wrong, failed, absent, waiting, well }: Grouped) {
  const unknown = failed.reduce((sum, { checks }) => sum + checks.length, 0);
  const worst = wrong[0]?.verdict.severity;
  const severity = worst === undefined || worst === "notice" ? (unknown > 0 ? "unknown" : (worst ?? "ok")) : worst;
  const count = (is: string): number => wrong.filter(({ verdict }) => verdict.severity === is).length;
  const parts = [
    ...(count("critical") > 0 ? [`${count("critical")} critical`] : []),
    ...(count("warning") > 0 ? [plural(count("warning"), "warning")] : []),
    ...(unknown + count("unknown") > 0 ? [`${unknown + count("unknown")} not known`] : []),
    ...(count("notice") > 0 ? [plural(count("notice"), "notice")] : []),
    `${plural(well.length, "check")} fine`,
    ...(waiting.length > 0 ? [`${waiting.length} being asked`] : []),
    ...(absent.length > 0 ? [`${absent.reduce((sum, { checks }) => sum + checks.length, 0)} not made`] : []),
  ];
  const calm = wrong.length === 0 && unknown === 0;
  return (
    <p className="checks-verdict" role="status" aria-label="Verdict">
      <HealthBadge severity={severity}>{HEADLINES[severity]}</HealthBadge>
      <span className="checks-counts">
        {calm && waiting.length + absent.length === 0 ? `All ${parts.join()}.` : `${parts.join(", ")}.`}
      </span>
    </p>
  );
}

const HEADLINES = {
  ok: "All is well",
  notice: "Nothing is wrong",
  warning: "Look at this soon",
  unknown: "Not all is known",
  critical: "Act now",
} as const;

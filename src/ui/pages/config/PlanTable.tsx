// The servers of a dialog: which are chosen, what each has, what it would have, and what became of it.
import type { FlagType } from "#pegasus/answers/config.ts";
import { NONE } from "../../format.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { isDue, type Step } from "./plan.ts";
import type { Outcome } from "./use-apply.ts";
import { verdictOf } from "./verdict.ts";

interface Properties {
  readonly steps: readonly Step[];
  readonly type: FlagType;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (servers: ReadonlySet<string>) => void;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly busy: boolean;
}

export function PlanTable({ steps, type, chosen, onChoose, outcomes, busy }: Properties) {
  const roles = [...new Set(steps.map(({ role }) => role))];
  return (
    <fieldset className="plan" disabled={busy}>
      <legend>Servers</legend>
      {roles.map((role) => (
        <RoleChoice
          key={role}
          role={role}
          servers={steps.flatMap((step) => (step.role === role ? [step.server] : []))}
          chosen={chosen}
          onChoose={onChoose}
        />
      ))}
      <div className="plan-scroll">
        <table aria-label="Servers and values">
          <thead>
            <tr>
              <th scope="col">Server</th>
              <th scope="col">Now → then</th>
              <th scope="col">What becomes of it</th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step.server} data-chosen={chosen.has(step.server)}>
                <th scope="row">
                  <label>
                    <input
                      type="checkbox"
                      checked={chosen.has(step.server)}
                      onChange={() => onChoose(toggled(chosen, [step.server]))}
                    />
                    <code>{step.server}</code>
                    {step.leader && <span className="flag-none"> leader</span>}
                  </label>
                </th>
                <td>
                  <Values step={step} chosen={chosen.has(step.server)} />
                </td>
                <td>
                  <Fate step={step} type={type} chosen={chosen.has(step.server)} outcome={outcomes.get(step.server)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </fieldset>
  );
}

interface RoleProperties {
  readonly role: string;
  readonly servers: readonly string[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (servers: ReadonlySet<string>) => void;
}

/** One click for all of a role. */
function RoleChoice({ role, servers, chosen, onChoose }: RoleProperties) {
  if (servers.length < 2) return null;
  const all = servers.every((server) => chosen.has(server));
  return (
    <label className="plan-role">
      <input type="checkbox" checked={all} onChange={() => onChoose(toggled(chosen, servers))} />
      All {servers.length} {role} servers
    </label>
  );
}

/** All of them out where all are in, else in. */
function toggled(chosen: ReadonlySet<string>, servers: readonly string[]): ReadonlySet<string> {
  const all = servers.every((server) => chosen.has(server));
  const next = new Set(chosen);
  for (const server of servers) {
    if (all) next.delete(server);
    else next.add(server);
  }
  return next;
}

function Values({ step: { now, next, obstacle }, chosen }: { readonly step: Step; readonly chosen: boolean }) {
  const value = now === null ? NONE : now === "" ? "empty" : now;
  if (!chosen || next === null || next === now || obstacle !== null) return <code>{value}</code>;
  return (
    <>
      <code>{value}</code> → <code>{next === "" ? "empty" : next}</code>
    </>
  );
}

interface FateProperties {
  readonly step: Step;
  readonly type: FlagType;
  readonly chosen: boolean;
  readonly outcome: Outcome | undefined;
}

function Fate({ step, type, chosen, outcome }: FateProperties) {
  if (outcome !== undefined) {
    const { severity, words } = verdictOf(outcome.line, type, outcome.wanted);
    return <HealthBadge severity={severity}>{words}</HealthBadge>;
  }
  if (step.obstacle !== null) {
    return (
      <span className="plan-obstacle">
        <Icon name="warning" size={12} /> {step.obstacle}
      </span>
    );
  }
  if (!chosen) return <span className="flag-none">stays as it is</span>;
  if (step.next !== null && !isDue(step)) return <span className="flag-none">has it already: nothing is sent</span>;
  if (step.warning === null) return null;
  return (
    <span className="plan-obstacle">
      <Icon name="warning" size={12} /> {step.warning}
    </span>
  );
}

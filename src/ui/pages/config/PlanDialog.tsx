// The frame of a dialog that changes flags: what is asked for, on which servers, every caution, progress, and what came of it.
import { Button, Group } from "@mantine/core";
import { useId, useState, type ReactNode } from "react";
import type { ClusterEntry } from "#api/clusters.ts";
import type { FlagType } from "#pegasus/answers/config.ts";
import { plural } from "../../format.ts";
import { EnvironmentNote } from "../../parts/EnvironmentNote.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { Modal } from "../../parts/Modal.tsx";
import { ReasonField } from "../../parts/ReasonField.tsx";
import { isDue, type Step } from "./plan.ts";
import { PlanTable } from "./PlanTable.tsx";
import { Traps } from "./Traps.tsx";
import type { Applying } from "./use-apply.ts";

interface Properties {
  readonly title: ReactNode;
  readonly entry: ClusterEntry | null;
  readonly type: FlagType;
  readonly steps: readonly Step[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (servers: ReadonlySet<string>) => void;
  readonly traps: readonly string[];
  /** As in "Apply to 3 servers". */
  readonly verb: string;
  /** Why nothing can be applied at all; null: it can. */
  readonly refusal: string | null;
  readonly applying: Applying;
  readonly reason: string;
  readonly onReason: (text: string) => void;
  readonly onApply: (steps: readonly Step[]) => void;
  /** Offers to take back what was done here. */
  readonly onUndo?: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

export function PlanDialog(properties: Properties) {
  const { title, entry, steps, chosen, traps, verb, refusal, applying, onApply, onUndo, onClose, children } =
    properties;
  const [canary, setCanary] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const due = steps.filter((step) => chosen.has(step.server) && isDue(step));
  const unasked = steps.filter(
    ({ server, obstacle }) => chosen.has(server) && obstacle !== null && !applying.outcomes.has(server),
  ).length;
  const busy = applying.progress !== null;
  const begun = applying.outcomes.size > 0;
  const first = begun ? undefined : due.find(({ server }) => server === canary);
  const now = first === undefined ? due : [first];
  const confirmed = entry?.environment !== "production" || typed === entry.name;
  return (
    <Modal title={title} className="edit-flag" busy={busy} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && refusal === null && confirmed && now.length > 0) onApply(now);
        }}
      >
        <EnvironmentNote entry={entry} />
        {children}
        <PlanTable {...properties} outcomes={applying.outcomes} busy={busy} />
        <Traps traps={traps} />
        <p className="edit-warning">
          In memory only, on {due.length === 1 ? "this one process" : "each of these processes"}: it is lost at a
          restart. To keep it, set it in config.ini, too.
        </p>
        <ReasonField reason={properties.reason} onReason={properties.onReason} />
        {due.length > 1 && !begun && <Canary due={due} canary={canary} onCanary={setCanary} />}
        {entry?.environment === "production" && <TypedName name={entry.name} typed={typed} onType={setTyped} />}
        <Progress applying={applying} unasked={unasked} />
        {refusal !== null && <p className="edit-error">Nothing can be changed: {refusal}</p>}
        {applying.failure !== null && <Failure failure={applying.failure} />}
        <Group justify="flex-end" gap="xs" mt="sm">
          {onUndo !== undefined && applying.done.length > 0 && !busy && (
            <Button size="xs" variant="default" onClick={onUndo}>
              Undo on {plural(applying.done.length, "server")}…
            </Button>
          )}
          <Button size="xs" variant="default" onClick={onClose} disabled={busy}>
            {begun ? "Close" : "Cancel"}
          </Button>
          <Button size="xs" type="submit" loading={busy} disabled={refusal !== null || !confirmed || now.length === 0}>
            {labelOf(verb, now, applying)}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function labelOf(verb: string, now: readonly Step[], { outcomes }: Applying): string {
  if (now.length === 0) return verb;
  const again = now.filter(({ server }) => outcomes.has(server)).length;
  const [only] = now;
  if (outcomes.size === 0) {
    return now.length === 1 && only !== undefined
      ? `${verb} to ${only.server}`
      : `${verb} to ${plural(now.length, "server")}`;
  }
  if (again > 0 && again === now.length) return `Retry on ${plural(again, "server")}`;
  return `${verb} to the other ${plural(now.length, "server")}`;
}

interface TypedProperties {
  readonly name: string;
  readonly typed: string;
  readonly onType: (text: string) => void;
}

/** In production a change wants the cluster's name, so that nobody takes it for another by habit. */
function TypedName({ name, typed, onType }: TypedProperties) {
  const id = useId();
  return (
    <p className="edit-typed">
      <label htmlFor={id}>
        Type the cluster’s name, <code>{name}</code>, to go on
      </label>{" "}
      <input
        id={id}
        type="text"
        value={typed}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onType(event.currentTarget.value)}
      />
    </p>
  );
}

interface CanaryProperties {
  readonly due: readonly Step[];
  readonly canary: string | null;
  readonly onCanary: (server: string | null) => void;
}

/** One server alone at first, rather none that leads. */
function Canary({ due, canary, onCanary }: CanaryProperties) {
  const standard = due.find(({ leader }) => !leader) ?? due[0];
  return (
    <div className="edit-canary">
      <label>
        <input
          type="checkbox"
          checked={canary !== null}
          onChange={(event) => onCanary(event.currentTarget.checked ? (standard?.server ?? null) : null)}
        />
        First on one server alone, the others when that has gone well
      </label>
      {canary !== null && (
        <select aria-label="First on" value={canary} onChange={(event) => onCanary(event.currentTarget.value)}>
          {due.map(({ server }) => (
            <option key={server}>{server}</option>
          ))}
        </select>
      )}
    </div>
  );
}

interface ProgressProperties {
  readonly applying: Applying;
  /** Chosen servers that cannot be asked. */
  readonly unasked: number;
}

function Progress({ applying: { progress, outcomes }, unasked }: ProgressProperties) {
  const failed = [...outcomes.values()].filter(({ line }) => !line.ok).length;
  return (
    <p role="status" className="edit-progress">
      {progress !== null && (
        <>
          <progress max={progress.all} value={progress.done} aria-label="Servers done" /> {progress.done} of{" "}
          {plural(progress.all, "server")}, four at a time
        </>
      )}
      {progress === null &&
        outcomes.size > 0 &&
        (failed === 0
          ? `Done on ${plural(outcomes.size, "server")}, and read back.`
          : `Done on ${outcomes.size - failed} of ${plural(outcomes.size, "server")}; ${failed} failed.`)}
      {progress === null && outcomes.size > 0 && unasked > 0 && ` ${plural(unasked, "server")} could not be asked.`}
    </p>
  );
}

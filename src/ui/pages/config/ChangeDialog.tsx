// The dialog that changes a flag on some servers: the value, each server's old and new one, and what became of it.
import { useMemo, useState } from "react";
import type { ClusterEntry, RosterEntry } from "#api/clusters.ts";
import type { ConfigItem } from "#pegasus/answers/config.ts";
import { isMutable } from "#pegasus/answers/config.ts";
import { readFlagInput } from "#pegasus/flag-input.ts";
import { groupRefusal, isInert, trapsOf } from "#pegasus/flag-traps.ts";
import type { FleetAnswers } from "../../queries-config.ts";
import type { Live } from "../../live.ts";
import { changeSteps, isDue, nowOf, type UndoItem } from "./plan.ts";
import { PlanDialog } from "./PlanDialog.tsx";
import { FACTS, type Process } from "./use-board.ts";
import { readBackSince, useApply } from "./use-apply.ts";
import { ValueField } from "./ValueField.tsx";
import { whyFixed } from "./why-fixed.ts";

export interface DialogProperties {
  readonly cluster: string;
  readonly entry: ClusterEntry | null;
  readonly roster: readonly RosterEntry[];
  readonly processes: readonly Process[];
  readonly answers: Live<FleetAnswers<ConfigItem>>;
  /** Why nobody may change anything here; null: one may. */
  readonly refusal: string | null;
  readonly onClose: () => void;
}

interface Properties extends DialogProperties {
  readonly item: ConfigItem;
  /** Chosen at first; empty: all that use the flag. */
  readonly on: readonly string[];
  /** Typed at first. */
  readonly value: string | null;
  readonly onUndo: (items: readonly UndoItem[]) => void;
}

export function ChangeDialog(properties: Properties) {
  const { cluster, entry, roster, processes, answers, item, on, refusal, onUndo, onClose } = properties;
  const fact = FACTS.get(item.name) ?? null;
  const uses = (role: string): boolean => fact === null || !isInert(fact, role);
  const [everywhere, setEverywhere] = useState(false);
  const [typed, setTyped] = useState(
    () => properties.value ?? (on.length > 0 ? item.value : commonValue(item, processes, uses)),
  );
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(on.length === 0 ? null : new Set(on));
  const [reason, setReason] = useState("");
  const applying = useApply(cluster);

  const inert = roster.filter(({ role, server }) => !uses(role) && picked?.has(server) !== true);
  const candidates = everywhere ? roster : roster.filter((one) => !inert.includes(one));
  const chosen = picked ?? new Set(candidates.flatMap(({ role, server }) => (uses(role) ? [server] : [])));
  const flag = { name: item.name, type: item.type, mutable: isMutable(item), limit: fact?.limit };
  const read = readFlagInput(flag, typed);
  const now = nowOf(answers.data.said, readBackSince(applying.outcomes, answers.exchange.at));
  const items = useMemo(() => new Map(processes.map((one) => [one.server, one.items])), [processes]);
  const steps = changeSteps(candidates, now, {
    next: read.ok ? read.shown : null,
    refusal: (server) =>
      read.ok ? groupRefusal(item.name, read.shown, (name) => items.get(server)?.[name]?.value) : [],
  });
  const mine = steps.filter(({ server }) => chosen.has(server));
  const fleet = new Map(
    [...new Set(roster.map(({ role }) => role))].flatMap((role) => (uses(role) ? [[role, countOf(roster, role)]] : [])),
  );
  const roles = mine.map(({ role }) => role);
  const traps = read.ok ? trapsOf({ fact, name: item.name, value: read.shown, roles, fleet }) : [];
  const fixed = whyFixed(item);

  return (
    <PlanDialog
      title={
        <>
          Change <code>{item.name}</code>
        </>
      }
      entry={entry}
      type={item.type}
      steps={steps}
      chosen={chosen}
      onChoose={setPicked}
      traps={traps}
      verb="Apply"
      refusal={refusal ?? fixed?.reason ?? null}
      applying={applying}
      reason={reason}
      onReason={setReason}
      onApply={(due) => {
        if (read.ok) applying.apply({ flag: item.name, steps: due, textOf: () => read.text, reason });
      }}
      onUndo={() => onUndo(applying.done)}
      onClose={onClose}
    >
      <p className="edit-description">
        {fact?.meaning ?? item.description}
        {fact !== null && fact.default !== "" && (
          <>
            {" "}
            (default <code>{fact.default}</code>)
          </>
        )}
      </p>
      <ValueField flag={flag} typed={typed} read={read} idle={mine.length > 0 && !mine.some(isDue)} onType={setTyped} />
      {inert.length > 0 && (
        <label className="edit-everywhere">
          <input
            type="checkbox"
            checked={everywhere}
            onChange={(event) => setEverywhere(event.currentTarget.checked)}
          />
          Show the {inert.length} servers, too, on which it does nothing
        </label>
      )}
    </PlanDialog>
  );
}

/** What most of those that use it have, by the board. */
function commonValue(item: ConfigItem, processes: readonly Process[], uses: (role: string) => boolean): string {
  const counts = new Map<string, number>();
  for (const { role, items } of processes) {
    const value = uses(role) ? items[item.name]?.value : undefined;
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? item.value;
}

function countOf(roster: readonly RosterEntry[], wanted: string): number {
  return roster.filter(({ role }) => role === wanted).length;
}

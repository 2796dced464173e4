// The dialog that takes a change back: each server to its own old value, unless somebody has changed it since.
import { useState } from "react";
import type { AuditEntry } from "#api/changes.ts";
import type { ConfigItem } from "#pegasus/answers/config.ts";
import { trapsOf } from "#pegasus/flag-traps.ts";
import { formatTime } from "../../format.ts";
import type { DialogProperties } from "./ChangeDialog.tsx";
import { nowOf, undoSteps, type UndoItem } from "./plan.ts";
import { PlanDialog } from "./PlanDialog.tsx";
import { FACTS } from "./use-board.ts";
import { readBackSince, useApply } from "./use-apply.ts";

interface Properties extends DialogProperties {
  readonly item: ConfigItem;
  readonly items: readonly UndoItem[];
  /** What it takes back, for the audit log and the eye. */
  readonly of: string;
  /** The newest first: to say who changed a value since. */
  readonly entries: readonly AuditEntry[];
}

export function UndoDialog({
  cluster,
  entry,
  roster,
  answers,
  refusal,
  onClose,
  item,
  items,
  of,
  entries,
}: Properties) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(() => new Set(items.map(({ server }) => server)));
  const [reason, setReason] = useState(`Undo of ${of}`);
  const applying = useApply(cluster);
  const now = nowOf(answers.data.said, readBackSince(applying.outcomes, answers.exchange.at));
  const steps = undoSteps(items, roster, now, (server, value) => {
    const newest = entries.find((one) => one.server === server && one.flag === item.name && one.after === value);
    return newest === undefined ? null : `${newest.user} at ${formatTime(newest.at)}`;
  });
  const values = new Set(items.map(({ to }) => to));
  const [value = ""] = values;
  const traps =
    values.size === 1
      ? trapsOf({ fact: FACTS.get(item.name) ?? null, name: item.name, value, roles: [], fleet: new Map() })
      : [];
  return (
    <PlanDialog
      title={
        <>
          Undo a change of <code>{item.name}</code>
        </>
      }
      entry={entry}
      type={item.type}
      steps={steps}
      chosen={picked}
      onChoose={setPicked}
      traps={traps}
      verb="Apply the old value"
      refusal={refusal}
      applying={applying}
      reason={reason}
      onReason={setReason}
      onApply={(due) => applying.apply({ flag: item.name, steps: due, textOf: ({ next }) => next ?? "", reason })}
      onClose={onClose}
    >
      <p className="edit-description">
        Of {of}: each server gets its own old value back. Where the value has changed since, it is left alone.
      </p>
    </PlanDialog>
  );
}

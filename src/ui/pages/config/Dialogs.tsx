// Which dialog is open, as the address says: a change, or taking one back.
import { useState } from "react";
import { AUDIT_LIMIT } from "#api/changes.ts";
import type { ClusterEntry, RosterEntry } from "#api/clusters.ts";
import { formatTime } from "../../format.ts";
import { isUndoable } from "../../parts/undoable.ts";
import { useLiveOptional } from "../../live.ts";
import { configQueries } from "../../queries-config.ts";
import { queries } from "../../queries.ts";
import { ChangeDialog } from "./ChangeDialog.tsx";
import { NoDialog } from "./NoDialog.tsx";
import { undoItems, type UndoItem } from "./plan.ts";
import { UndoDialog } from "./UndoDialog.tsx";
import type { Process } from "./use-board.ts";
import { useDialogState } from "./url-state.ts";

interface Properties {
  readonly cluster: string;
  readonly entry: ClusterEntry | null;
  readonly roster: readonly RosterEntry[];
  readonly processes: readonly Process[];
  readonly refusal: string | null;
}

export function Dialogs(properties: Properties) {
  const { state, close } = useDialogState();
  if (state.undo !== null) return <UndoOf key={state.undo} {...properties} id={state.undo} onClose={close} />;
  if (state.edit === null) return null;
  const key = `${state.edit} ${state.on.join(" ")}`;
  return (
    <OfFlag
      key={key}
      {...properties}
      flag={state.edit}
      on={state.on}
      value={state.value}
      undoing={null}
      onClose={close}
    />
  );
}

interface FlagProperties extends Properties {
  readonly flag: string;
  readonly on: readonly string[];
  readonly value: string | null;
  readonly undoing: Undoing | null;
  readonly onClose: () => void;
}

interface Undoing {
  readonly items: readonly UndoItem[];
  readonly of: string;
}

/** Opens when some server has told about the flag, which is asked of all of them for it: the board may be old. */
function OfFlag({ flag, on, value, onClose, undoing, ...properties }: FlagProperties) {
  const { cluster, roster } = properties;
  const [back, setBack] = useState(undoing);
  const { live: answers, failure } = useLiveOptional(configQueries.flag(cluster, flag));
  const audit = useLiveOptional(queries.audit(cluster, AUDIT_LIMIT.standard), back !== null).live;
  const title = `Change ${flag}`;
  if (answers === null)
    return <NoDialog title={title} failure={failure} onClose={onClose} words="Asking the servers…" />;
  const said = answers.data.said.flatMap((one) => ("value" in one ? [one] : []));
  // One of those that are to be changed, rather than who answers first: the field begins with what it has.
  const ofThem = said.find(({ server }) => on.includes(server));
  const item = (ofThem ?? (on.length === 0 || answers.data.complete ? said[0] : undefined))?.value;
  if (item === undefined) {
    const words = answers.data.complete
      ? `No server of this cluster that answers has a flag ${flag}. It may have vanished with another version.`
      : "Asking the servers…";
    return <NoDialog title={title} failure={failure} onClose={onClose} words={words} />;
  }
  const known = { ...properties, answers, item, onClose };
  if (back !== null) return <UndoDialog {...known} {...back} entries={audit?.data ?? []} />;
  const onUndo = (items: readonly UndoItem[]): void => setBack({ items, of: "what was just done" });
  const there = on.filter((server) => roster.some((one) => one.server === server));
  return <ChangeDialog {...known} on={there} value={value} onUndo={onUndo} />;
}

function UndoOf({ id, ...properties }: Properties & { readonly id: number; readonly onClose: () => void }) {
  const [limit, setLimit] = useState<number>(AUDIT_LIMIT.standard);
  // As it was when the dialog opened: what is done in it adds to the log.
  const [seen, setSeen] = useState<{ readonly flag: string; readonly undoing: Undoing } | null>(null);
  const { live, failure } = useLiveOptional(queries.audit(properties.cluster, limit), seen === null);
  const title = `Undo change ${id}`;
  if (seen !== null) return <OfFlag {...properties} {...seen} on={[]} value={null} />;
  if (live === null)
    return <NoDialog title={title} failure={failure} onClose={properties.onClose} words="Reading the audit log…" />;
  const entry = live.data.find((one) => one.id === id);
  if (entry === undefined && limit < AUDIT_LIMIT.most && live.data.length >= limit) {
    setLimit(AUDIT_LIMIT.most); // it is an old one
    return null;
  }
  if (entry === undefined || entry.flag === null || !isUndoable(entry)) {
    const words =
      entry === undefined
        ? `The audit log of this cluster has no entry ${id}.`
        : `Entry ${id} (${entry.what}) cannot be undone: it changed no flag of which the old value is known.`;
    return <NoDialog title={title} failure={null} onClose={properties.onClose} words={words} />;
  }
  const of = `change ${id} of ${formatTime(entry.at)} by ${entry.user}`;
  setSeen({ flag: entry.flag, undoing: { items: undoItems(live.data, entry), of } });
  return null;
}

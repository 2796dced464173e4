// What a dialog is about to do on each server, and what stands in its way. Pure.
import type { AuditEntry } from "#api/changes.ts";
import type { RosterEntry } from "#api/clusters.ts";
import type { ConfigItem } from "#pegasus/answers/config.ts";
import type { Said } from "../../read-fleet.ts";

/** One server in a dialog. */
export interface Step {
  readonly server: string;
  readonly role: string;
  readonly leader: boolean;
  /** What it has; null: not known. */
  readonly now: string | null;
  /** What it would have; null: nothing that could be sent has been typed. */
  readonly next: string | null;
  /** Why nothing can be sent to it; null: it can. */
  readonly obstacle: string | null;
  /** What is to be known beforehand, though it stands in nobody's way. */
  readonly warning: string | null;
}

/** Whether there is something to do on it. */
export function isDue({ now, next, obstacle }: Step): boolean {
  return obstacle === null && next !== null && now !== next;
}

/** What each server has by its own last answer, or by what was read back from it since. */
export type Now = (server: string) => { readonly value: string } | { readonly problem: string } | null;

export function nowOf(
  said: readonly Said<ConfigItem>[],
  /** What was read back after `said` came. */
  readBack: ReadonlyMap<string, string>,
): Now {
  const bySaid = new Map(said.map((one) => [one.server, one]));
  return (server) => {
    const back = readBack.get(server);
    if (back !== undefined) return { value: back };
    const one = bySaid.get(server);
    if (one === undefined) return null;
    return "value" in one ? { value: one.value.value } : { problem: one.problem };
  };
}

type Place = Pick<Step, "server" | "role" | "leader">;

interface Change {
  /** As `/config` will show it; null: what was typed cannot be sent. */
  readonly next: string | null;
  /** What this server's group validators would say to it; empty: nothing. */
  readonly refusal: (server: string) => readonly string[];
}

/** The same value for all. */
export function changeSteps(roster: readonly RosterEntry[], now: Now, { next, refusal }: Change): Step[] {
  return roster.map(({ server, role, leader }) => {
    const complaints = next === null ? [] : refusal(server);
    const warning = complaints.length === 0 ? null : `It will probably refuse: ${complaints.join("; ")}.`;
    return stepFrom({ server, role, leader }, now, next, warning);
  });
}

function stepFrom(place: Place, now: Now, next: string | null, warning: string | null): Step {
  const known = now(place.server);
  if (known === null) return { ...place, now: null, next, obstacle: "has not answered yet", warning };
  if ("problem" in known) return { ...place, now: null, next, obstacle: known.problem, warning };
  return { ...place, now: known.value, next, obstacle: null, warning };
}

/** One server's change that is to be taken back. */
export interface UndoItem {
  readonly server: string;
  /** What the change had made of it. */
  readonly from: string;
  readonly to: string;
}

/** Each server back to its own old value; not where somebody has changed it since. `by`: who that was, where this dashboard knows. */
export function undoSteps(
  items: readonly UndoItem[],
  roster: readonly RosterEntry[],
  now: Now,
  by: (server: string, value: string) => string | null,
): Step[] {
  return items.map(({ server, from, to }) => {
    const entry = roster.find((one) => one.server === server);
    const place = { server, role: entry?.role ?? "", leader: entry?.leader ?? false };
    const step = stepFrom(place, now, to, null);
    if (entry === undefined) return { ...step, obstacle: "is no server of this cluster any more" };
    if (step.now === null || step.now === from || step.now === to) return step;
    const who = by(server, step.now);
    return {
      ...step,
      obstacle: `has been changed since${who === null ? "" : `, by ${who}`}: it is ${step.now}, and stays so`,
    };
  });
}

/** What one change did, on all its servers: the entry, and those of its batch that set the same flag. The oldest value of each is its old one. */
export function undoItems(entries: readonly AuditEntry[], entry: AuditEntry): UndoItem[] {
  const together = entries.filter(
    ({ id, batch, flag, verdict }) =>
      id === entry.id ||
      (batch !== null && batch === entry.batch && flag === entry.flag && (verdict === "ok" || verdict === "unknown")),
  );
  const items = new Map<string, UndoItem>();
  for (const { server, before, after } of together.toSorted((a, b) => a.id - b.id)) {
    if (before === null || after === null) continue;
    items.set(server, { server, from: after, to: items.get(server)?.to ?? before });
  }
  return [...items.values()].filter(({ from, to }) => from !== to);
}

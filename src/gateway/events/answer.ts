// `GET …/events`: what was noticed, and the changes of configuration that the audit log has.
import type { AuditEntry } from "#api/changes.ts";
import { AUDIT_LIMIT } from "#api/changes.ts";
import { EVENT_KINDS, type ClusterEvent, type EventsAnswer } from "#api/events.ts";
import { SECOND } from "../clock.ts";
import type { Audit } from "../audit.ts";
import { readTimes, refuseUnknown } from "../history/question.ts";
import type { HistoryStore } from "../history/store.ts";

const DAY = 24 * 3600 * SECOND;
const MOST = 2000;
const LEVELS = ["info", "warning", "critical"] as const;

/** @throws {GatewayFailure} bad-request */
export async function answerEvents(
  cluster: string,
  sources: { readonly store: HistoryStore | null; readonly audit: Audit | null; readonly now: number },
  query: Readonly<Record<string, string | undefined>>,
): Promise<EventsAnswer> {
  refuseUnknown(query, ["from", "to"]);
  const { store, audit, now } = sources;
  const { from, to } = readTimes(query, now, DAY);
  const noticed = (await store?.events(cluster, from, to, MOST + 1)) ?? [];
  const kept: ClusterEvent[] = noticed.flatMap(({ id, kind, level, ...rest }) => {
    const known = EVENT_KINDS.find((one) => one === kind);
    const rank = LEVELS.find((one) => one === level);
    return known === undefined || rank === undefined ? [] : [{ id: `e${id}`, kind: known, level: rank, ...rest }];
  });
  const changes = (audit?.list(cluster, AUDIT_LIMIT.most) ?? []).filter(({ at }) => at >= from && at <= to);
  const all = [...kept, ...changes.flatMap(changed)].toSorted((a, b) => b.at - a.at);
  const failure =
    store === null ? "No events are recorded: the dashboard has no place to write them." : store.status().failure;
  return { from, to, more: all.length > MOST, failure, events: all.slice(0, MOST) };
}

function changed({ id, at, user, server, flag, before, after, verdict }: AuditEntry): ClusterEvent[] {
  if (flag === null || verdict !== "ok") return [];
  const values = after === null ? "" : before === null ? ` to ${after}` : ` from ${before} to ${after}`;
  const message = `${user} changed ${flag} of ${server}${values}.`;
  return [{ id: `a${id}`, at, kind: "config-changed", level: "info", server, app: null, message }];
}

// The kinds of events in words. Pure.
import { EVENT_KINDS, type EventKind } from "#api/events.ts";
import type { Severity } from "#pegasus/health.ts";

const KIND_WORDS: Readonly<Record<EventKind, string>> = {
  "leader-moved": "Leader moved",
  "node-down": "Node down",
  "node-up": "Node up",
  restart: "Restart",
  version: "Version",
  "partitions-unhealthy": "Partitions unhealthy",
  "partitions-healthy": "Partitions healthy",
  "config-changed": "Config changed",
  "round-incomplete": "Load incomplete",
  "round-complete": "Load complete",
};

/** A newer gateway may know kinds that this page does not: their own name serves. */
export function kindWord(kind: string): string {
  const known = EVENT_KINDS.find((one) => one === kind);
  return known === undefined ? kind.replaceAll("-", " ") : KIND_WORDS[known];
}

/** What is only news is neither good nor bad. */
export function severityOf(kind: string, level: "info" | "warning" | "critical"): Severity {
  if (level !== "info") return level;
  return kind === "node-up" || kind.endsWith("-healthy") || kind.endsWith("-complete") ? "ok" : "notice";
}

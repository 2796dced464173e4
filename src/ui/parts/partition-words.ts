// A partition's health in words (reference 6.1). Pure.
import type { PartitionHealth, Severity } from "#pegasus/health.ts";

interface Words {
  readonly word: string;
  readonly severity: Severity;
  readonly meaning: string;
}

export const PARTITION_WORDS: Readonly<Record<PartitionHealth, Words>> = {
  "read-unhealthy": { word: "No primary", severity: "critical", meaning: "Neither readable nor writable" },
  "write-unhealthy": { word: "Not writable", severity: "critical", meaning: "Fewer than two live copies" },
  unhealthy: {
    word: "Copies missing",
    severity: "warning",
    meaning: "Readable and writable, with fewer copies than wanted",
  },
  healthy: { word: "Healthy", severity: "ok", meaning: "The primary is there and all copies are live" },
  splitting: {
    word: "Splitting",
    severity: "notice",
    meaning: "A child of a split that is under way; it is not registered yet",
  },
};

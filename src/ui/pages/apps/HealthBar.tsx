import type { HealthCounts } from "#pegasus/health.ts";
import { NONE, formatCount } from "../../format.ts";

/** Its partitions by health: each worse kind is part of the milder one (reference 6.1). */
export function HealthBar({ counts }: { readonly counts: HealthCounts | null }) {
  if (counts === null || counts.partition_count === 0) return <span title="The leader did not count them">{NONE}</span>;
  const { partition_count, fully_healthy, unhealthy, write_unhealthy, read_unhealthy } = counts;
  const parts = [
    { kind: "ok", count: fully_healthy, word: "healthy" },
    { kind: "warning", count: unhealthy - write_unhealthy, word: "with copies missing" },
    { kind: "critical", count: write_unhealthy - read_unhealthy, word: "not writable" },
    { kind: "lost", count: read_unhealthy, word: "without primary" },
  ].filter(({ count }) => count > 0);
  const words = parts.map(({ count, word }) => `${formatCount(count)} ${word}`).join(", ");
  return (
    <span className="health-bar" title={`${words}, of ${formatCount(partition_count)}`}>
      <span aria-hidden="true">
        {parts.map(({ kind, count }) => (
          <i key={kind} data-kind={kind} style={{ flexGrow: count }} />
        ))}
      </span>
      {unhealthy === 0 ? "all" : `${formatCount(unhealthy)} ill`}
    </span>
  );
}

// How it stands with the history, in words. Pure.
import type { HistoryStatus } from "#api/history.ts";
import type { Severity } from "#pegasus/health.ts";
import type { Failure } from "../../answer.ts";
import { formatBytes, formatShort } from "../../format.ts";

export interface HistoryWords {
  readonly severity: Severity;
  readonly words: string;
}

const LIVE = "Charts begin when this page is opened.";

/** Null: it is not known yet. */
export function historyWords(status: HistoryStatus | null, failure: Failure | null): HistoryWords | null {
  if (status === null) {
    if (failure === null) return null;
    // The gateway itself says that it keeps none.
    const calm = failure.kind === "gateway" && failure.code === "not-found";
    return { severity: calm ? "notice" : "warning", words: `${failure.message} ${LIVE}` };
  }
  const { mode, sampling, source, note } = status;
  const trouble = status.failure === null ? "" : ` ${status.failure}`;
  const others = note === null ? "" : ` ${note}`;
  switch (mode) {
    case "off":
      if (source === "prometheus") return { severity: "ok", words: `History from Prometheus. ${costWords(status)}` };
      return { severity: "notice", words: `No history is kept: there is no place to write it.${trouble} ${LIVE}` };
    case "memory-only":
      return { severity: "warning", words: `The history's file cannot be used.${trouble}${others}` };
    case "reads-only":
      return {
        severity: status.failure === null ? "notice" : "warning",
        words: `Another process keeps the history; this one reads it.${trouble}${others}`,
      };
    case "writes": {
      const looked = sampling ? "" : " Sampled only while somebody looks: there are gaps.";
      const from = source === "prometheus" ? "History from Prometheus" : `History of ${formatBytes(status.usedBytes)}`;
      const severity = status.failure !== null ? "warning" : note !== null || !sampling ? "notice" : "ok";
      return { severity, words: `${from}. ${costWords(status)}${looked}${trouble}${others}` };
    }
  }
}

function costWords({ cost }: HistoryStatus): string {
  if (cost === null) return "What it costs the cluster is known after the first round.";
  const { requestsPerSecond, bytesPerSecond, everySeconds, wide } = cost;
  const less = wide ? "" : " Of so many replicas it keeps their load; the rest of theirs is charted live.";
  return `It costs the cluster ${formatShort(requestsPerSecond)} requests/s and ${formatBytes(bytesPerSecond)}/s, a round every ${everySeconds} s.${less}`;
}

// How things are with the samples behind the charts, and what keeping them costs.
import type { HistoryStatus } from "#api/history.ts";
import type { Load } from "#api/load.ts";
import { LOAD_QUERY } from "#pegasus/load-metrics.ts";
import { writeTarget } from "#pegasus/target.ts";
import { Link } from "react-router";
import type { Failure } from "../../answer.ts";
import type { Live } from "../../live.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { useNow } from "../../parts/useNow.ts";
import { paths } from "../../paths.ts";
import { historyWords } from "./history-words.ts";
import { statusOf, type Status } from "./status.ts";

interface Properties {
  readonly load: Load | null;
  readonly history: { readonly live: Live<HistoryStatus> | null; readonly failure: Failure | null };
  readonly server: string | null;
}

export function StatusLines({ load, history, server }: Properties) {
  const kept = historyWords(history.live?.data ?? null, history.failure);
  return (
    <div className="chart-status">
      {load !== null && <LoadStatus load={load} server={server} />}
      {kept !== null && <Words {...kept} />}
    </div>
  );
}

function LoadStatus({ load, server }: { readonly load: Load; readonly server: string | null }) {
  return <Words {...statusOf(load, useNow(), server)} />;
}

function Words({
  severity,
  words,
}: {
  readonly severity: Status["severity"] | "critical" | "unknown";
  readonly words: string;
}) {
  return <p>{severity === "ok" ? words : <HealthBadge severity={severity}>{words}</HealthBadge>}</p>;
}

/** The very counters that this node's load is made of. */
export function RawMetrics({ cluster, server }: { readonly cluster: string; readonly server: string }) {
  const [path = "", q = ""] = writeTarget({ path: "metrics", query: LOAD_QUERY }).split("?");
  return (
    <Link className="text-button" to={paths.explorer(cluster, { server, path, q })}>
      <Icon name="external" size={13} />
      <span>Raw JSON</span>
    </Link>
  );
}

// A cluster in one word, for lists: from the leader's `table` metrics, which cost it little (reference 9.1), and its nodes.
import type { ClusterEntry } from "#api/clusters.ts";
import { apps as appsCodec } from "#pegasus/answers/apps.ts";
import { metrics as metricsCodec, type Entity } from "#pegasus/answers/metrics.ts";
import { nodes as nodesCodec } from "#pegasus/answers/nodes.ts";
import { SECOND, type Clock } from "./clock.ts";
import { SharedAnswers } from "./shared-answers.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

type Health = ClusterEntry["health"];

const KEPT_MS = 10 * SECOND;
const PATIENCE_MS = 3 * SECOND;
const TABLE_TARGET = "/metrics?types=table";

export class HealthAtAGlance {
  private readonly cluster: WatchedCluster;
  private readonly clock: Clock;
  private readonly shared: SharedAnswers<Health>;
  constructor(cluster: WatchedCluster, clock: Clock) {
    this.cluster = cluster;
    this.clock = clock;
    this.shared = new SharedAnswers({ now: () => clock.now() });
  }

  /** Never keeps a list waiting: a cluster that takes its time is `unknown` until it has answered. */
  async now(): Promise<Health> {
    const enough = new AbortController();
    const late = this.clock.sleep(PATIENCE_MS, enough.signal).then((): Health => "unknown");
    const asked = this.shared.get("health", KEPT_MS, () => this.look()).then(({ value }) => value);
    return Promise.race([asked, late]).finally(() => enough.abort());
  }

  /** What was known belongs to another moment. */
  forget(): void {
    this.shared.forget();
  }

  private async look(): Promise<Health> {
    try {
      const nodes = await this.cluster.askLeader({ method: "GET", target: "/meta/nodes" });
      if (nodes.reply.status !== 200) return "unknown";
      const { summary } = nodesCodec.decode(nodes.reply.body.toString("utf8"));
      const tables = await this.tables();
      if (tables.down > 0) return "critical";
      if (tables.ill > 0 || summary.unalive_node_count > 0) return "warning";
      return tables.known ? "ok" : "unknown";
    } catch {
      return "unknown"; // the cluster's own page says why
    }
  }

  private async tables(): Promise<{ known: boolean; down: number; ill: number }> {
    const { reply } = await this.cluster.askLeader({ method: "GET", target: TABLE_TARGET });
    const list = await this.cluster.askLeader({ method: "GET", target: "/meta/apps" });
    if (reply.status !== 200 || list.reply.status !== 200) return { known: false, down: 0, ill: 0 };
    const answer = metricsCodec.decode(reply.body.toString("utf8"));
    const { general_info } = appsCodec.decode(list.reply.body.toString("utf8"));
    // A table with one replica is always "unwritable" to these metrics (reference 6.1): that is how it was made.
    const single = new Set(
      Object.values(general_info).flatMap((app) => (app.replica_count === 1 ? [String(app.app_id)] : [])),
    );
    const several = answer.entities.filter((entity) => !single.has(entity.attributes["table_id"] ?? ""));
    return {
      known: true,
      down:
        sum(answer.entities, ["dead_partitions", "unreadable_partitions"]) + sum(several, ["unwritable_partitions"]),
      ill: sum(several, ["writable_ill_partitions"]),
    };
  }
}

function sum(entities: readonly Entity[], names: readonly string[]): number {
  return entities
    .flatMap((entity) => entity.metrics)
    .filter((metric) => metric.name !== undefined && names.includes(metric.name))
    .reduce((total, metric) => total + Number(metric.value ?? 0), 0);
}

// What the gateway asks of a cluster to judge it in one word: little, and nothing that could hurt a leader (reference 9.1).
import { app as appCodec, type AppDetail } from "#pegasus/answers/app.ts";
import { apps as appsCodec } from "#pegasus/answers/apps.ts";
import { cluster as clusterCodec } from "#pegasus/answers/cluster.ts";
import type { Codec } from "#pegasus/answers/codec.ts";
import { metrics as metricsCodec, type Entity } from "#pegasus/answers/metrics.ts";
import { nodes as nodesCodec } from "#pegasus/answers/nodes.ts";
import { known, type Fact } from "#pegasus/checks/fact.ts";
import type { ClusterFacts } from "#pegasus/checks/facts.ts";
import { suspects, tableFacts, type TableCounts, type TableFact } from "#pegasus/checks/tables.ts";
import { writeTarget } from "#pegasus/target.ts";
import { GatewayFailure } from "./failure.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

const CLASSES = [
  "dead_partitions",
  "unreadable_partitions",
  "unwritable_partitions",
  "writable_ill_partitions",
] as const;
/** The leader's own counts, one small entity for each table. */
const TABLE_TARGET = "/metrics?types=table";

const NOT_ASKED: Fact<never> = { kind: "absent", why: "It is asked on the cluster's own page." };

export async function glanceFacts(cluster: WatchedCluster, now: number): Promise<Omit<ClusterFacts, "deadSince">> {
  const info = await asked(cluster, "/meta/cluster", clusterCodec);
  const [nodes, tables] =
    info.kind === "known" ? [await asked(cluster, "/meta/nodes", nodesCodec), await readTables(cluster)] : [info, info];
  return {
    now,
    zones: [],
    roster: known(await cluster.roster()),
    info,
    nodes,
    tables,
    load: NOT_ASKED,
    diskOutlooks: NOT_ASKED,
    throttled: NOT_ASKED,
    hot: NOT_ASKED,
    metas: NOT_ASKED,
    versions: NOT_ASKED,
    starts: NOT_ASKED,
    firstStarts: new Map(),
    configs: NOT_ASKED,
    gauges: NOT_ASKED,
    duplications: NOT_ASKED,
    bulkLoads: NOT_ASKED,
    compactions: NOT_ASKED,
    offered: NOT_ASKED,
  };
}

type Unknown = Exclude<Fact<never>, { readonly kind: "known" }>;

async function asked<T>(cluster: WatchedCluster, target: string, codec: Codec<T>): Promise<Unknown | Fact<T>> {
  try {
    const { reply, member } = await cluster.askLeader({ method: "GET", target });
    if (reply.status === 200) return known(codec.decode(reply.body.toString("utf8")));
    return { kind: "failed", why: `${member.name} refused ${target} with status ${reply.status}.` };
  } catch (error) {
    if (error instanceof GatewayFailure) return { kind: "failed", why: error.message };
    return { kind: "failed", why: `The answer to ${target} could not be read.` };
  }
}

async function readTables(cluster: WatchedCluster): Promise<Fact<readonly TableFact[]>> {
  const metrics = await asked(cluster, TABLE_TARGET, metricsCodec);
  const list = await asked(cluster, "/meta/apps", appsCodec);
  if (metrics.kind !== "known") return metrics;
  if (list.kind !== "known") return list;
  const entities = new Map(metrics.value.entities.map((entity) => [entity.attributes["table_id"] ?? "", entity]));
  const tables = Object.values(list.value.general_info).map((app): TableCounts => {
    const [dead, unreadable, unwritable, thin] = CLASSES.map((name) => valueOf(entities.get(String(app.app_id)), name));
    const read_unhealthy = (dead ?? 0) + (unreadable ?? 0);
    // A table with one replica is always "unwritable" to these metrics (reference 6.1): that is how it was made.
    const write_unhealthy = read_unhealthy + (app.replica_count === 1 ? 0 : (unwritable ?? 0));
    const { app_name, partition_count } = app;
    return { app_name, partition_count, read_unhealthy, write_unhealthy, unhealthy: write_unhealthy + (thin ?? 0) };
  });
  return known(tableFacts(tables, await closer(cluster, tables)));
}

function valueOf(entity: Entity | undefined, name: string): number {
  return Number(entity?.metrics.find((metric) => metric.name === name)?.value ?? 0);
}

/** Only those without primaries: they may be the children of a split. */
async function closer(cluster: WatchedCluster, tables: readonly TableCounts[]): Promise<Map<string, AppDetail>> {
  const found = new Map<string, AppDetail>();
  for (const name of suspects(tables.filter(({ read_unhealthy }) => read_unhealthy > 0))) {
    const query = new Map([
      ["name", name],
      ["detail", ""],
    ]);
    const detail = await asked(cluster, writeTarget({ path: "meta/app", query }), appCodec);
    if (detail.kind === "known") found.set(name, detail.value);
  }
  return found;
}

// What the metas themselves tell, as rows of charts, for clusters whose servers have no `/metrics`. Pure.
import type { AppHealth, AppList } from "#pegasus/answers/apps.ts";
import type { NodeInfo, NodeList } from "#pegasus/answers/nodes.ts";
import type { ChartScope } from "./measured.ts";
import type { Row } from "./rows.ts";

type Told =
  | { readonly of: "nodes"; readonly value: (node: NodeInfo) => number | undefined }
  | { readonly of: "apps"; readonly value: (health: AppHealth) => number };

/**
 * `/meta/nodes?detail` counts replicas by configuration. Of `/meta/apps?detail` each worse class is part of the milder one (reference 6.1);
 * here they exclude each other, as the metrics of these names do, with dead partitions among the unreadable.
 */
const TOLD: Readonly<Record<string, Told>> = {
  alive_replica_servers: { of: "nodes", value: ({ status }) => (status === "ALIVE" ? 1 : 0) },
  unalive_replica_servers: { of: "nodes", value: ({ status }) => (status === "ALIVE" ? 0 : 1) },
  primary_replicas: { of: "nodes", value: (node) => node.primary_count },
  secondary_replicas: { of: "nodes", value: (node) => node.secondary_count },
  healthy_partitions: { of: "apps", value: (health) => health.fully_healthy },
  writable_ill_partitions: { of: "apps", value: (health) => health.unhealthy - health.write_unhealthy },
  unwritable_partitions: { of: "apps", value: (health) => health.write_unhealthy - health.read_unhealthy },
  unreadable_partitions: { of: "apps", value: (health) => health.read_unhealthy },
};

export const METAS_TELL: readonly string[] = Object.keys(TOLD);

/** `at`: ms, of the older of both answers. Null: it is none of the metrics above. */
export function metasRow(
  metric: string,
  scope: ChartScope,
  at: number,
  { nodes, apps }: { readonly nodes: NodeList; readonly apps: AppList },
): Row | null {
  const told = TOLD[metric];
  if (told === undefined) return null;
  const each: (readonly [string, number | undefined])[] =
    told.of === "nodes"
      ? Object.entries(nodes.details).map(([server, node]) => [server, told.value(node)])
      : Object.entries(apps.healthy_info ?? {}).map(([id, health]) => [id, told.value(health)]);
  if (scope !== "cluster") return { at, values: new Map(each.map(([id, value]) => [id, value ?? null])) };
  const known = each.every(([, value]) => value !== undefined);
  return { at, values: new Map([["", known ? each.reduce((sum, [, value]) => sum + (value ?? 0), 0) : null]]) };
}

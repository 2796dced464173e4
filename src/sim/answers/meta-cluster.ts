// `/meta/cluster` and `/meta/nodes` of the leader (reference 2.8 and 2.12).
import { clusterOf250, type ClusterInfo } from "#pegasus/answers/cluster.ts";
import type { NodeInfo, NodeList } from "#pegasus/answers/nodes.ts";
import { CALL } from "#pegasus/endpoints.ts";
import { ok, type Answer } from "../http/answer.ts";
import { spreadOf } from "../model/balance.ts";
import { NO_MOVES } from "../model/balancer.ts";
import type { Ask } from "./ask.ts";
import { isOld } from "./call-list.ts";
import { loadedNodes } from "./loaded.ts";

export function cluster({ world, process, now }: Ask): Answer {
  const loading = world.isLoading(now);
  const counts = world.replicaCounts();
  const alive = world.aliveNodes();
  const spread = spreadOf(counts, (node) => !loading && alive.includes(node));
  const { flags } = process;
  const info: ClusterInfo = {
    meta_servers: flags.value("server_list").split(","),
    primary_meta_server: process.address,
    zookeeper_hosts: flags.value("hosts_list"),
    zookeeper_root: flags.value("cluster_root"),
    meta_function_level: loading ? "freezed" : world.level,
    balance_operation_count: loading ? NO_MOVES : world.balancer.operations(now),
    primary_replica_count_stddev: spread.primaries,
    total_replica_count_stddev: spread.replicas,
  };
  return ok((isOld(process.build) ? clusterOf250 : CALL.cluster.answer).encode(info));
}

export function nodes(ask: Ask): Answer {
  const { world, query } = ask;
  const counts = world.replicaCounts();
  const rows = loadedNodes(ask).map((address): NodeInfo => {
    const { primary, secondary } = counts.get(address) ?? { primary: 0, secondary: 0 };
    return {
      address,
      status: world.detector.isAlive(address) ? "ALIVE" : "UNALIVE",
      ...(query.has("detail")
        ? { replica_count: primary + secondary, primary_count: primary, secondary_count: secondary }
        : {}),
    };
  });
  const alive = rows.filter(({ status }) => status === "ALIVE").length;
  const list: NodeList = {
    details: Object.fromEntries(rows.map((row) => [row.address, row])),
    summary: { total_node_count: rows.length, alive_node_count: alive, unalive_node_count: rows.length - alive },
  };
  return ok(CALL.nodes.answer.encode(list));
}

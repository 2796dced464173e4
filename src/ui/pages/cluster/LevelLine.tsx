import type { ClusterInfo } from "#pegasus/answers/cluster.ts";
import { plural } from "../../format.ts";
import { LEVELS } from "./verdict.ts";

/** What the metas do by themselves, and how even the replicas lie. */
export function LevelLine({ info }: { readonly info: ClusterInfo }) {
  const meaning = LEVELS[info.meta_function_level]?.meaning ?? "not known to this dashboard";
  const { total } = info.balance_operation_count;
  return (
    <dl className="facts">
      <dt>Function level</dt>
      <dd>
        <strong>{info.meta_function_level}</strong>: {meaning}
      </dd>
      <dt>Balance</dt>
      <dd>
        {total < 0 ? "still collecting" : total === 0 ? "no moves planned" : `${plural(total, "move")} planned`};
        standard deviation per node: {info.primary_replica_count_stddev.toFixed(2)} primaries,{" "}
        {info.total_replica_count_stddev.toFixed(2)} replicas
      </dd>
      <dt>ZooKeeper</dt>
      <dd>
        {info.zookeeper_hosts}, root <code>{info.zookeeper_root}</code>
      </dd>
    </dl>
  );
}

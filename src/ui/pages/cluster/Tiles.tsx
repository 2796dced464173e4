// The cluster in a few numbers.
import type { Load } from "#api/load.ts";
import type { AppList } from "#pegasus/answers/apps.ts";
import type { NodeList } from "#pegasus/answers/nodes.ts";
import type { Failure } from "../../answer.ts";
import { formatMib, formatNs } from "../../format.ts";
import { whyNoLoad } from "../../parts/load-words.ts";
import { Numeral } from "../../parts/Numbers.tsx";
import { StatTile } from "../../parts/StatTile.tsx";
import { paths } from "../../paths.ts";

interface Properties {
  readonly cluster: string;
  readonly apps: AppList | null;
  readonly nodes: NodeList | null;
  readonly load: Load | null;
  readonly loadFailure: Failure | null;
}

export function Tiles({ cluster, apps, nodes, load, loadFailure }: Properties) {
  const missing = whyNoLoad(load, loadFailure);
  const partitions = Object.values(apps?.general_info ?? {}).reduce((sum, app) => sum + app.partition_count, 0);
  const summary = nodes?.summary ?? null;
  const dead = summary?.unalive_node_count ?? 0;
  const replicas = Object.values(nodes?.details ?? {}).reduce((sum, node) => sum + (node.replica_count ?? 0), 0);
  return (
    <dl className="tiles">
      <StatTile label="Apps" to={paths.apps(cluster)}>
        <Numeral value={apps?.summary.total_app_count} as="count" />
      </StatTile>
      <StatTile label="Partitions">
        <Numeral value={apps === null ? null : partitions} as="count" />
      </StatTile>
      <StatTile label="Replicas" to={paths.nodes(cluster)}>
        <Numeral value={nodes === null ? null : replicas} as="count" />
      </StatTile>
      <StatTile
        label="Nodes alive"
        to={paths.nodes(cluster)}
        severity={dead > 0 ? "warning" : "ok"}
        {...(dead > 0 ? { hint: `${dead} dead` } : {})}
      >
        {summary === null ? (
          <Numeral value={null} as="count" />
        ) : (
          `${summary.alive_node_count} of ${summary.total_node_count}`
        )}
      </StatTile>
      <StatTile label="Reads" hint={p99(load?.cluster.readP99Ns)}>
        <Numeral value={load?.cluster.readQps} as="rate" missing={missing} /> <small>per s</small>
      </StatTile>
      <StatTile label="Writes" hint={p99(load?.cluster.writeP99Ns)}>
        <Numeral value={load?.cluster.writeQps} as="rate" missing={missing} /> <small>per s</small>
      </StatTile>
      <StatTile label="Storage, one copy" hint={allCopies(load)}>
        <Numeral value={load?.cluster.storageMb} as="mib" missing={missing} />
      </StatTile>
    </dl>
  );
}

function p99(ns: number | null | undefined): string {
  return ns === null || ns === undefined ? "p99 not known" : `p99 ${formatNs(ns)}`;
}

function allCopies(load: Load | null): string {
  const known = Object.values(load?.apps ?? {}).flatMap(({ storageAllMb }) => storageAllMb ?? []);
  const all = known.reduce((sum, one) => sum + one, 0);
  return known.length === 0 ? "all copies not known" : `${formatMib(all)} in all`;
}

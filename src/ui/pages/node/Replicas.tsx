// Which replicas are on a replica server, by the cheaper of two ways.
import { useMemo } from "react";
import { plural } from "../../format.ts";
import { Loading } from "../../parts/Loading.tsx";
import { useLive, useLiveMany, useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { REPLICA_SIZE, rowsFromDetails, rowsFromMetrics, withSizes } from "./replica-rows.ts";
import { ReplicaTable } from "./ReplicaTable.tsx";

interface Properties {
  readonly cluster: string;
  readonly server: string;
}

/** With more apps than this the leader is not asked for each: the server's own metrics tell what it has. */
const APPS_ASKED = 100;

export function Replicas({ cluster, server }: Properties) {
  const { data } = useLive(queries.apps(cluster));
  const apps = useMemo(() => Object.values(data.general_info), [data]);
  return apps.length <= APPS_ASKED ? (
    <FromLeader cluster={cluster} server={server} names={apps.map(({ app_name }) => app_name)} />
  ) : (
    <FromMetrics cluster={cluster} server={server} />
  );
}

function FromLeader({ cluster, server, names }: Properties & { readonly names: readonly string[] }) {
  const details = useLiveMany(names.map((name) => queries.app(cluster, name)));
  const sizes = useLiveOptional(queries.serverMetrics(cluster, server, "replica", REPLICA_SIZE)).live?.data ?? null;
  const known = details.flatMap(({ live }) => (live === null ? [] : [live.data]));
  const failed = details.filter(({ live, failure }) => live === null && failure !== null).length;
  if (known.length + failed < names.length) return <Loading height={300} />;
  const rows = withSizes(rowsFromDetails(server, known), sizes);
  const note = failed === 0 ? "" : `${plural(failed, "app")} could not be asked, so replicas may be missing here`;
  return <ReplicaTable cluster={cluster} rows={rows} note={note} />;
}

function FromMetrics({ cluster, server }: Properties) {
  const { data } = useLive(queries.apps(cluster));
  const { data: metrics } = useLive(queries.serverMetrics(cluster, server, "replica", REPLICA_SIZE));
  const rows = useMemo(() => rowsFromMetrics(metrics, Object.values(data.general_info)), [metrics, data]);
  return (
    <ReplicaTable
      cluster={cluster}
      rows={rows}
      note="From the server's own metrics: what has moved away may be listed for 20 minutes more"
    />
  );
}

// Which replicas are on a replica server: by the leader's word, by what the gateway has read of it, or by the server's own metrics.
import { useMemo } from "react";
import { formatDuration, plural } from "../../format.ts";
import { Loading } from "../../parts/Loading.tsx";
import { useNow } from "../../parts/useNow.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { REPLICA_SIZE, rowsFromDetails, rowsFromHeld, rowsFromMetrics, withLoad, withSizes } from "./replica-rows.ts";
import { ReplicaTable } from "./ReplicaTable.tsx";
import { useTables, type Tables } from "./useTables.ts";

interface Properties {
  readonly cluster: string;
  readonly server: string;
}

export function Replicas({ cluster, server }: Properties) {
  const tables = useTables(cluster, server);
  if (tables.details !== null) return <FromLeader cluster={cluster} server={server} tables={tables} />;
  if (tables.held !== null) return <FromGateway cluster={cluster} server={server} held={tables.held} />;
  return <FromMetrics cluster={cluster} server={server} />;
}

function FromLeader({ cluster, server, tables }: Properties & { readonly tables: Tables }) {
  const sizes = useLiveOptional(queries.serverMetrics(cluster, server, "replica", REPLICA_SIZE)).live?.data ?? null;
  if (!tables.complete) return <Loading height={300} />;
  const placed = withSizes(rowsFromDetails(server, tables.details ?? []), sizes);
  const rows = withLoad(placed, tables.held?.replicas ?? []);
  const note =
    tables.missing === 0 ? "" : `${plural(tables.missing, "app")} could not be asked, so replicas may be missing here`;
  return <ReplicaTable cluster={cluster} rows={rows} note={note} />;
}

function FromGateway({ cluster, server, held }: Properties & { readonly held: NonNullable<Tables["held"]> }) {
  const now = useNow();
  const rows = useMemo(() => rowsFromHeld(server, held.replicas), [server, held]);
  const age = held.configuredAt === null ? "" : `, the oldest ${formatDuration(now - held.configuredAt)} ago`;
  const missing =
    held.unread === 0 ? "" : `; ${plural(held.unread, "app")} could not be read, so replicas may be missing`;
  return (
    <ReplicaTable
      cluster={cluster}
      rows={rows}
      note={`With so many apps their configurations are read in turn${age}${missing}`}
    />
  );
}

function FromMetrics({ cluster, server }: Properties) {
  const { data } = useLive(queries.apps(cluster));
  const { data: metrics } = useLive(queries.serverMetrics(cluster, server, "replica", REPLICA_SIZE));
  const rows = useMemo(() => rowsFromMetrics(metrics, Object.values(data.general_info)), [metrics, data]);
  return (
    <ReplicaTable
      cluster={cluster}
      rows={rows}
      note="From the server's own metrics, until the configurations are read: what has moved away may be listed for 20 minutes more"
    />
  );
}

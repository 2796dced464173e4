// Safe to stop this node? What would be lost, what would stop, and how the cluster has been since the page was opened: for a rolling restart.
import { useMemo } from "react";
import { Link } from "react-router";
import { stopConsequences } from "#pegasus/safe-stop.ts";
import { formatCount, plural } from "../../format.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { paths } from "../../paths.ts";
import { queries } from "../../queries.ts";
import { nodeQueries, STOP_FLAGS } from "../../queries-nodes.ts";
import { STANDARD_FLAGS, stopVerdict } from "./stop-verdict.ts";
import { tablesOf, useTables } from "./useTables.ts";
import { UnhealthyCount } from "./UnhealthyCount.tsx";

interface Properties {
  readonly cluster: string;
  readonly server: string;
}

export function SafeToStop({ cluster, server }: Properties) {
  const tables = useTables(cluster, server);
  const { data: nodes } = useLive(queries.nodes(cluster));
  const flags = useStopFlags(cluster);
  const consequences = useMemo(() => {
    const { alive_node_count: alive, total_node_count: total } = nodes.summary;
    return stopConsequences(server, tablesOf(tables), { alive, total }, flags.values);
  }, [server, tables, nodes, flags.values]);
  const dead = nodes.details[server]?.status === "UNALIVE";
  if (!tables.complete) return <Loading height={160} label="The configurations of the apps are being read…" />;
  const verdict = stopVerdict(consequences, { dead, missing: tables.missing });
  const groups = [
    { title: "Would be lost: the last copy is here", of: consequences.lost },
    { title: "Would not be writable any more", of: consequences.unwritable },
    { title: "Not writable already, and would get worse", of: consequences.alreadyIll },
  ].filter(({ of }) => of.length > 0);
  return (
    <>
      <p role="status" className="stop-verdict">
        <HealthBadge severity={verdict.severity}>{verdict.word}</HealthBadge> {verdict.sentence}
      </p>
      {groups.map(({ title, of }) => (
        <section key={title} aria-label={title} className="stop-group">
          <h3>
            {title}: {plural(of.length, "partition")}
          </h3>
          <p>
            {of.slice(0, SHOWN).map(({ id, appName }) => (
              <Link key={id} to={`${paths.app(cluster, appName)}?q=${id.slice(id.indexOf(".") + 1)}`}>
                {appName} {id.slice(id.indexOf(".") + 1)}
              </Link>
            ))}
            {of.length > SHOWN && ` and ${formatCount(of.length - SHOWN)} more`}
          </p>
        </section>
      ))}
      <UnhealthyCount cluster={cluster} />
      <p className="page-intro">
        Counted with {STOP_FLAGS.minimumToWrite} = {flags.values.minimumToWrite}, {STOP_FLAGS.minLive} ={" "}
        {flags.values.minLive}, {STOP_FLAGS.percentage} = {flags.values.percentage}
        {flags.known
          ? ", as the leader has it."
          : "; what the leader has is not known, so these are the standard values."}
      </p>
    </>
  );
}

const SHOWN = 40;

function useStopFlags(cluster: string) {
  const minimum = useLiveOptional(nodeQueries.leaderFlag(cluster, STOP_FLAGS.minimumToWrite)).live?.data.value;
  const live = useLiveOptional(nodeQueries.leaderFlag(cluster, STOP_FLAGS.minLive)).live?.data.value;
  const percentage = useLiveOptional(nodeQueries.leaderFlag(cluster, STOP_FLAGS.percentage)).live?.data.value;
  return useMemo(() => {
    const numberOr = (text: string | undefined, standard: number): number => {
      const value = text === undefined || text === "" ? Number.NaN : Number(text);
      return Number.isFinite(value) ? value : standard;
    };
    return {
      values: {
        minimumToWrite: numberOr(minimum, STANDARD_FLAGS.minimumToWrite),
        minLive: numberOr(live, STANDARD_FLAGS.minLive),
        percentage: numberOr(percentage, STANDARD_FLAGS.percentage),
      },
      known: [minimum, live, percentage].every((text) => text !== undefined),
    };
  }, [minimum, live, percentage]);
}

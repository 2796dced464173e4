// Whether the cluster is well: in one line, then everything that is not, worst first.
import { Link } from "react-router";
import { partitionHealth } from "#pegasus/health.ts";
import { headline } from "../../parts/failure-words.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { mayStillBeLoading, useLeadership } from "../../parts/LeaderContext.ts";
import { Loading } from "../../parts/Loading.tsx";
import { paths } from "../../paths.ts";
import { useLiveMany, useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { LevelLine } from "./LevelLine.tsx";
import { Tiles } from "./Tiles.tsx";
import { verdict, worst, type Finding } from "./verdict.ts";

/** So many apps without primaries are looked at more closely, to tell a split from a loss. */
const SUSPECTS = 10;

export function HealthPanel({ cluster }: { readonly cluster: string }) {
  const apps = useLiveOptional(queries.apps(cluster));
  const nodes = useLiveOptional(queries.nodes(cluster));
  const info = useLiveOptional(queries.clusterInfo(cluster));
  const roster = useLiveOptional(queries.roster(cluster));
  const load = useLiveOptional(queries.load(cluster));
  const leadership = useLeadership();
  const suspects = Object.values(apps.live?.data.healthy_info ?? {})
    .filter(({ read_unhealthy }) => read_unhealthy > 0)
    .slice(0, SUSPECTS)
    .map(({ app_name }) => app_name);
  const details = useLiveMany(suspects.map((name) => queries.app(cluster, name)));

  const parts = [
    { what: "apps", of: apps },
    { what: "nodes", of: nodes },
    { what: "function level", of: info },
    { what: "servers", of: roster },
  ];
  if (parts.some(({ of }) => of.live === null && of.failure === null)) return <Loading height={190} />;
  const findings = verdict({
    apps: apps.live?.data ?? null,
    nodes: nodes.live?.data ?? null,
    info: info.live?.data ?? null,
    roster: roster.live?.data ?? null,
    load: load.live?.data ?? null,
    splitting: new Set(
      details.flatMap(({ live }) => {
        const ill = Object.values(live?.data.replicas ?? {}).map((partition) => partitionHealth(partition));
        const onlySplit = ill.includes("splitting") && !ill.includes("read-unhealthy");
        return live !== null && onlySplit ? [live.data.general.app_name] : [];
      }),
    ),
    leaderIsLoading: apps.live !== null && mayStillBeLoading(apps.live.exchange, leadership),
    unanswered: parts.flatMap(({ what, of }) =>
      of.live === null && of.failure !== null ? [{ what, message: headline(of.failure) }] : [],
    ),
  });
  return (
    <>
      <Findings cluster={cluster} findings={findings} />
      <Tiles
        cluster={cluster}
        apps={apps.live?.data ?? null}
        nodes={nodes.live?.data ?? null}
        load={load.live?.data ?? null}
        loadFailure={load.failure}
      />
      {info.live !== null && <LevelLine info={info.live.data} />}
    </>
  );
}

function Findings({ cluster, findings }: { readonly cluster: string; readonly findings: readonly Finding[] }) {
  return (
    <ul className="findings">
      {worst(findings) === "ok" && (
        <li className="finding">
          <HealthBadge severity="ok" />
        </li>
      )}
      {findings.map((finding) => (
        <li className="finding" key={finding.text} data-severity={finding.severity}>
          <HealthBadge severity={finding.severity} />
          <span>
            {finding.text}
            <Names names={finding.apps} to={(name) => paths.app(cluster, name)} all={paths.apps(cluster)} />
            <Names names={finding.servers} to={(name) => paths.node(cluster, name)} all={paths.nodes(cluster)} />
          </span>
        </li>
      ))}
    </ul>
  );
}

const NAMES_SHOWN = 5;

interface NamesProperties {
  readonly names: readonly string[];
  readonly to: (name: string) => string;
  readonly all: string;
}

function Names({ names, to, all }: NamesProperties) {
  if (names.length === 0) return null;
  const rest = names.length - NAMES_SHOWN;
  return (
    <>
      {": "}
      {names.slice(0, NAMES_SHOWN).map((name, index) => (
        <span key={name}>
          {index > 0 && ", "}
          <Link to={to(name)}>{name}</Link>
        </span>
      ))}
      {rest > 0 && (
        <>
          {" and "}
          <Link to={all}>{rest} more</Link>
        </>
      )}
    </>
  );
}

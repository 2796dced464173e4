// Where everything lies: apps by nodes, by a measure of choice, the most uneven app first.
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { Link } from "react-router";
import { MEASURES, type Measure } from "#api/load.ts";
import { formatTime, plural } from "../../format.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { FilterBox } from "../../parts/FilterBox.tsx";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { LoadLine } from "../../parts/LoadLine.tsx";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { paths } from "../../paths.ts";
import { queries } from "../../queries.ts";
import { appQueries } from "../../queries-apps.ts";
import { balanceModel, ORDERS, shownRows } from "./balance-model.ts";
import { MEASURE_FACTS } from "./measure-words.ts";
import { MatrixTable } from "./MatrixTable.tsx";
import "../../parts/data-table.css";
import "./balance.css";

const PARSERS = {
  by: parseAsStringLiteral(MEASURES).withDefault("replicas"),
  order: parseAsStringLiteral(ORDERS).withDefault("imbalance"),
  q: parseAsString.withDefault(""),
};

export function Component() {
  const cluster = useCluster();
  const [state, setState] = useQueryStates(PARSERS);
  const { live } = useLiveOptional(appQueries.matrix(cluster, state.by));
  return (
    <Page
      title="Balance"
      exchange={live?.exchange ?? null}
      failure={live?.failure ?? null}
      {...(live === null ? {} : { onRetry: live.refresh })}
      actions={<Link to={paths.key(cluster)}>Where does this key live?</Link>}
    >
      <div className="balance-toolbar">
        <label>
          Measure{" "}
          <select
            value={state.by}
            onChange={(event) =>
              void setState({ by: MEASURES.find((one) => one === event.currentTarget.value) ?? "replicas" })
            }
          >
            {MEASURES.map((one) => (
              <option key={one} value={one}>
                {MEASURE_FACTS[one].label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Sort by{" "}
          <select
            value={state.order}
            onChange={(event) =>
              void setState({ order: ORDERS.find((one) => one === event.currentTarget.value) ?? "imbalance" })
            }
          >
            {ORDERS.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <FilterBox label="Filter by app" text={state.q} onText={(q) => void setState({ q })} />
      </div>
      <Section title="Apps by nodes" quiet height={500}>
        <Matrix cluster={cluster} measure={state.by} order={state.order} text={state.q} />
      </Section>
    </Page>
  );
}

interface MatrixProperties {
  readonly cluster: string;
  readonly measure: Measure;
  readonly order: (typeof ORDERS)[number];
  readonly text: string;
}

function Matrix({ cluster, measure, order, text }: MatrixProperties) {
  const { data } = useLive(appQueries.matrix(cluster, measure));
  const { data: apps } = useLive(queries.apps(cluster));
  const { data: nodes } = useLive(queries.nodes(cluster));
  const load = useLiveOptional(queries.load(cluster));
  const { matrix } = data;
  const model = useMemo(() => {
    const alive = Object.values(nodes.details).filter(({ status }) => status === "ALIVE");
    return matrix === null ? null : balanceModel(matrix, apps, new Set(alive.map(({ address }) => address)));
  }, [matrix, apps, nodes]);
  const rows = useMemo(() => (model === null ? [] : shownRows(model.rows, order, text)), [model, order, text]);
  const dead = useMemo(
    () => new Set(Object.values(nodes.details).flatMap(({ status, address }) => (status === "ALIVE" ? [] : [address]))),
    [nodes],
  );
  if (model === null || matrix === null) {
    return (
      <p role="status">
        {data.failure ?? "The first round of the sampler is under way: it reads the configuration of every app."}
      </p>
    );
  }
  if (model.rows.length === 0) return <p>This cluster has no apps, so there is nothing to balance.</p>;
  return (
    <>
      <p className="balance-line">
        <span role="status">
          {rows.length === model.rows.length ? "" : `${rows.length} of `}
          {plural(model.rows.length, "app")} on {plural(model.nodes.length, "node")}
        </span>
        {matrix.unread > 0 && (
          <HealthBadge severity="warning">
            {plural(matrix.unread, "app")} not shown: the configuration is not known
          </HealthBadge>
        )}
        <LoadLine load={load.live?.data ?? null} failure={load.failure} />
        {data.at !== null && <span>as of {formatTime(data.at)}</span>}
      </p>
      <MatrixTable cluster={cluster} model={model} rows={rows} measure={measure} dead={dead} />
      {rows.length === 0 && <p>No app has “{text}” in its name.</p>}
    </>
  );
}

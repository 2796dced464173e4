// The load of an app's partitions over time, as a map of partition and time or as a table.
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback, useMemo, useState } from "react";
import type { AppDetail } from "#pegasus/answers/app.ts";
import { HOT_RULES } from "#pegasus/hot-partitions.ts";
import { formatDuration, formatShort, formatMinute, plural } from "../../format.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { HistoryNotes } from "../../parts/HistoryNotes.tsx";
import { Source } from "../../parts/Page.tsx";
import { StaleNotice } from "../../parts/StaleNotice.tsx";
import { RangeSelect, useTimeRange } from "../../parts/time-range.tsx";
import { paths } from "../../paths.ts";
import { BUSIEST_OF_APP, READS, WHOLE_APP, WRITES, hotQueries } from "../../queries-hot.ts";
import { queries } from "../../queries.ts";
import { HeatCanvas } from "./HeatCanvas.tsx";
import { HeatPartition } from "./HeatPartition.tsx";
import { HeatTable } from "./HeatTable.tsx";
import { HEAT_ORDERS, heatGrid, heatStep, orderedRows, type HeatGrid } from "./heat-grid.ts";
import { SHADES } from "./heat-paint.ts";
import "./heat.css";

const MEASURES = ["reads", "writes"] as const;
const VIEWS = ["map", "table"] as const;
const STATE = {
  heat: parseAsStringLiteral(MEASURES).withDefault("reads"),
  order: parseAsStringLiteral(HEAT_ORDERS).withDefault("index"),
  as: parseAsStringLiteral(VIEWS).withDefault("map"),
  partition: parseAsInteger,
};

export function Heat({ cluster, detail }: { readonly cluster: string; readonly detail: AppDetail }) {
  const { app_id: appId, app_name: app, partition_count: partitions } = detail.general;
  const [{ heat: measure, order, as, partition }, setState] = useQueryStates(STATE);
  const [range, pickRange] = useTimeRange("1h");
  const [fresh, setFresh] = useState(false);
  const metric = measure === "reads" ? READS : WRITES;
  const question = { appId, partitions, metric, last: range.name, step: heatStep(range.length) } as const;
  const { data, exchange, failure, refresh } = useLive(hotQueries.heat(cluster, question));
  const load = useLiveOptional(queries.appLoad(cluster, appId)).live?.data ?? null;
  const whole = partitions <= WHOLE_APP;
  const grid = useMemo(() => heatGrid(data, whole ? partitions : null), [data, whole, partitions]);
  const rows = useMemo(() => orderedRows(grid, order), [grid, order]);
  const { replicas } = detail;
  const primaryOf = useCallback((index: number) => replicas?.[String(index)]?.primary ?? null, [replicas]);
  const link = useCallback(
    (index: number) => paths.heat(cluster, app, { partition: index, measure, range: range.name }),
    [cluster, app, measure, range.name],
  );
  return (
    <>
      <div className="heat-bar">
        <label className="table-choice">
          Measure
          <select
            value={measure}
            onChange={(event) =>
              void setState({ heat: MEASURES.find((one) => one === event.currentTarget.value) ?? "reads" })
            }
          >
            {MEASURES.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <RangeSelect range={range} onPick={pickRange} />
        <fieldset className="view-choice">
          <legend className="visually-hidden">View</legend>
          {VIEWS.map((one) => (
            <label key={one}>
              <input type="radio" name="as" checked={as === one} onChange={() => void setState({ as: one })} /> {one}
            </label>
          ))}
        </fieldset>
        {as === "map" && (
          <label className="table-choice">
            Order
            <select
              value={order}
              onChange={(event) =>
                void setState({ order: HEAT_ORDERS.find((one) => one === event.currentTarget.value) ?? "index" })
              }
            >
              {HEAT_ORDERS.map((one) => (
                <option key={one} value={one}>
                  {one === "index" ? "by index" : "busiest first"}
                </option>
              ))}
            </select>
          </label>
        )}
        <Source exchange={exchange} failed={failure !== null} />
      </div>
      <StaleNotice failure={failure} at={exchange.at} onRetry={refresh} />
      <HistoryNotes notes={data.notes} severity="warning" />
      {!whole && (
        <p>
          <HealthBadge severity="notice">Not all</HealthBadge> This app has {plural(partitions, "partition")}: the{" "}
          {BUSIEST_OF_APP} busiest are shown, without z-scores, which are about all of them.
        </p>
      )}
      {grid.known === 0 ? (
        <Nothing words={range.words} failure={load?.failure ?? null} />
      ) : as === "table" ? (
        <HeatTable
          cluster={cluster}
          app={app}
          grid={grid}
          measure={measure === "reads" ? "Reads" : "Writes"}
          primaryOf={primaryOf}
          link={link}
        />
      ) : (
        <figure
          className="heat-map"
          aria-label={`${measure === "reads" ? "Reads" : "Writes"} of ${app} by partition and time`}
        >
          <HeatCanvas
            grid={grid}
            rows={rows}
            measure={measure}
            label={`${plural(rows.length, "partition")} by ${plural(grid.columns, "column")} of ${formatDuration(grid.step)}; ${hotWords(grid)} Arrow keys walk; the table has the same in figures.`}
            onPick={(index) => {
              setFresh(true);
              void setState({ partition: index });
            }}
          />
          <Legend grid={grid} measure={measure} />
        </figure>
      )}
      {partition !== null && (
        <HeatPartition
          cluster={cluster}
          app={app}
          appId={appId}
          index={partition}
          partition={replicas?.[String(partition)]}
          load={load?.partitions?.[String(partition)] ?? null}
          grid={grid}
          kind={measure === "reads" ? "read" : "write"}
          fresh={fresh}
          onClose={() => void setState({ partition: null })}
        />
      )}
    </>
  );
}

function hotWords({ rows }: HeatGrid): string {
  const hot = rows.filter(({ hotColumns }) => hotColumns > 0);
  if (hot.length === 0) return "none was hot.";
  return `hot: ${hot.map(({ partition }) => partition).join(", ")}.`;
}

function Nothing({ words, failure }: { readonly words: string; readonly failure: string | null }) {
  return (
    <p className="data-table-empty">
      {failure === null
        ? `The history tells nothing of this app's partitions in the last ${words}. Their load is kept as means of a minute: the first comes when the dashboard has watched for one.`
        : `The history tells nothing of this app's partitions, and there is no load now: ${failure}`}
    </p>
  );
}

function Legend({ grid, measure }: { readonly grid: HeatGrid; readonly measure: string }) {
  return (
    <figcaption className="heat-legend">
      <span className="heat-scale">
        0
        {Array.from({ length: SHADES }, (_, shade) => (
          <i key={shade} aria-hidden="true" data-shade={shade} title={shadeWords(shade, grid.most)} />
        ))}
        {formatShort(grid.most)} {measure}/s
      </span>
      <span>
        <i aria-hidden="true" className="heat-hot-mark" /> hot by the collector&apos;s rule: z-score of{" "}
        {HOT_RULES.score} and {HOT_RULES.rate}/s, of each column with up to {HOT_RULES.rounds - 1} before it
      </span>
      <span>– nothing is known</span>
      {grid.from > grid.asked && <span>nothing is known before {formatMinute(grid.from)}</span>}
      <span className="heat-hot-words">{hotWords(grid)}</span>
    </figcaption>
  );
}

function shadeWords(shade: number, most: number): string {
  const at = (part: number): string => formatShort(most * (part / SHADES) ** 2);
  return `${at(shade)} to ${at(shade + 1)}`;
}

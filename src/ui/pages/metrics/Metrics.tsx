// What the cluster does and did: ready-made boards, and an explorer of every metric that its servers have.
import { Tabs } from "@mantine/core";
import { useCallback, useMemo } from "react";
import { Link } from "react-router";
import type { HistoryStatus } from "#api/history.ts";
import { ChartsTogether } from "../../history/ChartsTogether.tsx";
import { HistoryCharts } from "../../history/HistoryCharts.tsx";
import { measured } from "../../history/measured.ts";
import { standardSpec, type ChartSpec } from "../../history/spec.ts";
import { useNames } from "../../history/useNames.ts";
import { useLiveOptional } from "../../live.ts";
import { useRange, type RangeState } from "../../parts/chart/useRange.ts";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { paths } from "../../paths.ts";
import { queries } from "../../queries.ts";
import { historyQueries } from "../../queries-history.ts";
import { BoardControls, FunctionSelect } from "./BoardControls.tsx";
import { boardSpecs } from "./board-specs.ts";
import { BOARDS, OWN_BOARD } from "./boards.ts";
import { FromTheMetas } from "./FromTheMetas.tsx";
import { MetricList } from "./MetricList.tsx";
import { OwnChartControls } from "./OwnChartControls.tsx";
import { RawMetrics, StatusLines } from "./StatusLines.tsx";
import { useBoard, type BoardState } from "./useBoard.ts";
import "./metrics.css";

export function Component() {
  const cluster = useCluster();
  const state = useBoard();
  const range = useRange();
  const roster = useLiveOptional(queries.roster(cluster)).live?.data ?? [];
  const load = useLiveOptional(queries.load(cluster)).live;
  const history = useLiveOptional(historyQueries.status(cluster));
  const { apps } = useNames(cluster);
  const { server, board } = state;
  const known = server === null || roster.length === 0 || roster.some((entry) => entry.server === server);
  const status = history.live?.data ?? (history.failure === null ? undefined : null);
  const noLoad = load !== null && load.data.failure !== null;
  const title = BOARDS.find(({ id }) => id === board)?.title ?? "Explorer";
  return (
    <Page
      title="Metrics"
      exchange={load?.exchange ?? null}
      failure={load?.failure ?? null}
      {...(load === null ? {} : { onRetry: load.refresh })}
      actions={
        <>
          {board !== OWN_BOARD && <BoardControls state={state} roster={roster} apps={apps} />}
          <FunctionSelect state={state} />
          {server !== null && known && <RawMetrics cluster={cluster} server={server} />}
        </>
      }
    >
      <Tabs
        value={board}
        onChange={(value) =>
          void state.set({ board: [...BOARDS.map(({ id }) => id), OWN_BOARD].find((id) => id === value) ?? "overview" })
        }
      >
        <Tabs.List aria-label="Boards">
          {[...BOARDS, { id: OWN_BOARD, title: "Explorer" }].map((one) => (
            <Tabs.Tab key={one.id} value={one.id} aria-controls={undefined}>
              {one.title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <ChartsTogether cluster={cluster} range={range}>
        <StatusLines load={load?.data ?? null} history={history} server={server} />
        {noLoad && (
          <Section title="What the metas tell" height={560}>
            <FromTheMetas cluster={cluster} range={range.range} />
          </Section>
        )}
        {known ? (
          <Section key={`${cluster} ${board}`} title={title} quiet height={560}>
            <Charts cluster={cluster} state={state} range={range} status={status} noLoad={noLoad} />
          </Section>
        ) : (
          <p>
            <code>{server}</code> is not a server of this cluster.{" "}
            <Link to={paths.metrics(cluster)}>Show all nodes</Link>
          </p>
        )}
      </ChartsTogether>
    </Page>
  );
}

interface ChartsProperties {
  readonly cluster: string;
  readonly state: BoardState;
  readonly range: RangeState;
  /** Null: nothing is kept. Undefined: it is not known yet. */
  readonly status: HistoryStatus | null | undefined;
  readonly noLoad: boolean;
}

function Charts({ cluster, state, range, status, noLoad }: ChartsProperties) {
  const { board, by, server, app, draw, most, fn } = state;
  const metrics = BOARDS.find(({ id }) => id === board)?.metrics;
  const specs = useMemo(
    () => boardSpecs(metrics ?? [], { by, server, app, draw, most }),
    [metrics, by, server, app, draw, most],
  );
  const common = { cluster, range: range.range, fn, status };
  if (metrics === undefined) return <Explorer {...common} state={state} />;
  if (!noLoad) return <HistoryCharts {...common} specs={specs} />;
  // Charts without new values would only hide the reason.
  if ((status?.series ?? 0) === 0) return null;
  return (
    <details className="chart-events">
      <summary>What was kept before</summary>
      <HistoryCharts {...common} specs={specs} />
    </details>
  );
}

interface ExplorerProperties extends Pick<ChartsProperties, "cluster" | "status" | "state"> {
  readonly range: RangeState["range"];
  readonly fn: BoardState["fn"];
}

function Explorer({ state, ...common }: ExplorerProperties) {
  const { cluster, status } = common;
  const { charts, set } = state;
  const names = useNames(cluster);
  const roster = useLiveOptional(queries.roster(cluster)).live?.data ?? [];
  const servers = roster.filter(({ role }) => role === "replica").map((entry) => entry.server);
  const add = useCallback(
    (metric: string) => {
      const found = measured(metric);
      if (found !== null) void set((before) => ({ charts: [standardSpec(found), ...before.charts] }));
    },
    [set],
  );
  const replace = (place: number, next: readonly ChartSpec[]): void =>
    void set({ charts: charts.toSpliced(place, 1, ...next) });
  return (
    <>
      {charts.length === 0 ? (
        <p className="page-intro">Pick metrics from the list: each becomes a chart here, and stands in the address.</p>
      ) : (
        <HistoryCharts
          {...common}
          specs={charts}
          renderActions={(spec, place) => (
            <OwnChartControls
              spec={spec}
              servers={servers}
              names={names}
              onChange={(next) => replace(place, [next])}
              onRemove={() => replace(place, [])}
            />
          )}
        />
      )}
      <MetricList cluster={cluster} wide={status?.cost?.wide ?? true} onChart={add} />
    </>
  );
}

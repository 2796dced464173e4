// The busiest partitions of the cluster, now and over a range.
import { useMemo } from "react";
import { formatDuration, plural } from "../../format.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { HistoryNotes } from "../../parts/HistoryNotes.tsx";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import type { Sort } from "../../parts/table-column.ts";
import { RangeSelect, useTimeRange, type TimeRange } from "../../parts/time-range.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { hotQueries, type Busiest } from "../../queries-hot.ts";
import { heatOf, hotColumns } from "./hot-columns.tsx";
import { hotRows } from "./hot-rows.ts";

export function Component() {
  const cluster = useCluster();
  const [range, pick] = useTimeRange("1h");
  const { live } = useLiveOptional(hotQueries.busiest(cluster, range.name, range.length));
  return (
    <Page
      title="Hot partitions"
      intro="The busiest partitions of all apps. One that is far busier than the others of its app has a hot key, or its app has too few partitions."
      actions={<RangeSelect range={range} onPick={pick} />}
      exchange={live?.exchange ?? null}
      failure={live?.failure ?? null}
      {...(live === null ? {} : { onRetry: live.refresh })}
    >
      <Section title="The busiest partitions" quiet height={400}>
        <TopTable cluster={cluster} range={range} />
      </Section>
    </Page>
  );
}

const BUSIEST_FIRST: Sort = { id: "total", desc: true };

function TopTable({ cluster, range }: { readonly cluster: string; readonly range: TimeRange }) {
  const state = useTableState();
  const { data } = useLive(hotQueries.busiest(cluster, range.name, range.length));
  const rows = useMemo(() => hotRows(data), [data]);
  const missing = whyNone(data);
  const noPast = data.notes[0] ?? `The history has nothing of it in the last ${range.words}`;
  const columns = useMemo(
    () => hotColumns({ cluster, range: range.name, missing, noPast }),
    [cluster, range.name, missing, noPast],
  );
  const hot = rows.filter((row) => row.hot !== null).length;
  return (
    <>
      <HistoryNotes notes={data.notes} severity="notice" />
      <DataTable
        name="Top partitions"
        rows={rows}
        columns={columns}
        rowId={({ id }) => id}
        rowLink={(row) => heatOf(row, { cluster, range: range.name })}
        rowSeverity={(row) => (row.hot === null ? "ok" : "warning")}
        state={state}
        defaultSort={BUSIEST_FIRST}
        filterLabel="Filter by app, primary or hot"
        csv={`top-partitions-${cluster}`}
        toolbar={
          <span className="load-line">
            of {plural(data.top.of, "partition")}; {hot === 0 ? "none is hot" : `${hot} hot`}
            {data.seconds === null ? "" : `; rates over ${formatDuration(data.seconds * 1000)}`}
          </span>
        }
        empty={missing}
      />
    </>
  );
}

function whyNone({ top }: Busiest): string {
  if (top.failure !== null) return `There is no load: ${top.failure}`;
  if (top.at === null) return "The first round of the load sampler is under way.";
  if (top.seconds === null) return "Rates need two samples; the next comes within seconds.";
  return "Not known: the counters were not there in both of the last two samples.";
}

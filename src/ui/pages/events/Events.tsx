// What happened to the cluster, as far as the dashboard noticed it.
import { parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import { EVENT_KINDS } from "#api/events.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import type { Sort } from "../../parts/table-column.ts";
import { RangeSelect, useTimeRange, type TimeRange } from "../../parts/time-range.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { paths } from "../../paths.ts";
import { eventQueries, type EventRange } from "../../queries-events.ts";
import { eventColumns, placeOf } from "./event-columns.tsx";
import { kindWord, severityOf } from "./event-words.ts";

export function Component() {
  const cluster = useCluster();
  const [range, pick] = useTimeRange("24h");
  const { live } = useLiveOptional(eventQueries.events(cluster, since(range)));
  return (
    <Page
      title="Events"
      intro="What happened to the cluster, as far as this dashboard noticed it while it ran: leaders, servers, partitions, load, and changes of configuration made here."
      actions={<RangeSelect range={range} onPick={pick} />}
      exchange={live?.exchange ?? null}
      failure={live?.failure ?? null}
      {...(live === null ? {} : { onRetry: live.refresh })}
    >
      <Section title="What happened" quiet height={300}>
        <EventTable cluster={cluster} range={range} />
      </Section>
    </Page>
  );
}

function since({ name }: TimeRange): EventRange {
  return { from: `-${name}`, to: "now" };
}

const NEWEST_FIRST: Sort = { id: "at", desc: true };

function EventTable({ cluster, range }: { readonly cluster: string; readonly range: TimeRange }) {
  const state = useTableState();
  const [kind, setKind] = useQueryState("kind", parseAsString);
  const { data } = useLive(eventQueries.events(cluster, since(range)));
  const kinds = useMemo(() => [...new Set([...EVENT_KINDS, ...data.events.map((event) => event.kind)])], [data]);
  const picked = kinds.find((one) => one === kind) ?? null;
  const rows = useMemo(
    () => (picked === null ? data.events : data.events.filter((event) => event.kind === picked)),
    [data, picked],
  );
  const columns = useMemo(() => eventColumns(cluster), [cluster]);
  return (
    <>
      {data.failure !== null && (
        <p>
          <HealthBadge severity="warning">Not recorded</HealthBadge> {data.failure}
        </p>
      )}
      {data.more && (
        <p>
          <HealthBadge severity="notice">Not all</HealthBadge> These are the newest {data.events.length}; there are more
          in this range.
        </p>
      )}
      <DataTable
        name="Events"
        rows={rows}
        columns={columns}
        rowId={({ id }) => id}
        rowLink={(event) => placeOf(cluster, event) ?? paths.cluster(cluster)}
        rowSeverity={(event) => severityOf(event.kind, event.level)}
        state={state}
        defaultSort={NEWEST_FIRST}
        filterLabel="Filter by words, server or app"
        csv={`events-${cluster}`}
        toolbar={
          <label className="table-choice">
            Kind
            <select value={picked ?? ""} onChange={(event) => void setKind(event.currentTarget.value || null)}>
              <option value="">all</option>
              {kinds.map((one) => (
                <option key={one} value={one}>
                  {kindWord(one)} ({data.events.filter((event) => event.kind === one).length})
                </option>
              ))}
            </select>
          </label>
        }
        empty={
          data.events.length === 0
            ? `Nothing was noticed in the last ${range.words}. What happened while the dashboard did not run is not known.`
            : `None of the ${data.events.length} events of the last ${range.words} is of this kind.`
        }
      />
    </>
  );
}

// One crosshair, one range, and the same marks of what happened for all charts of a page.
import { useMemo, useState, type ReactNode } from "react";
import { useLiveOptional } from "../live.ts";
import { ChartsContext } from "../parts/chart/ChartsContext.ts";
import { newCursor } from "../parts/chart/cursor.ts";
import { RangeBar } from "../parts/chart/RangeBar.tsx";
import { newTurns } from "../parts/chart/turns.ts";
import { rangeQuery } from "../parts/chart/range.ts";
import type { RangeState } from "../parts/chart/useRange.ts";
import { queries } from "../queries.ts";
import { eventQueries } from "../queries-events.ts";
import { EventList } from "./EventList.tsx";

interface Properties {
  readonly cluster: string;
  readonly range: RangeState;
  readonly children: ReactNode;
}

const NOTHING_HAPPENED = { more: false, events: [], failure: null } as const;

export function ChartsTogether({ cluster, range, children }: Properties) {
  const [cursor] = useState(newCursor);
  const [turns] = useState(() => newTurns((work) => setTimeout(work)));
  const load = useLiveOptional(queries.load(cluster)).live?.data;
  const told = useLiveOptional(eventQueries.events(cluster, rangeQuery(range.range)));
  const { events, more, failure } = told.live?.data ?? NOTHING_HAPPENED;
  const { zoom, reset } = range;
  const charts = useMemo(
    () => ({ cursor, turns, zoom, reset, happenings: events }),
    [cursor, turns, zoom, reset, events],
  );
  return (
    <ChartsContext value={charts}>
      <div className="charts-bar">
        <RangeBar
          range={range.range}
          now={() => load?.at ?? Date.now()}
          onLast={range.setLast}
          onZoom={zoom}
          onReset={reset}
        />
      </div>
      {children}
      <EventList happenings={events} failure={failure ?? told.failure?.message ?? null} more={more} />
    </ChartsContext>
  );
}

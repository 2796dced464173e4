// One partition of the heat map: where it is, how busy it is now, and how to find its hot keys.
import { useEffect, useRef } from "react";
import { Link } from "react-router";
import type { PartitionLoad } from "#api/load.ts";
import type { Partition } from "#pegasus/answers/app.ts";
import type { HotkeyKind } from "#pegasus/hotkey-commands.ts";
import { formatScore, formatShort, formatMinute, NONE } from "../../format.ts";
import { Numeral } from "../../parts/Numbers.tsx";
import { paths } from "../../paths.ts";
import { HotkeyCommands } from "./HotkeyCommands.tsx";
import type { HeatGrid } from "./heat-grid.ts";

interface Properties {
  readonly cluster: string;
  readonly app: string;
  readonly appId: number;
  readonly index: number;
  /** Undefined: the app has none of this number. */
  readonly partition: Partition | undefined;
  readonly load: PartitionLoad | null;
  readonly grid: HeatGrid;
  readonly kind: HotkeyKind;
  /** It was chosen just now, so that the keyboard goes there. */
  readonly fresh: boolean;
  readonly onClose: () => void;
}

export function HeatPartition(properties: Properties) {
  const { cluster, app, appId, index, partition, load, grid, kind, fresh, onClose } = properties;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (fresh) heading.current?.focus();
  }, [fresh, index]);
  const row = grid.rows.find((one) => one.partition === index);
  const primary = partition?.primary ?? null;
  return (
    <section className="heat-partition" aria-label={`Partition ${index}`}>
      <div className="section-header">
        <h3 ref={heading} {...{ tabIndex: -1 }}>
          Partition {index}
        </h3>
        <Link to={`${paths.app(cluster, app)}?q=${index}`}>In the table of partitions</Link>
        <button type="button" className="text-button" onClick={onClose}>
          Close
        </button>
      </div>
      {partition === undefined ? (
        <p>This app has no partition {index}.</p>
      ) : (
        <dl className="facts">
          <dt>Primary</dt>
          <dd>{primary === null ? "none" : <Link to={paths.node(cluster, primary)}>{primary}</Link>}</dd>
          <dt>Now</dt>
          <dd>
            <Numeral value={load?.readQps} as="rate" /> reads/s, <Numeral value={load?.writeQps} as="rate" /> writes/s
            {(load?.hot ?? null) !== null && <strong>, hot by {load?.hot === "both" ? "both" : load?.hot}</strong>}
          </dd>
          <dt>{kind === "read" ? "Reads" : "Writes"} in this range</dt>
          <dd>
            mean {row === undefined || row.mean === null ? NONE : `${formatShort(row.mean)}/s`}
            {row === undefined || row.peak === null
              ? ""
              : `, at most ${formatShort(row.peak.rate)}/s at ${formatMinute(grid.from + row.peak.column * grid.step)}`}
            {row === undefined || row.score === null ? "" : `, z-score up to ${formatScore(row.score)}`}
          </dd>
        </dl>
      )}
      {primary !== null && (
        <>
          <h3>Which keys are hot, in Pegasus&apos;s shell</h3>
          <HotkeyCommands appId={appId} partition={index} primary={primary} kind={kind} />
        </>
      )}
    </section>
  );
}

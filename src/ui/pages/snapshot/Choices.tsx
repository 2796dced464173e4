import { Button } from "@mantine/core";
import { useId, useMemo, type ReactNode } from "react";
import { formatBytes, formatCount, formatDuration, plural } from "../../format.ts";
import { costOf, type Cost, type Extent } from "./cost.ts";
import type { Choice } from "./plan.ts";

interface Properties {
  readonly choice: Choice;
  readonly onChoice: (changed: Partial<Choice>) => void;
  readonly extent: Extent;
  readonly cost: Cost;
  readonly running: boolean;
  readonly onTake: () => void;
  /** Why the tables are not known, so that the cost is told too low; null: they are. */
  readonly unknownTables: string | null;
}

/** Rounds of load, and how long they take to watch. */
const WATCHES = [
  { rounds: 2, label: "10 s, for one rate of everything" },
  { rounds: 7, label: "1 minute" },
  { rounds: 31, label: "5 minutes" },
] as const;

export function Choices({ choice, onChoice, extent, cost, running, onTake, unknownTables }: Properties) {
  const watch = useId();
  // Of a large cluster it is some work, and while the snapshot is taken this is drawn with each answer.
  const extra = useMemo(() => {
    const costs = (option: "allMetrics" | "replicaTables"): Omit<Cost, "seconds"> => {
      const on = costOf(extent, { ...choice, [option]: true });
      const off = costOf(extent, { ...choice, [option]: false });
      return { requests: on.requests - off.requests, bytes: on.bytes - off.bytes };
    };
    return { allMetrics: costs("allMetrics"), replicaTables: costs("replicaTables") };
  }, [extent, choice]);
  return (
    <form
      className="snapshot-choices"
      aria-label="Snapshot"
      onSubmit={(event) => {
        event.preventDefault();
        onTake();
      }}
    >
      <fieldset disabled={running}>
        <legend className="visually-hidden">What is in it</legend>
        <p>
          Always in it: what the leader says of the cluster, its nodes and each of its apps; version, start time, flags
          and the main metrics of every server; two rounds of load.
        </p>
        <Option checked={choice.allMetrics} onChange={(allMetrics) => onChoice({ allMetrics })}>
          All metrics of every server <Extra cost={extra.allMetrics} />
        </Option>
        <Option checked={choice.replicaTables} onChange={(replicaTables) => onChoice({ replicaTables })}>
          Compaction, duplication and data version of each app on each replica server{" "}
          <Extra cost={extra.replicaTables} />
        </Option>
        <p>
          <label htmlFor={watch}>Watch the load for</label>{" "}
          <select
            id={watch}
            value={choice.rounds}
            onChange={(event) => onChoice({ rounds: Number(event.currentTarget.value) })}
          >
            {WATCHES.map(({ rounds, label }) => (
              <option key={rounds} value={rounds}>
                {label}
              </option>
            ))}
          </select>
        </p>
      </fieldset>
      <p className="snapshot-cost" role="status" aria-label="Cost">
        At most <strong>{plural(cost.requests, "request")}</strong> and about <strong>{formatBytes(cost.bytes)}</strong>{" "}
        of answers from {plural(extent.servers.length, "server")}, in {formatDuration(cost.seconds * 1000)} or more.
        Four servers at once, each with one question at a time.
      </p>
      {unknownTables !== null && (
        <p className="snapshot-note">The apps are not known, so it may cost more than this. {unknownTables}</p>
      )}
      <p className="snapshot-note">
        Values of secret flags are masked. Addresses, app names and all other flags are in the file as they are: look
        whom you give it to.
      </p>
      <Button type="submit" size="compact-sm" disabled={running || extent.servers.length === 0}>
        Take the snapshot
      </Button>
    </form>
  );
}

interface OptionProperties {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}

function Option({ checked, onChange, children }: OptionProperties) {
  return (
    <label className="snapshot-option">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{children}</span>
    </label>
  );
}

function Extra({ cost: { requests, bytes } }: { readonly cost: Omit<Cost, "seconds"> }) {
  const calls = requests > 0 ? [`${formatCount(requests)} requests`] : [];
  return <span className="snapshot-extra">(adds {[...calls, formatBytes(Math.max(0, bytes))].join(", ")})</span>;
}

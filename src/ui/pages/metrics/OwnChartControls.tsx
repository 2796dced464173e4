// What one chart of the explorer is of: its scope, which of them, and how many lines they become.
import { useId, useState } from "react";
import { measured } from "../../history/measured.ts";
import { scopeWord, type ChartSpec } from "../../history/spec.ts";
import { plural } from "../../format.ts";
import type { Names } from "../../history/useNames.ts";
import { Icon } from "../../parts/Icon.tsx";
import { DrawSelect } from "./BoardControls.tsx";

interface Properties {
  readonly spec: ChartSpec;
  readonly servers: readonly string[];
  readonly names: Names;
  readonly onChange: (spec: ChartSpec) => void;
  readonly onRemove: () => void;
}

export function OwnChartControls({ spec, servers, names, onChange, onRemove }: Properties) {
  const id = useId();
  const { metric, scope, draw, most } = spec;
  const scopes = measured(metric)?.scopes ?? [];
  return (
    <>
      <label htmlFor={id} className="visually-hidden">
        {metric} of
      </label>
      <select
        id={id}
        value={scope}
        onChange={(event) => {
          const next = scopes.find((one) => one === event.currentTarget.value) ?? scope;
          onChange({ ...spec, scope: next, ids: [] });
        }}
      >
        {scopes.map((one) => (
          <option key={one} value={one}>
            {one === "cluster" ? "cluster" : `each ${scopeWord(one)}`}
          </option>
        ))}
      </select>
      {scope !== "cluster" && (
        <>
          <DrawSelect
            hidden
            label={`Draw of ${metric}`}
            draw={draw}
            most={most}
            onPick={(nextDraw, nextMost) => onChange({ ...spec, draw: nextDraw, most: nextMost })}
          />
          <Which key={scope} spec={spec} servers={servers} names={names} onChange={onChange} />
        </>
      )}
      <button type="button" className="icon-button" aria-label={`Remove ${metric}`} title="Remove" onClick={onRemove}>
        <Icon name="close" size={13} />
      </button>
    </>
  );
}

interface Choice {
  readonly id: string;
  readonly label: string;
}

/** What can be picked: nodes by name, whose disks, queues and tasks go with them; apps, whose partitions do. */
function choicesOf({ scope }: ChartSpec, servers: readonly string[], names: Names): readonly Choice[] {
  if (scope === "app" || scope === "partition")
    return names.apps.map(({ app_id, app_name }) => ({ id: String(app_id), label: app_name }));
  return servers.map((server) => ({ id: server, label: server }));
}

function Which({ spec, servers, names, onChange }: Omit<Properties, "onRemove">) {
  const [text, setText] = useState("");
  const choices = choicesOf(spec, servers, names);
  const shown = choices.filter(({ label }) => label.includes(text.trim()));
  const { ids, metric, scope } = spec;
  return (
    <details className="chart-which">
      <summary>{ids.length === 0 ? "all" : plural(ids.length, "pick")}</summary>
      <div className="chart-which-list">
        <input
          type="search"
          aria-label={`Find ${scopeWord(scope, 2)} of ${metric}`}
          placeholder={scope === "partition" ? "app, or 2.7" : "Find"}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {ids.length > 0 && (
          <button type="button" className="text-button" onClick={() => onChange({ ...spec, ids: [] })}>
            All
          </button>
        )}
        {scope === "partition" && /^\d+\.\d+$/.test(text.trim()) && (
          <button type="button" className="text-button" onClick={() => toggle(text.trim())}>
            {ids.includes(text.trim()) ? "Remove" : "Add"} {text.trim()}
          </button>
        )}
        {shown.slice(0, MOST_SHOWN).map(({ id, label }) => (
          <label key={id}>
            <input type="checkbox" checked={ids.includes(id)} onChange={() => toggle(id)} /> {label}
          </label>
        ))}
        {shown.length > MOST_SHOWN && <p>and {shown.length - MOST_SHOWN} more: type a part of the name</p>}
      </div>
    </details>
  );

  function toggle(id: string): void {
    onChange({ ...spec, ids: ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id] });
  }
}

const MOST_SHOWN = 50;

// One parameter of a request, in the form that its kind asks for.
import { Autocomplete } from "@mantine/core";
import { lazy, Suspense, useId, useState } from "react";
import type { FieldProperties } from "./field-properties.ts";
import { ListInput } from "./ListInput.tsx";
import { OptionNote, optionsOf } from "./OptionNote.tsx";
import { sourceOf } from "./suggestions.ts";
import { useSuggestions } from "./useSuggestions.ts";

const MetricField = lazy(async () => ({ default: (await import("./MetricField.tsx")).MetricField }));

export function Field(properties: Omit<FieldProperties, "id">) {
  const id = useId();
  const { parameter, target, onChange } = properties;
  const { name, kind, required } = parameter;
  const value = target.query.get(name);
  if (kind === "flag") {
    return (
      <label className="request-field">
        <input
          type="checkbox"
          checked={value !== undefined}
          onChange={(event) => onChange(event.currentTarget.checked ? "" : null)}
        />
        {name}
      </label>
    );
  }
  return (
    <span className="request-field">
      <label htmlFor={id}>
        {name}
        {required && <span className="request-required"> (required)</span>}
      </label>
      <Suspense fallback={<input type="text" disabled />}>
        <Control {...properties} id={id} />
      </Suspense>
    </span>
  );
}

function Control(properties: FieldProperties) {
  const { id, endpoint, parameter, target, onChange, where } = properties;
  const { name, kind, required } = parameter;
  const value = target.query.get(name) ?? "";
  const source = sourceOf(endpoint, name);
  const [wanted, setWanted] = useState(false);
  const suggestions = useSuggestions(where, source, wanted);
  if (kind === "boolean") {
    return (
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value || null)}>
        <option value="">(not sent)</option>
        <option>true</option>
        <option>false</option>
      </select>
    );
  }
  if (source === "metric-types" || source === "metric-ids" || source === "metric-names")
    return <MetricField {...properties} source={source} />;
  if (kind === "list" && source !== "metric-attributes") {
    return (
      <ListInput id={id} value={value} suggestions={suggestions} onWanted={() => setWanted(true)} onChange={onChange} />
    );
  }
  return (
    <Autocomplete
      id={id}
      size="xs"
      className="text-input"
      value={value}
      data={optionsOf(suggestions)}
      limit={SHOWN}
      maxDropdownHeight={300}
      comboboxProps={{ width: "max-content", position: "bottom-start" }}
      aria-required={required}
      spellCheck={false}
      placeholder={kind === "list" ? "name,value" : kind === "integer" ? "a whole number" : ""}
      onFocus={() => setWanted(true)}
      onChange={(next) => onChange(next || null)}
      renderOption={({ option }) => <OptionNote value={option.value} suggestions={suggestions} />}
    />
  );
}

/** As many suggestions are shown at once; typing finds the others. */
const SHOWN = 60;

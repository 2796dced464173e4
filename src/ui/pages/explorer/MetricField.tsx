// A filter of `/metrics`. It brings the catalogue of metrics along, so it is loaded when it is needed.
import { useState } from "react";
import { useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import type { FieldProperties } from "./field-properties.ts";
import { ListInput } from "./ListInput.tsx";
import { metricSuggestions } from "./metric-suggestions.ts";
import type { MetricSource } from "./suggestions.ts";

interface Properties extends FieldProperties {
  readonly source: MetricSource;
}

export function MetricField({ id, where, parameter, target, onChange, source }: Properties) {
  const [wanted, setWanted] = useState(false);
  const has = useLiveOptional(queries.metricNames(where.cluster, where.server), wanted).live?.data ?? null;
  const types = (target.query.get("types") ?? "").split(",").filter((type) => type !== "");
  return (
    <ListInput
      id={id}
      value={target.query.get(parameter.name) ?? ""}
      suggestions={metricSuggestions(source, where.role, types, has)}
      onWanted={() => setWanted(true)}
      onChange={onChange}
    />
  );
}

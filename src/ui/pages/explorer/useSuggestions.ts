// Suggestions for one parameter, asked for when somebody is about to use them.
import type { Role } from "#pegasus/endpoint.ts";
import { queries, useLiveOptional } from "../../queries.ts";
import { METRIC_FIELDS, type Source, type Suggestion } from "./suggestions.ts";

interface Where {
  readonly cluster: string;
  readonly server: string;
  readonly role: Role | null;
}

/** `wanted`: nothing is asked before. Those of metrics are MetricField's. */
export function useSuggestions({ cluster, server }: Where, source: Source, wanted: boolean): readonly Suggestion[] {
  const ofApps = source === "apps" || source === "app-ids" || source === "metric-attributes";
  const apps = useLiveOptional(queries.appList(cluster), wanted && ofApps).live?.data.general_info;
  const flags = useLiveOptional(queries.flagNames(cluster, server), wanted && source === "flags").live?.data;
  const tables = Object.values(apps ?? {});
  switch (source) {
    case "apps":
      return tables.map(({ app_name, app_id }) => ({ value: app_name, note: `id ${app_id}` }));
    case "app-ids":
      return tables.map(({ app_name, app_id }) => ({ value: String(app_id), note: app_name }));
    case "metric-attributes":
      return tables.map(({ app_name, app_id }) => ({ value: `table_id,${app_id}`, note: app_name }));
    case "flags":
      return Object.values(flags ?? {}).map(({ name, description }) => ({ value: name, note: description }));
    case "metric-fields":
      return METRIC_FIELDS;
    case "metric-types":
    case "metric-ids":
    case "metric-names":
    case "none":
      return [];
  }
}

import { Link } from "react-router";
import { backupSchedule, scheduleWords } from "#pegasus/backup-schedule.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import type { Column } from "../../parts/table-column.ts";
import { paths } from "../../paths.ts";
import type { PolicyApp, PolicyRow } from "./policy-rows.ts";

export function columnsOf(cluster: string): readonly Column<PolicyRow>[] {
  return [
    { id: "name", header: "Policy", width: 150, rowHeader: true, value: ({ policy }) => policy.name },
    {
      id: "status",
      header: "Status",
      width: 110,
      value: ({ policy }) => policy.status,
      cell: ({ policy }) =>
        policy.status === "enabled" ? (
          <HealthBadge severity="ok">Enabled</HealthBadge>
        ) : (
          <HealthBadge severity="notice">Disabled</HealthBadge>
        ),
    },
    {
      id: "schedule",
      header: "When",
      hint: "In the servers' own time",
      width: 370,
      value: ({ policy }) => policy.backup_interval,
      filterText: ({ policy }) => scheduleWords({ ...backupSchedule(policy), enabled: true }),
      // That it is disabled has a column of its own.
      cell: ({ policy }) => scheduleWords({ ...backupSchedule(policy), enabled: true }),
    },
    {
      id: "apps",
      header: "Apps",
      width: 220,
      grow: true,
      value: ({ apps }) => apps.length,
      filterText: ({ apps }) => apps.map(({ id, name }) => name ?? `id ${id}`).join(" "),
      cell: ({ apps }) => <Apps cluster={cluster} apps={apps} />,
    },
    {
      id: "provider",
      header: "Provider",
      hint: "The section [block_service.…] of the servers' INI",
      width: 150,
      value: ({ policy }) => policy.backup_provider_type,
    },
  ];
}

function Apps({ cluster, apps }: { readonly cluster: string; readonly apps: readonly PolicyApp[] }) {
  return (
    <span title={apps.map(({ id, name }) => `${name ?? "not available"} (id ${id})`).join(", ")}>
      {apps.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          {name === null ? `id ${id}, not available` : <Link to={paths.app(cluster, name)}>{name}</Link>}
        </span>
      ))}
    </span>
  );
}

// Which recording belongs to which scenario, and how it is staged.
import { clusterAt, COLLECTOR, PORTS } from "./cluster-of-the-day.ts";
import { LEFT_BY_02B } from "./tables-of-the-day.ts";
import { FAULTS } from "./stagings-of-faults.ts";
import { LARGE } from "./stagings-of-large.ts";
import { FOURTH_NODE, NODES } from "./stagings-of-nodes.ts";
import { TABLES } from "./stagings-of-tables.ts";
import { asked, kill, order, start, type Staging } from "./staging.ts";

const FIRST_REPLICAS = [34801, 34802, 34803] as const;

/** Since 10:29 there are four replica servers, of which the fourth was away from 10:32 to 10:40: what follows begins before that. */
const LATE = {
  plan: clusterAt("10:28:40"),
  ports: PORTS,
  begins: "10:28:40.000",
  actions: [
    ...FOURTH_NODE,
    start("10:40:30.000", 34804),
    asked("10:42:21.900", COLLECTOR, "/pprof/symbol"),
    order("10:43:49.500", "recording 02b has left an environment", (shell) => {
      shell.setEnvs("orders", LEFT_BY_02B);
    }),
  ],
} as const;

export const STAGINGS: readonly Staging[] = [
  {
    recordings: ["00-startup"],
    requests: 199,
    scenario: "empty",
    plan: unassigned(clusterAt("09:49:46")),
    ports: PORTS,
    begins: "09:49:46.000",
    actions: [...FIRST_REPLICAS.map((port) => start("09:49:52.050", port)), start("09:50:32.100", 34701)],
  },
  {
    recordings: ["00b-all-replica-servers-dead"],
    requests: 70,
    scenario: "data-loss",
    plan: unassigned(clusterAt("09:54:00"), "orders"),
    ports: PORTS,
    begins: "09:54:00.000",
    actions: [kill("09:54:00.500", ...FIRST_REPLICAS)],
  },
  {
    recordings: ["01-healthy"],
    requests: 595,
    scenario: "healthy",
    plan: clusterAt("09:50:45"),
    ports: PORTS,
    begins: "09:50:45.000",
    actions: [],
  },
  {
    recordings: [
      "01b-healthy-with-data",
      "01b-healthy-with-data-large",
      "01c-metrics-filters",
      "01c-metrics-filters-large",
    ],
    requests: 620,
    scenario: "healthy",
    ...LATE,
  },
  { recordings: ["02-errors", "02-errors-large"], requests: 627, scenario: "healthy", ...LATE },
  { recordings: ["02b-split-segments"], requests: 73, scenario: "healthy", ...LATE },
  ...TABLES,
  ...FAULTS,
  ...NODES,
  ...LARGE,
];

/** The tables (or the one of this name) have not been given to any node yet. */
function unassigned(plan: Staging["plan"], name?: string): Staging["plan"] {
  const tables = plan.tables.map((table) =>
    name === undefined || table.name === name ? { ...table, unassigned: true as const } : table,
  );
  return { ...plan, tables };
}

/** Those whose answers have most megabytes: half of the work. */
export const HEAVY = STAGINGS.filter(({ recordings: [first] }) => /^(01b|08-metrics|11)/.test(first));

// Which recording belongs to which scenario.
import { clusterAt, PORTS } from "./cluster-of-the-day.ts";
import type { Staging } from "./staging.ts";

export const STAGINGS: readonly Staging[] = [
  {
    recordings: ["01-healthy"],
    scenario: "healthy",
    plan: clusterAt("09:50:45"),
    ports: PORTS,
    begins: "09:50:45.000",
    actions: [],
  },
  {
    recordings: ["02-errors", "02-errors-large"],
    scenario: "healthy",
    plan: clusterAt("10:40:59"),
    ports: PORTS,
    begins: "10:40:59.000",
    actions: [],
  },
  {
    recordings: ["02b-split-segments"],
    scenario: "healthy",
    plan: clusterAt("10:43:41"),
    ports: PORTS,
    begins: "10:43:41.000",
    actions: [],
  },
];

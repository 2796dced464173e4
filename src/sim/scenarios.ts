// What the simulated cluster can be put through, by name.
import { BULK_LOAD, COMPACTION, DUPLICATION_LAG, SPLITTING } from "./scenarios/features.ts";
import { HEALTHY, LEADER_MOVES, META_RESTARTS, NO_LEADER } from "./scenarios/leaders.ts";
import {
  DATA_LOSS,
  DISK_FULL,
  HOT_PARTITION,
  NODE_DOWN,
  NODE_FROZEN,
  TWO_NODES_DOWN,
  UNBALANCED,
} from "./scenarios/nodes.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { EMPTY, LARGE } from "./scenarios/sizes.ts";
import { FLAKY, SLOW } from "./scenarios/transport.ts";
import { CONFIG_DRIFT, NO_PPROF, OLD_VERSION, VERSION_SKEW } from "./scenarios/versions.ts";

export const SCENARIOS = [
  HEALTHY,
  LEADER_MOVES,
  NO_LEADER,
  META_RESTARTS,
  NODE_DOWN,
  NODE_FROZEN,
  TWO_NODES_DOWN,
  DATA_LOSS,
  UNBALANCED,
  HOT_PARTITION,
  DISK_FULL,
  VERSION_SKEW,
  CONFIG_DRIFT,
  DUPLICATION_LAG,
  BULK_LOAD,
  COMPACTION,
  SPLITTING,
  EMPTY,
  OLD_VERSION,
  NO_PPROF,
  SLOW,
  FLAKY,
  LARGE,
] as const satisfies readonly Scenario[];

export type ScenarioName = (typeof SCENARIOS)[number]["name"];

export function isScenarioName(name: string): name is ScenarioName {
  return SCENARIOS.some((scenario) => scenario.name === name);
}

export function findScenario(name: ScenarioName): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.name === name);
  if (found === undefined) throw new Error(unknownScenario(name));
  return found;
}

/** What to tell somebody who asked for a scenario that does not exist. */
export function unknownScenario(name: string): string {
  return `There is no scenario "${name}". There are: ${SCENARIOS.map((scenario) => scenario.name).join(", ")}`;
}

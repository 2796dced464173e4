// How a recording is staged: which simulated cluster lives through it, and what was done to the real one meanwhile.
import type { SimulatedCluster } from "../cluster.ts";
import type { ClusterPlan } from "../model/plan.ts";
import type { ScenarioName } from "../scenarios.ts";

export interface Stage {
  readonly cluster: SimulatedCluster;
  /** The simulated server that plays this recorded port. */
  readonly server: (port: number) => string;
  /** Asks it, and does not wait for the answer. */
  readonly ask: (port: number, target: string) => Promise<void>;
}

/** What the recorder's people did: by their comments, or by what the answers before and after show. */
export interface Action {
  /** `HH:MM:SS.mmm` of the recorded day. */
  readonly at: string;
  readonly what: string;
  readonly act: (stage: Stage) => void | Promise<void>;
}

export interface Staging {
  /** The recordings that are played together, in order of time: by name, without `.har.gz`. */
  readonly recordings: readonly [string, ...string[]];
  /** How many they have. */
  readonly requests: number;
  /** What a cluster that lives through such things is called when it is started by name. */
  readonly scenario: ScenarioName;
  readonly plan: ClusterPlan;
  /** Recorded ports of metas, replica servers and collectors, in the order of the plan. */
  readonly ports: Readonly<Record<"metas" | "replicas" | "collectors", readonly number[]>>;
  /** `HH:MM:SS.mmm`: when the simulated cluster's story begins. */
  readonly begins: string;
  readonly actions: readonly Action[];
}

const DAY = "2026-11-22";

/** ms since the epoch of a time of the recorded day. */
export function moment(time: string): number {
  const at = Date.parse(`${DAY}T${time}Z`);
  if (Number.isNaN(at)) throw new Error(`${time} is no time of day`);
  return at;
}

export function kill(at: string, ...ports: readonly number[]): Action {
  return {
    at,
    what: `${ports.join(", ")} killed`,
    act: async ({ cluster, server }) => {
      await Promise.all(ports.map((port) => cluster.kill(server(port))));
    },
  };
}

export function start(at: string, port: number, options?: Parameters<SimulatedCluster["start"]>[1]): Action {
  return { at, what: `${port} started`, act: ({ cluster, server }) => cluster.start(server(port), options) };
}

/** A request that is in another recording, or in none, and has left its traces. */
export function asked(at: string, port: number, target: string): Action {
  return { at, what: `${port} asked for ${target}`, act: ({ ask }) => ask(port, target) };
}

/** An order given in the admin shell. */
export function order(
  at: string,
  what: string,
  give: (shell: SimulatedCluster["shell"], stage: Stage) => void,
): Action {
  return {
    at,
    what,
    act: (stage) => {
      give(stage.cluster.shell, stage);
    },
  };
}

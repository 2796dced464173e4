// What a scenario is: a name, a sentence, a cluster to begin with, and what happens to it when.
import type { Faults } from "../http/faults.ts";
import type { Build, ClusterPlan } from "../model/plan.ts";
import type { StartOptions } from "../model/lives.ts";
import type { Shell } from "../shell.ts";

/** Servers by their addresses. */
interface Servers {
  readonly metas: readonly string[];
  readonly replicas: readonly string[];
}

interface ZookeeperHandle {
  /** It hangs: nobody gets the lock of the leader, and nobody loses it. */
  readonly freeze: () => void;
  /** It is away: nobody knows a leader once the present one is gone. */
  readonly leave: () => void;
  /** It is back: metas whose sessions ran out meanwhile all exit. */
  readonly thaw: () => void;
}

/** What a scenario can do while it runs; the cluster's handle has more. */
export interface ScenarioCluster extends Servers {
  /** What an operator's shell would do. */
  readonly shell: Shell;
  readonly zookeeper: ZookeeperHandle;
  /** Who leads in truth, whatever the metas say; null while nobody does. */
  readonly leader: () => string | null;
  /** The process dies: its port refuses, open connections end. */
  readonly kill: (server: string) => Promise<void>;
  /** As SIGSTOP: it takes connections and answers nothing until `thaw`. */
  readonly freeze: (server: string) => void;
  readonly thaw: (server: string) => void;
  /** A new process on the port of a dead one. The times of a starting meta are not scaled when given. */
  readonly start: (server: string, options?: StartOptions) => Promise<void>;
  /** The next process at this address is of this build. */
  readonly install: (server: string, build: Build) => void;
}

interface Stage {
  readonly cluster: ScenarioCluster;
  /** In ms of the scenario's own time, which the cluster's `timeScale` stretches. Rejects when the cluster is closed. */
  readonly wait: (ms: number) => Promise<void>;
}

/** What happened before anybody looked. Things are told in order of time. */
export interface Past extends Servers {
  /** What is told from here on happened `seconds` before the beginning. */
  readonly ago: (seconds: number) => void;
  readonly shell: Shell;
  readonly zookeeper: ZookeeperHandle;
  readonly kill: (server: string) => void;
  readonly freeze: (server: string) => void;
  readonly start: (server: string) => void;
  /** From then on clients ask a partition so many times as much as was planned. */
  readonly heat: (app: string, partition: number, factor: number) => void;
}

export interface Scenario {
  readonly name: string;
  /** One sentence on what it shows and how long it lasts. */
  readonly title: string;
  /** The stock cluster when left out. */
  readonly plan?: ClusterPlan;
  readonly past?: {
    /** How long before the beginning it begins itself. */
    readonly seconds: number;
    readonly tell: (past: Past) => void;
  };
  readonly run?: (stage: Stage) => Promise<void>;
  readonly faults?: Faults;
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

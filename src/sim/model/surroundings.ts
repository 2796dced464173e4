// What the parts of the model may know of the whole. The world is one; parts that need no more than this do not import it.
import type { FunctionLevel } from "#pegasus/level.ts";
import type { Census } from "./census.ts";
import type { Flags } from "./flags.ts";
import type { Process } from "./process.ts";
import type { Schedule } from "./schedule.ts";
import type { TableList } from "./table-list.ts";
import type { Times } from "./times.ts";

export interface Surroundings {
  readonly seed: number;
  readonly times: Times;
  /** Up to here everything has happened, ms since the epoch. */
  readonly now: number;
  /** When the simulation began, ms since the epoch; the cluster is older. */
  readonly began: number;
  /** To let something happen later. */
  readonly schedule: Schedule;
  readonly tables: TableList;
  readonly census: Census;
  readonly metas: readonly string[];
  readonly replicas: readonly string[];
  /** @throws for an address that is no server of the cluster. */
  readonly processAt: (address: string) => Process;
  /** The meta that leads in truth; null while nobody does. */
  readonly leader: string | null;
  /** The flags that govern the cluster: the leader's, or any meta's while nobody leads. */
  readonly flags: Flags;
  /** What the leader lets itself do. */
  readonly level: FunctionLevel;
  /** Replica servers that the leader believes alive. */
  readonly aliveNodes: () => readonly string[];
  readonly isAlive: (node: string) => boolean;
  /** When the leader looked at all partitions last before `at`; both ms since the epoch. */
  readonly lastRound: (at: number) => number;
}

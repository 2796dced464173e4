// Who is asked for metrics, and when.
import type { Process } from "../model/process.ts";
import type { World } from "../model/world.ts";

export interface Asked {
  readonly world: World;
  readonly process: Process;
  /** ms since the epoch. */
  readonly now: number;
  /** Connections of HTTP clients that the process has open. */
  readonly sessions: number;
}

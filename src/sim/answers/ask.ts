// A request as a handler gets it: read, and with everything it may need to answer.
import type { World } from "../model/world.ts";
import type { Process } from "../model/process.ts";

export interface Ask {
  readonly method: "GET" | "POST";
  /** In Pegasus's normal form: no slash at its beginning. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  /** The process that was asked. */
  readonly process: Process;
  readonly world: World;
  /** ms since the epoch. */
  readonly now: number;
  /** Connections that this process has open. */
  readonly sessions: number;
}

/** The parameters in the order in which the server's hash map gives them back: the last of the text first (recording 02b). */
export function asHashed(query: ReadonlyMap<string, string>): [name: string, value: string][] {
  return [...query].toReversed();
}

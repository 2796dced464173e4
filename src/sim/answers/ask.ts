// A request as a handler gets it: read, and with everything it may need to answer.
import type { Answer } from "../http/answer.ts";
import { hashOrder } from "../http/unordered-map.ts";
import type { World } from "../model/world.ts";
import type { Process } from "../model/process.ts";

/** Where a request has arrived. */
export interface Place {
  /** The process that was asked. */
  readonly process: Process;
  readonly world: World;
  /** ms since the epoch. */
  readonly now: number;
  /** Connections that this process has open. */
  readonly sessions: number;
  /** Resolves after `ms` of the cluster's time. */
  readonly wait: (ms: number) => Promise<void>;
}

export interface Ask extends Place {
  readonly method: "GET" | "POST";
  /** In Pegasus's normal form: no slash at its beginning. */
  readonly path: string;
  /** As it stood in the request line: `/pprof/profile` reads its seconds out of this (reference 2.25). */
  readonly target: string;
  readonly query: ReadonlyMap<string, string>;
  /** What came after the head, whatever the method. */
  readonly body: Buffer;
}

export type Handler = (ask: Ask) => Answer | Promise<Answer>;

/** The parameters in the order in which the server's hash map gives them back. */
export function asHashed(query: ReadonlyMap<string, string>): [name: string, value: string][] {
  return hashOrder([...query.keys()]).map((name) => [name, query.get(name) ?? ""]);
}

import type { Entity } from "#pegasus/answers/metrics.ts";
import type { Depth } from "#pegasus/kept-metrics.ts";
import type { NodeSample } from "#pegasus/load-sample.ts";
import type { LoadTables } from "#pegasus/load.ts";

/** What the sampler tells of a round of which something is known, when it has ended. */
export interface SampledRound {
  /** ms since epoch by the gateway's clock. */
  readonly at: number;
  /** Seconds since the round before; null: there are no rates. */
  readonly seconds: number | null;
  /** How much was asked for. */
  readonly depth: Depth;
  /** Seconds between rounds now. */
  readonly interval: number;
  /** By server; those that did not answer are missing, `failures` says why. */
  readonly samples: ReadonlyMap<string, NodeSample>;
  readonly failures: ReadonlyMap<string, string>;
  /** Disks, queues and tasks by server. */
  readonly others: ReadonlyMap<string, readonly Entity[]>;
  readonly tables: LoadTables;
  readonly places: {
    readonly primaries: ReadonlyMap<string, string>;
    readonly members: ReadonlyMap<string, readonly string[]>;
    readonly tables: ReadonlyMap<
      number,
      { readonly detail: { readonly general: { readonly app_name: string; readonly max_replica_count: number } } }
    >;
  };
  /** What it asked and got, bytes of bodies. */
  readonly requests: number;
  readonly bytes: number;
}

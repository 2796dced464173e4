// The questions to all servers, two at a time: one that hangs keeps its answer open, and a browser opens six.
import { useLiveMany, useLiveOptional } from "../../live.ts";
import { healthQueries as ask } from "../../queries-health.ts";

interface Sizes {
  /** All servers; null: not known yet. */
  readonly servers: number | null;
  readonly replicas: number;
  /** Whether somebody wants the flags of very many servers compared. */
  readonly compare: boolean;
  /** Whether it is time to ask. */
  readonly begin: boolean;
  /** A replica server that is alive. */
  readonly node: string | null;
}

/** Of more servers flags are compared only when somebody wants it: 60 kB each. */
export const COMPARED = 30;
/** Of more replicas compactions are not counted: a third of a kilobyte each. */
export const COUNTED = 5000;

export function useRounds(cluster: string, { servers, replicas, compare, begin, node }: Sizes) {
  const isFew = servers !== null && servers <= COMPARED;
  const versions = useLiveOptional(ask.versions(cluster), begin);
  const starts = useLiveOptional(ask.starts(cluster), ended(versions));
  const configs = useLiveOptional(ask.configs(cluster), ended(starts) && (isFew || compare));
  const gauges = useLiveOptional(ask.gauges(cluster), begin);
  const metas = useLiveOptional(ask.metas(cluster), ended(gauges));
  const work = useLiveOptional(ask.replicaWork(cluster, replicas <= COUNTED), ended(metas) && servers !== null);
  const offered = useLiveMany(["leader", ...(node === null ? [] : [node])].map((name) => ask.offered(cluster, name)));
  return { versions, starts, configs, gauges, metas, work, offered };
}

function ended({ live, failure }: { readonly live: unknown; readonly failure: unknown }): boolean {
  return live !== null || failure !== null;
}

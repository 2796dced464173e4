// The clusters that are watched now. The configuration can add, change and remove them while the others go on.
import { isDeepStrictEqual } from "node:util";
import type { ReplayMove, ReplayState } from "#api/replay.ts";
import { GatewayFailure } from "./failure.ts";
import { HealthAtAGlance } from "./health-at-a-glance.ts";
import { ClusterHistory, type HistoryOptions } from "./history/cluster-history.ts";
import { silentLog, type Log } from "./log.ts";
import { Sampler } from "./sampler.ts";
import type { ClusterSettings } from "./settings.ts";
import { WatchedCluster, type WatchOptions } from "./watched-cluster.ts";

/** The clock of a recording, where a cluster is one. */
export interface ReplayControl {
  state(): ReplayState;
  move(move: ReplayMove): void;
}

export interface ConfiguredCluster {
  readonly settings: ClusterSettings;
  readonly replay?: ReplayControl;
}

export interface Watched {
  readonly cluster: WatchedCluster;
  readonly sampler: Sampler;
  readonly health: HealthAtAGlance;
  readonly replay: ReplayControl | null;
  /** Null: nothing is remembered. */
  readonly history: ClusterHistory | null;
}

export interface ClustersOptions extends WatchOptions {
  readonly history?: HistoryOptions;
  readonly log?: Log;
}

export class Clusters {
  private readonly options: ClustersOptions;
  private watched: ReadonlyMap<string, Watched>;

  constructor(configured: readonly ConfiguredCluster[], options: ClustersOptions) {
    this.options = options;
    this.watched = new Map(configured.map((one) => [one.settings.name, this.watch(one)]));
  }

  all(): Watched[] {
    return [...this.watched.values()];
  }

  /** @throws {GatewayFailure} not-found */
  named(name: string): Watched {
    const found = this.watched.get(name);
    if (found !== undefined) return found;
    throw new GatewayFailure("not-found", `There is no cluster "${name}" in this dashboard's configuration.`);
  }

  /** Keeps the connections and the load of every cluster that is reached as before. */
  async change(configured: readonly ConfiguredCluster[]): Promise<void> {
    const before = this.watched;
    this.watched = new Map(
      configured.map((one) => {
        const known = before.get(one.settings.name);
        if (known === undefined || !isReachedAlike(known.cluster.settings, one.settings))
          return [one.settings.name, this.watch(one)];
        known.cluster.settings = one.settings;
        return [one.settings.name, known];
      }),
    );
    const kept = new Set(this.watched.values());
    await Promise.all([...before.values()].filter((one) => !kept.has(one)).map(close));
  }

  async close(): Promise<void> {
    await Promise.all(this.all().map(close));
  }

  private watch({ settings, replay }: ConfiguredCluster): Watched {
    const cluster = new WatchedCluster(settings, this.options);
    const { clock, history: wanted, log = silentLog } = this.options;
    const health = new HealthAtAGlance(cluster, clock);
    const history =
      wanted === undefined
        ? null
        : new ClusterHistory(cluster, clock, log, wanted, async () => (await health.now()).health);
    const sampler = new Sampler(cluster, clock, history?.sampling ?? {});
    // A recording runs when somebody looks.
    if (wanted?.background === true && settings.kind !== "replay") sampler.stay();
    return { cluster, sampler, health, replay: replay ?? null, history };
  }
}

function isReachedAlike(before: ClusterSettings, after: ClusterSettings): boolean {
  const reach = ({ metas, resolve, members, kind }: ClusterSettings): unknown => [metas, resolve, members, kind];
  return isDeepStrictEqual(reach(before), reach(after));
}

/** What the sampler waits for ends when its connections do. */
async function close({ sampler, cluster }: Watched): Promise<void> {
  await Promise.all([sampler.close(), cluster.close()]);
}

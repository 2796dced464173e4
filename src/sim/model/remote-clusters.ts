// The clusters that this one duplicates to. They are not simulated: it matters only whether they answer, and how fast they take
// writes in.

export interface RemoteCluster {
  /** Whether its servers answer at all. */
  readonly reachable: boolean;
  /** Writes that it takes from one partition, per second. */
  readonly perSecond: number;
  /** ms that a write is under way. */
  readonly latency: number;
}

const NEAR: RemoteCluster = { reachable: true, perSecond: 20_000, latency: 40 };
const UNKNOWN: RemoteCluster = { reachable: false, perSecond: 0, latency: 0 };

export class RemoteClusters {
  private readonly byName: Map<string, RemoteCluster>;

  /** `names`: clusters that the servers' configuration knows and that answer, for a start. */
  constructor(names: readonly string[]) {
    this.byName = new Map(names.map((name) => [name, NEAR]));
  }

  /** One that nobody has told of does not answer. */
  at(name: string): RemoteCluster {
    return this.byName.get(name) ?? UNKNOWN;
  }

  change(name: string, changes: Partial<RemoteCluster>): void {
    this.byName.set(name, { ...(this.byName.get(name) ?? NEAR), ...changes });
  }
}

// Duplications to other clusters: the leader keeps them, the primaries ship, and both hear of each other only when a node's sync is
// due (reference 2.14 and 2.22; recording 05). So the leader's numbers are those of the last sync that had something to confirm, and
// a node goes on for a while with what has been removed or paused.
import type { FailMode } from "#pegasus/answers/duplication.ts";
import { Duplication, type NewDuplication } from "./duplication.ts";
import { Duplicator, type Committed, type DuplicationStage } from "./duplicator.ts";
import type { Partition } from "./partition.ts";
import type { Process } from "./process.ts";
import { RemoteClusters, type RemoteCluster } from "./remote-clusters.ts";
import { ReplicaTimer } from "./replica-timer.ts";
import type { Surroundings } from "./surroundings.ts";
import { WRITES } from "./tables.ts";
import type { Table } from "./table.ts";

const SECOND = 1000;

/** How fast a follower copies a checkpoint, MiB per second of the whole table, and ms that the smallest one takes. */
const COPY_SPEED = 400;
const SHORTEST_COPY = 20 * SECOND;

/** What a primary says of a duplication (2.22), in writes. */
export interface Shipping {
  readonly duplication: Duplication;
  readonly partition: Partition;
  readonly duplicating: boolean;
  readonly failMode: FailMode;
  readonly notConfirmed: number;
  readonly notShipped: number;
  /** Requests to the remote cluster that failed. */
  readonly failed: number;
}

export class Duplications {
  readonly remotes: RemoteClusters;
  private readonly place: Surroundings;
  private readonly timer: ReplicaTimer;
  private readonly byTable = new Map<number, Duplication[]>();
  /** How far each process has ever come with a partition: its metrics are made then and stay. */
  private readonly stages = new WeakMap<Process, Map<Partition, DuplicationStage>>();
  private readonly duplicators = new Map<string, Map<Duplication, Map<number, Duplicator>>>();

  constructor(place: Surroundings, remotes: readonly string[]) {
    this.place = place;
    this.remotes = new RemoteClusters(remotes);
    this.timer = new ReplicaTimer(place, {
      flag: "duplication_sync_period_second",
      unit: SECOND,
      tick: (process, at) => this.sync(process, at),
    });
  }

  /** In order of their ids. */
  of(table: Table): readonly Duplication[] {
    return this.byTable.get(table.id) ?? [];
  }

  /** One to a cluster that this table is duplicated to already is that one. */
  add(table: Table, wanted: NewDuplication, now: number): Duplication {
    const known = this.of(table).find(({ facts }) => facts.remote === wanted.remote);
    this.timer.wake(now);
    return known ?? this.make(table, wanted, now);
  }

  /** One that has been shipping since long before the simulation began. */
  addPast(table: Table, wanted: NewDuplication, createdAt: number): void {
    const { reporters } = this.make(table, wanted, createdAt);
    const { began } = this.place;
    for (const partition of table.partitions) {
      const committed = this.committed(partition, began);
      reporters.set(partition.index, { progress: { confirmed: committed, lastCommitted: committed } });
    }
    for (const node of this.place.replicas) this.sync(this.place.processAt(node), began);
    this.timer.wake(began);
  }

  pause(duplication: Duplication, now: number): void {
    duplication.become("DS_PAUSE", now);
  }

  resume(duplication: Duplication, now: number): void {
    duplication.become("DS_LOG", now);
  }

  remove(duplication: Duplication, now: number): void {
    duplication.become("DS_REMOVED", now);
    const { table } = duplication.facts;
    this.byTable.set(
      table.id,
      this.of(table).filter((other) => other !== duplication),
    );
  }

  /** The remote cluster is another from now on; what was shipped until now was shipped to the old one. */
  changeRemote(name: string, changes: Partial<RemoteCluster>, now: number): void {
    for (const [duplication, partitions] of [...this.duplicators.values()].flatMap((of) => [...of])) {
      if (duplication.facts.remote !== name) continue;
      for (const duplicator of partitions.values()) duplicator.settle(now);
    }
    this.remotes.change(name, changes);
  }

  /** What the process at `node` ships of a table, as it knows it: of its primaries only, in order of duplication and partition. */
  shippingOn(node: string, tableId: number, now: number): Shipping[] {
    const process = this.place.processAt(node);
    return [...(this.duplicators.get(node) ?? [])]
      .filter(([{ facts }]) => facts.table.id === tableId)
      .flatMap(([duplication, partitions]) =>
        [...partitions.values()].flatMap((duplicator) => {
          const { partition, orders, progress } = duplicator;
          if (duplicator.process !== process || partition.primary !== node) return [];
          const committed = this.committed(partition, now);
          const notConfirmed = committed - progress.confirmed;
          const notShipped = committed - duplicator.shipped(now);
          return [{ duplication, partition, ...orders, notConfirmed, notShipped, failed: duplicator.failed(now) }];
        }),
      );
  }

  private make(table: Table, wanted: NewDuplication, now: number): Duplication {
    const { remote, remoteTable = table.name, remoteCopies = 3, checkpoint = false } = wanted;
    let id = Math.floor(now / SECOND);
    while (this.of(table).some(({ facts }) => facts.id === id)) id++;
    const made = new Duplication({ id, table, remote, remoteTable, remoteCopies, checkpoint, createdAt: now });
    this.byTable.set(
      table.id,
      [...this.of(table), made].toSorted((a, b) => a.facts.id - b.facts.id),
    );
    return made;
  }

  /** How far the process at `node` has ever come with duplications of this partition, removed ones included. */
  stageOf(node: string, partition: Partition): DuplicationStage {
    return this.stages.get(this.place.processAt(node))?.get(partition) ?? "none";
  }

  private reach(process: Process, partition: Partition, duplicating: boolean): void {
    const stages = this.stages.get(process) ?? new Map<Partition, DuplicationStage>();
    this.stages.set(process, stages);
    if (duplicating || !stages.has(partition)) stages.set(partition, duplicating ? "shipping" : "prepared");
  }

  private sync(process: Process, at: number): number | null {
    const { address } = process;
    const present = this.duplicators.get(address) ?? new Map<Duplication, Map<number, Duplicator>>();
    const next: typeof present = new Map();
    for (const duplication of [...this.byTable.values()].flat()) {
      if (duplication.facts.table.status !== "available") continue;
      const own = this.syncOne(process, duplication, present.get(duplication) ?? new Map<number, Duplicator>(), at);
      if (own.size > 0) next.set(duplication, own);
      this.proceed(duplication, at);
    }
    this.duplicators.set(address, next);
    return [...this.byTable.values()].some((list) => list.length > 0) ? at : null;
  }

  private syncOne(
    process: Process,
    duplication: Duplication,
    present: ReadonlyMap<number, Duplicator>,
    at: number,
  ): Map<number, Duplicator> {
    const { reporters, status, failMode, facts } = duplication;
    const orders = { duplicating: status === "DS_LOG", failMode };
    const own = new Map<number, Duplicator>();
    for (const partition of facts.table.partitions) {
      const { index, primary } = partition;
      const reporter = reporters.get(index);
      if (primary !== process.address || reporter === undefined) continue;
      this.reach(process, partition, orders.duplicating);
      const known = present.get(index);
      if (known?.process === process && known === reporter) {
        known.sync(orders, at);
        own.set(index, known);
        continue;
      }
      const remote = () => this.remotes.at(facts.remote);
      const post = { process, partition, remote, committed: this.committed };
      const made = new Duplicator(post, orders, reporter.progress, at);
      reporters.set(index, made);
      own.set(index, made);
    }
    return own;
  }

  /** From the checkpoint to its copy, and from there to shipping: only with a remote cluster that answers. */
  private proceed(duplication: Duplication, at: number): void {
    const { status, facts, reporters, since } = duplication;
    if (!this.remotes.at(facts.remote).reachable) return;
    if (status === "DS_PREPARE" && [...reporters.values()].every(({ progress }) => progress.confirmed >= 0)) {
      duplication.become("DS_APP", at);
    }
    const copied = (SHORTEST_COPY + (facts.table.load.sizeMb / COPY_SPEED) * SECOND) * this.place.times.scale;
    if (status === "DS_APP" && at >= since + copied) duplication.become("DS_LOG", at);
  }

  /** Each write is one of the partition's log, from the first one on. */
  readonly committed: Committed = (partition, at) => {
    const table = this.place.tables.withId(partition.tableId);
    if (table === undefined) return 0;
    const writes = WRITES.reduce((sum, operation) => sum + (table.load.rates[operation] ?? 0), 0);
    return Math.floor(writes * partition.load.share * partition.load.seen("writes", table.createdAt, at));
  };
}

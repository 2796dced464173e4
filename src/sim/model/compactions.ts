// Manual compactions: a table's environment asks for them, each replica server notices at its next config sync, and its workers go
// through the replicas (reference 2.17 and 2.24; recording 04).
import type { CompactionState } from "#pegasus/answers/compaction.ts";
import { CompactionPool } from "./compaction-pool.ts";
import { dueCompaction, isDisabled, isForced, mostAtOnce, nextPeriodic } from "./compaction-rules.ts";
import type { Replica } from "./partition.ts";
import type { Process } from "./process.ts";
import { ReplicaTimer } from "./replica-timer.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Table } from "./table.ts";

const SECOND = 1000;

/** What a worker gets through when the bottommost level is skipped, and when it is not; MiB per second. */
const SPEED = { skip: 90, force: 45 };
/** Of the smallest replica, ms. */
const SHORTEST = 300;

export class Compactions {
  private readonly place: Surroundings;
  private readonly timer: ReplicaTimer;
  private readonly pools = new WeakMap<Process, CompactionPool>();
  /** When a copy was last compacted, ms since the epoch: it lies in RocksDB and survives its process. */
  private readonly finishes = new WeakMap<Replica, number>();

  constructor(place: Surroundings) {
    this.place = place;
    this.timer = new ReplicaTimer(place, {
      flag: "config_sync_interval_ms",
      unit: 1,
      tick: (process, at) => this.sync(process, at),
    });
    this.assumeThePast();
  }

  /** Each node sees it at its next config sync. */
  envsChanged(now: number): void {
    this.timer.wake(now);
  }

  stateOf(replica: Replica): CompactionState {
    return this.poolAt(replica.node).stateOf(replica);
  }

  /** Of the replicas of a table that a node has open. */
  countsOn(node: string, tableId: number): Record<CompactionState, number> {
    const counts = { finished: 0, idle: 0, queuing: 0, running: 0 };
    for (const replica of this.openOn(node, tableId)) counts[this.stateOf(replica)]++;
    return counts;
  }

  /** Tables that were to be compacted before the simulation began were: nothing starts at once on a cluster that is weeks old. */
  private assumeThePast(): void {
    const { tables, began } = this.place;
    for (const table of tables.available) {
      if (dueCompaction(table.envs, 0, began) === null && nextPeriodic(table.envs, began) === null) continue;
      for (const replica of table.partitions.flatMap(({ replicas }) => replicas)) {
        this.finishes.set(replica, began);
        this.poolAt(replica.node).remember(replica);
      }
      this.timer.wake(began);
    }
  }

  private sync(process: Process, at: number): number | null {
    const pool = this.poolAt(process.address);
    let next = Infinity;
    for (const { id, envs } of this.place.tables.available) {
      const periodic = nextPeriodic(envs, at);
      if (periodic !== null) next = Math.min(next, periodic);
      if (dueCompaction(envs, 0, at) === null) continue;
      for (const replica of this.openOn(process.address, id)) {
        const last = this.lastFinish(replica);
        if (dueCompaction(envs, last, at) === null) continue;
        next = at;
        if (last === 0 || this.isPause(process, at - last)) pool.enqueue(replica, at);
      }
    }
    return next === Infinity ? null : next;
  }

  private isPause(process: Process, since: number): boolean {
    const least = Number(process.flags.value("manual_compact_min_interval_seconds"));
    return least <= 0 || since > least * SECOND * this.place.times.scale;
  }

  /** A copy that was fetched from another node is as compacted as the partition was then. */
  private lastFinish(replica: Replica): number {
    const own = this.finishes.get(replica) ?? 0;
    const [first] = replica.spells;
    if (first?.learned !== true) return own;
    const others = replica.partition.replicas.map((other) => this.finishes.get(other) ?? 0);
    return Math.max(own, ...others.filter((finish) => finish <= first.from));
  }

  private openOn(node: string, tableId: number): Replica[] {
    return this.place.census
      .heldBy(node)
      .filter(({ partition, role }) => partition.tableId === tableId && role !== "closed");
  }

  private tableOf({ partition }: Replica): Table | undefined {
    return this.place.tables.withId(partition.tableId);
  }

  private poolAt(node: string): CompactionPool {
    const process = this.place.processAt(node);
    const known = this.pools.get(process);
    if (known !== undefined) return known;
    const pool = new CompactionPool(process, {
      mayRun: (replica, running) => {
        const envs = this.tableOf(replica)?.envs;
        return envs !== undefined && !isDisabled(envs) && running < mostAtOnce(envs);
      },
      run: (replica, at, done) => {
        this.lastUntil(process, at + this.duration(replica, at), done);
      },
      finished: (replica, at) => {
        this.finishes.set(replica, at);
      },
    });
    this.pools.set(process, pool);
    return pool;
  }

  private duration(replica: Replica, at: number): number {
    const envs = this.tableOf(replica)?.envs ?? new Map<string, string>();
    const kind = dueCompaction(envs, this.lastFinish(replica), at) ?? "once";
    const speed = isForced(envs, kind) ? SPEED.force : SPEED.skip;
    return (SHORTEST + (replica.partition.load.sizeMb / speed) * SECOND) * this.place.times.scale;
  }

  /** A dead process finishes nothing; a frozen one does when it goes on. */
  private lastUntil(process: Process, due: number, done: (at: number) => void): void {
    this.place.schedule.plan(due, (at) => {
      if (this.place.processAt(process.address) !== process || process.state === "down") return;
      if (process.state === "up") done(at);
      else this.lastUntil(process, at + SECOND, done);
    });
  }
}

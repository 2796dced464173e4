// The whole simulated cluster without its sockets: processes, who leads, which nodes live, who holds which replica. A pure function
// of its seed, of what was done to its processes, and of the time that each question brings along.
import { keyOf, seeded } from "../random.ts";
import { Balancer } from "./balancer.ts";
import { countReplicas, type NodeCount } from "./balance.ts";
import { Election } from "./election.ts";
import { FailureDetector } from "./failure-detector.ts";
import { Flags } from "./flags.ts";
import { placeTables, type Table } from "./placement.ts";
import { longAgo, type Process } from "./process.ts";
import { repairPartition, type Returned } from "./repair.ts";
import { Schedule } from "./schedule.ts";
import { iniSettings } from "./settings.ts";
import { TABLES } from "./tables.ts";
import type { Times } from "./times.ts";

const SECOND = 1000;

export interface WorldOptions {
  readonly metas: readonly string[];
  readonly replicas: readonly string[];
  readonly seed: number;
  /** ms since the epoch: the cluster has been running for weeks by then. */
  readonly now: number;
  readonly times: Times;
}

export interface StartOptions {
  /** ms from the start until `beacon_failed_count` appears. */
  readonly startMs?: number;
  /** ms from then on in which a `/meta/*` request still kills the meta. */
  readonly dangerMs?: number;
}

export class World {
  readonly seed: number;
  readonly times: Times;
  readonly metas: readonly string[];
  readonly replicas: readonly string[];
  /** When the simulation began, ms since the epoch; the cluster is older. */
  readonly began: number;
  readonly tables: readonly Table[];
  readonly election: Election;
  readonly detector: FailureDetector;
  readonly balancer: Balancer;
  private readonly processes = new Map<string, Process>();
  private readonly schedule = new Schedule();
  /** How far each node that was away is with its latest return; a node that never was is not in it. */
  private readonly returns = new Map<string, { state: Returned }>();
  /** Up to here everything has happened, ms since the epoch. */
  private time: number;

  constructor({ metas, replicas, seed, now, times }: WorldOptions) {
    this.seed = seed;
    this.times = times;
    this.metas = metas;
    this.replicas = replicas;
    this.began = now;
    for (const [index, address] of [...metas, ...replicas].entries()) {
      const role = index < metas.length ? "meta" : "replica";
      const key = keyOf(seed, "process", index);
      const startedAt = longAgo(now, seeded(key));
      const flags = new Flags(iniSettings(metas));
      const start = { startedAt, countsBeaconsFrom: startedAt, fragileUntil: startedAt };
      this.processes.set(address, { address, role, key, ...start, flags, state: "up" });
    }
    this.tables = placeTables(TABLES, replicas, (node) => this.processAt(node).startedAt, keyOf(seed, "placement"));
    const [first = ""] = metas;
    const since = this.processAt(first).startedAt + 5 * SECOND;
    this.election = new Election(
      first,
      since,
      {
        metas,
        eligible: (meta, at) => {
          const process = this.processAt(meta);
          return process.state === "up" && at >= process.fragileUntil;
        },
        elected: (_, at) => {
          this.takeOver(at);
        },
      },
      this.schedule,
      times,
    );
    this.detector = new FailureDetector(
      replicas,
      {
        hasLeader: () => this.election.leader !== null,
        holdsReplicas: (node) => this.replicaCounts().has(node),
        changed: (node, alive, at) => {
          this.nodeChanged(node, alive, at);
        },
      },
      this.schedule,
      times,
    );
    this.balancer = new Balancer(since, times);
    this.time = now;
  }

  /** Lets happen what is due. Time never runs backwards here, whatever the clock does. */
  advance(now: number): void {
    if (now <= this.time) return;
    this.schedule.advance(now);
    this.time = now;
  }

  processAt(address: string): Process {
    const process = this.processes.get(address);
    if (process === undefined) {
      throw new Error(`${address} is no server of this cluster; it has ${[...this.processes.keys()].join(", ")}`);
    }
    return process;
  }

  /** The flags that govern the cluster: the leader's, or any meta's while nobody leads. */
  get flags(): Flags {
    return this.processAt(this.election.leader ?? this.metas[0] ?? "").flags;
  }

  /** Whether a leader has not loaded its tables yet (1.8, 9.2). */
  isLoading(now: number): boolean {
    return now < this.election.since + this.times.emptyLeader;
  }

  replicaCounts(): Map<string, NodeCount> {
    return countReplicas(this.tables);
  }

  aliveNodes(): readonly string[] {
    return this.detector.known.filter((node) => this.detector.isAlive(node));
  }

  /** Too few nodes are alive: nothing is repaired (6.4). */
  isFreezed(): boolean {
    const alive = this.aliveNodes().length;
    const least = Number(this.flags.value("min_live_node_count_for_unfreeze"));
    const percent = Number(this.flags.value("node_live_percentage_threshold_for_update"));
    return alive < least || alive * 100 < percent * this.detector.known.length;
  }

  died(address: string, now: number): void {
    this.advance(now);
    const process = this.processAt(address);
    if (process.state === "down") return;
    process.state = "down";
    this.fellSilent(process, now);
  }

  froze(address: string, now: number): void {
    this.advance(now);
    const process = this.processAt(address);
    if (process.state !== "up") return;
    process.state = "frozen";
    this.fellSilent(process, now);
  }

  thawed(address: string, now: number): void {
    this.advance(now);
    const process = this.processAt(address);
    if (process.state !== "frozen") return;
    process.state = "up";
    if (process.role === "replica") this.detector.heard(address, now);
    else {
      this.election.resumed(address, now);
      this.election.offer(now);
    }
  }

  /** A new process at the address of a dead one. */
  started(address: string, now: number, options: StartOptions = {}): void {
    this.advance(now);
    const { role, key } = this.processAt(address);
    const countsBeaconsFrom = now + (options.startMs ?? this.times.metaStart);
    const fragileUntil = countsBeaconsFrom + (options.dangerMs ?? this.times.metaDanger);
    const flags = new Flags(iniSettings(this.metas));
    const start = { startedAt: now, countsBeaconsFrom, fragileUntil };
    const process: Process = { address, role, key, ...start, flags, state: "up" };
    this.processes.set(address, process);
    const isSame = () => this.processes.get(address) === process && process.state === "up";
    if (role === "meta") {
      this.schedule.plan(fragileUntil, (at) => {
        if (isSame()) this.election.offer(at);
      });
    } else {
      this.schedule.plan(now + this.times.firstBeacon, (at) => {
        if (isSame()) this.detector.heard(address, at);
      });
    }
  }

  private fellSilent({ address, role }: Process, now: number): void {
    if (role === "replica") this.detector.silent(address, now);
    else this.election.lost(address, now);
  }

  private nodeChanged(node: string, alive: boolean, at: number): void {
    const journey: { state: Returned } = { state: "nothing" };
    this.returns.set(node, journey);
    if (alive) {
      const arrive = (state: Returned) => (due: number) => {
        if (this.returns.get(node) !== journey) return;
        journey.state = state;
        this.repair(due);
      };
      this.schedule.plan(at + this.times.onlyCopyBack, arrive("only copies"));
      this.schedule.plan(at + this.times.copiesBack, arrive("everything"));
    }
    this.repair(at);
  }

  private takeOver(at: number): void {
    for (const { partitions } of this.tables) {
      for (const partition of partitions) Object.assign(partition.history, { changes: 0, unwritable: 0, writable: 0 });
    }
    this.detector.takeOver(at);
    this.balancer.takeOver(at);
    this.repair(at);
  }

  private repair(at: number): void {
    const counts = this.replicaCounts();
    this.balancer.before(counts, this.aliveNodes(), at);
    const situation = {
      alive: (node: string) => this.detector.isAlive(node),
      returned: (node: string) => this.returns.get(node)?.state ?? "everything",
      freezed: this.isFreezed(),
      writeMinimum: Number(this.flags.value("mutation_2pc_min_replica_count")),
    };
    for (const { partitions } of this.tables) {
      for (const partition of partitions) repairPartition(partition, situation, at);
    }
    this.balancer.after(this.tables, at);
  }
}

// The whole simulated cluster without its sockets: processes, who leads, which nodes live, who holds which replica. A pure function
// of its plan and seed, of what was done to its processes and tables, and of the time that each question brings along.
import { isFrozenBy, type FunctionLevel } from "#pegasus/level.ts";
import type { NodeCount } from "./balance.ts";
import { Balancer } from "./balancer.ts";
import { Census } from "./census.ts";
import { Ddl } from "./ddl.ts";
import { Election } from "./election.ts";
import { FailureDetector } from "./failure-detector.ts";
import { Features } from "./features.ts";
import { Fleet, type Addresses } from "./fleet.ts";
import type { Flags } from "./flags.ts";
import { Guardian } from "./guardian.ts";
import { Learning } from "./learning.ts";
import { Leftovers } from "./leftovers.ts";
import { isAbove, levelOf } from "./level.ts";
import { Lives, type StartOptions } from "./lives.ts";
import { Nodes } from "./nodes.ts";
import type { Partition, PartitionKeeper, Replica } from "./partition.ts";
import { placeTables } from "./placed-tables.ts";
import type { ClusterPlan } from "./plan.ts";
import type { Process } from "./process.ts";
import { Schedule } from "./schedule.ts";
import { Split } from "./split.ts";
import type { Surroundings } from "./surroundings.ts";
import { TableList } from "./table-list.ts";
import { TableStatistics } from "./table-statistics.ts";
import type { Times } from "./times.ts";
import { Zookeeper } from "./zookeeper.ts";

/** The first leader leads so long after its start, ms (recording 00: its rounds were at 6.9 s of each ten, its start at 45 s). */
const FIRST_LEAD = 1900;

export interface WorldOptions {
  readonly plan: ClusterPlan;
  readonly addresses: Addresses;
  readonly seed: number;
  /** ms since the epoch: the cluster has been running for weeks by then. */
  readonly now: number;
  readonly times: Times;
  /** Told of each process that ends by itself. */
  readonly exited?: (address: string) => void;
}

export class World implements Surroundings {
  readonly plan: ClusterPlan;
  readonly seed: number;
  readonly times: Times;
  readonly metas: readonly string[];
  readonly replicas: readonly string[];
  readonly collectors: readonly string[];
  readonly began: number;
  readonly schedule = new Schedule();
  readonly census = new Census();
  readonly tables = new TableList();
  readonly fleet: Fleet;
  readonly election: Election;
  readonly zookeeper: Zookeeper;
  readonly detector: FailureDetector;
  readonly guardian: Guardian;
  readonly balancer: Balancer;
  readonly statistics: TableStatistics;
  readonly ddl: Ddl;
  readonly split: Split;
  readonly features: Features;
  private readonly nodes: Nodes;
  private readonly lives: Lives;
  private wanted: FunctionLevel;
  private time: number;

  constructor({ plan, addresses, seed, now, times, exited }: WorldOptions) {
    const { metas, replicas, collectors } = addresses;
    this.plan = plan;
    this.seed = seed;
    this.times = times;
    this.metas = metas;
    this.replicas = replicas;
    this.collectors = collectors;
    this.began = now;
    this.time = now;
    this.wanted = plan.level;
    this.fleet = new Fleet(plan, addresses, seed, now);
    const first = metas[plan.leader ?? 0] ?? "";
    this.election = new Election(first, this.processAt(first).startedAt + FIRST_LEAD, this.electionRules(), this);
    this.zookeeper = new Zookeeper(this, this.election, (meta, at) => {
      this.died(meta, at);
      exited?.(meta);
    });
    const known = replicas.filter((node) => this.processAt(node).state === "up");
    this.detector = new FailureDetector(known, this.detectorRules(), this);
    const learning = new Learning(this, (partition, node, at) => {
      this.balancer.joined(partition, node, at);
      this.guardian.look(partition, at);
    });
    const leftovers = new Leftovers(this);
    this.guardian = new Guardian(this, learning);
    this.balancer = new Balancer(this, learning, () => this.guardian.ill.size === 0);
    const writeMinimum = (): number => Number(this.flags.value("mutation_2pc_min_replica_count"));
    this.statistics = new TableStatistics(this, writeMinimum);
    this.nodes = new Nodes(this, { learning, guardian: this.guardian, leftovers });
    const { fleet, election, zookeeper, detector, nodes } = this;
    this.lives = new Lives(this, { fleet, election, zookeeper, detector, nodes });
    const keeper: PartitionKeeper = {
      writeMinimum,
      serves: (node) => this.lives.hasLease && this.nodes.serves(node),
      changing: (partition, at) => {
        this.statistics.changing(partition, at);
        this.balancer.changing(at);
      },
      changed: (partition, at) => {
        this.changed(partition, at, leftovers);
      },
      moved: this.census.moved,
    };
    this.ddl = new Ddl(this, keeper, this.guardian, leftovers);
    this.split = new Split(this, keeper, this.guardian);
    placeTables(plan.tables, this, known, keeper);
    for (const partition of this.everyPartition()) this.guardian.changed(partition, now);
    this.features = new Features(this, plan.features, {
      cluster: plan.name,
      steady: (at) => {
        this.setLevel("steady", at);
      },
    });
    this.balancer.levelChanged(now);
  }

  /** Up to here everything has happened, ms since the epoch. */
  get now(): number {
    return this.time;
  }

  /** Lets happen what is due. Time never runs backwards here, whatever the clock does. */
  advance(now: number): void {
    if (now <= this.time) return;
    this.schedule.advance(now, (at) => {
      this.time = Math.max(this.time, at);
    });
    this.time = now;
  }

  // Functions of their own, since parts of the model take them out of their surroundings.
  readonly processAt = (address: string): Process => this.fleet.at(address);

  get leader(): string | null {
    return this.election.leader;
  }

  get flags(): Flags {
    return this.processAt(this.leader ?? this.metas[0] ?? "").flags;
  }

  /** Whether a leader has not loaded its tables yet (1.8, 9.2). */
  isLoading(now: number): boolean {
    return now < this.election.since + this.times.emptyLeader;
  }

  /** Replicas in configurations by node; only nodes that some configuration names. */
  replicaCounts(): ReadonlyMap<string, NodeCount> {
    return this.census.counts();
  }

  /** All that the node has, whatever its role, by table and partition. */
  heldBy(node: string): readonly Replica[] {
    return this.census.heldBy(node);
  }

  readonly isAlive = (node: string): boolean => this.detector.isAlive(node);

  readonly aliveNodes = (): readonly string[] => this.detector.alive;

  readonly lastRound = (at: number): number => {
    const { since } = this.election;
    return since + Math.floor((at - since) / this.times.round) * this.times.round;
  };

  /** Too few nodes are alive: nothing is repaired (6.4). */
  isFreezed(): boolean {
    const minLive = Number(this.flags.value("min_live_node_count_for_unfreeze"));
    const percentage = Number(this.flags.value("node_live_percentage_threshold_for_update"));
    return isFrozenBy({ alive: this.aliveNodes().length, total: this.detector.known.length }, { minLive, percentage });
  }

  /** What the leader lets itself do: less than it was told while too few nodes are alive (6.4). */
  get level(): FunctionLevel {
    return isAbove(this.wanted, "freezed") && this.isFreezed() ? "freezed" : this.wanted;
  }

  /** From now on clients ask a partition `factor` times as much as its table's plan says. @throws when there is none. */
  heat(app: string, index: number, factor: number, now: number): void {
    this.advance(now);
    const partition = this.tables.named(app)?.partitions[index];
    if (partition === undefined) throw new Error(`There is no partition ${index} of a table "${app}"`);
    partition.load.change(now, factor);
  }

  /** As the shell's `set_meta_level`. A new leader begins with what its INI says. */
  setLevel(level: FunctionLevel, now: number): void {
    this.advance(now);
    this.balancer.changing(now);
    this.wanted = level;
    this.balancer.levelChanged(now);
  }

  died(address: string, now: number): void {
    this.advance(now);
    this.lives.died(address, now);
  }

  froze(address: string, now: number): void {
    this.advance(now);
    this.lives.froze(address, now);
  }

  thawed(address: string, now: number): void {
    this.advance(now);
    this.lives.thawed(address, now);
  }

  /** A new process at the address of a dead one. */
  started(address: string, now: number, options: StartOptions = {}): void {
    this.advance(now);
    this.lives.started(address, now, options);
  }

  private electionRules() {
    return {
      metas: this.metas,
      eligible: (meta: string, at: number) => {
        const process = this.processAt(meta);
        return process.state === "up" && at >= process.fragileUntil;
      },
      joined: (meta: string) => this.processAt(meta).fragileUntil,
      elected: (_: string, at: number) => {
        this.takeOver(at);
      },
    };
  }

  private detectorRules() {
    return {
      hasLeader: () => this.leader !== null,
      holdsReplicas: (node: string) => this.replicaCounts().has(node),
      changing: (at: number) => {
        this.balancer.changing(at);
      },
      changed: (node: string, alive: boolean, at: number) => {
        this.balancer.disturbed(at);
        if (alive) this.nodes.cameBack(node, at);
        else this.nodes.declaredDead(node, at);
      },
    };
  }

  private takeOver(at: number): void {
    this.lives.lease(true, at);
    this.wanted = levelOf(this.flags.value("meta_function_level_on_start"));
    for (const partition of this.everyPartition()) {
      Object.assign(partition.history, { changes: 0, unwritable: 0, writable: 0 });
    }
    this.statistics.takeOver();
    this.detector.takeOver(at);
    this.balancer.takeOver(at);
    this.guardian.takeOver(at);
  }

  private everyPartition(): Partition[] {
    return this.tables.available.flatMap(({ partitions }) => partitions);
  }

  private changed(partition: Partition, at: number, leftovers: Leftovers): void {
    this.guardian.changed(partition, at);
    this.balancer.disturbed(at, partition);
    if (this.guardian.ill.has(partition) || partition.replicas.every(({ role }) => role !== "waiting")) return;
    this.schedule.plan(at + this.times.sync, (due) => {
      if (!this.guardian.ill.has(partition)) leftovers.release(partition, due);
    });
  }
}

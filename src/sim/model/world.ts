// The whole simulated cluster without its sockets: processes, who leads, which nodes live, who holds which replica. A pure function
// of its plan and seed, of what was done to its processes and tables, and of the time that each question brings along.
import { keyOf, seeded } from "../random.ts";
import { Balancer } from "./balancer.ts";
import type { NodeCount } from "./balance.ts";
import { Census } from "./census.ts";
import { Ddl } from "./ddl.ts";
import { Election } from "./election.ts";
import { FailureDetector } from "./failure-detector.ts";
import { Features } from "./features.ts";
import { Fleet, type Addresses } from "./fleet.ts";
import type { Flags } from "./flags.ts";
import { isAbove, type FunctionLevel } from "./level.ts";
import type { Partition, Replica } from "./partition.ts";
import { Placement } from "./placement.ts";
import type { ClusterPlan } from "./plan.ts";
import { plannedTable, wornBallot } from "./planned-table.ts";
import type { Process } from "./process.ts";
import { repairPartition, type Returned, type Situation } from "./repair.ts";
import { Schedule } from "./schedule.ts";
import type { Surroundings } from "./surroundings.ts";
import { TableList } from "./table-list.ts";
import type { Times } from "./times.ts";

const SECOND = 1000;
const DAY = 86_400 * SECOND;
/** Keeps tables from having been made at the same time of day. */
const ODD_TIME = 3737 * SECOND;

export interface WorldOptions {
  readonly plan: ClusterPlan;
  readonly addresses: Addresses;
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
  readonly detector: FailureDetector;
  readonly balancer: Balancer;
  readonly ddl: Ddl;
  readonly features: Features;
  private wanted: FunctionLevel;
  /** How far each node that was away is with its latest return; a node that never was is not in it. */
  private readonly returns = new Map<string, { state: Returned }>();
  private time: number;

  constructor({ plan, addresses, seed, now, times }: WorldOptions) {
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
    this.placeTables();
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
    this.ddl = new Ddl(this, () => this.aliveNodes());
    this.features = new Features(this, plan.features, {
      cluster: plan.name,
      steady: (at) => {
        this.setLevel("steady", at);
      },
    });
  }

  /** Up to here everything has happened, ms since the epoch. */
  get now(): number {
    return this.time;
  }

  /** Lets happen what is due. Time never runs backwards here, whatever the clock does. */
  advance(now: number): void {
    if (now <= this.time) return;
    this.schedule.advance(now);
    this.time = now;
  }

  processAt(address: string): Process {
    return this.fleet.at(address);
  }

  get leader(): string | null {
    return this.election.leader;
  }

  /** The flags that govern the cluster: the leader's, or any meta's while nobody leads. */
  get flags(): Flags {
    return this.processAt(this.election.leader ?? this.metas[0] ?? "").flags;
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

  /** What the leader lets itself do: less than it was told while too few nodes are alive (6.4). */
  get level(): FunctionLevel {
    return isAbove(this.wanted, "freezed") && this.isFreezed() ? "freezed" : this.wanted;
  }

  /** As the shell's `set_meta_level`. A new leader begins with what its INI says. */
  setLevel(level: FunctionLevel, now: number): void {
    this.advance(now);
    this.wanted = level;
    this.repair(this.everyPartition(), now);
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
    else if (process.role === "meta") {
      this.election.resumed(address, now);
      this.election.offer(now);
    }
  }

  /** A new process at the address of a dead one. */
  started(address: string, now: number, options: StartOptions = {}): void {
    this.advance(now);
    const countsBeaconsFrom = now + (options.startMs ?? this.times.metaStart);
    const fragileUntil = countsBeaconsFrom + (options.dangerMs ?? this.times.metaDanger);
    const process = this.fleet.start(address, { startedAt: now, countsBeaconsFrom, fragileUntil });
    const isSame = () => this.processAt(address) === process && process.state === "up";
    if (process.role === "meta") {
      this.schedule.plan(fragileUntil, (at) => {
        if (isSame()) this.election.offer(at);
      });
    } else if (process.role === "replica") {
      this.schedule.plan(now + this.times.firstBeacon, (at) => {
        if (isSame()) this.detector.heard(address, at);
      });
    }
  }

  private fellSilent({ address, role }: Process, now: number): void {
    if (role === "replica") this.detector.silent(address, now);
    else if (role === "meta") this.election.lost(address, now);
  }

  private nodeChanged(node: string, alive: boolean, at: number): void {
    const journey: { state: Returned } = { state: "nothing" };
    this.returns.set(node, journey);
    if (alive) {
      const arrive = (state: Returned) => (due: number) => {
        if (this.returns.get(node) !== journey) return;
        journey.state = state;
        this.repair(this.everyPartition(), due);
      };
      this.schedule.plan(at + this.times.onlyCopyBack, arrive("only copies"));
      this.schedule.plan(at + this.times.copiesBack, arrive("everything"));
    }
    this.repair(this.everyPartition(), at);
  }

  private takeOver(at: number): void {
    this.wanted = this.plan.level;
    for (const partition of this.everyPartition()) {
      Object.assign(partition.history, { changes: 0, unwritable: 0, writable: 0 });
    }
    this.detector.takeOver(at);
    this.balancer.takeOver(at);
    this.repair(this.everyPartition(), at);
  }

  private everyPartition(): Partition[] {
    return this.tables.available.flatMap(({ partitions }) => partitions);
  }

  private repair(partitions: readonly Partition[], at: number): void {
    this.balancer.before(this.replicaCounts(), this.aliveNodes(), at);
    const situation: Situation = {
      alive: (node: string) => this.detector.isAlive(node),
      returned: (node: string) => this.returns.get(node)?.state ?? "everything",
      freezed: !isAbove(this.level, "freezed"),
      writeMinimum: Number(this.flags.value("mutation_2pc_min_replica_count")),
    };
    for (const partition of partitions) repairPartition(partition, situation, at);
    this.balancer.after(this.tables.available, at);
  }

  private placeTables(): void {
    const { plan, seed, began } = this;
    const placement = new Placement(this.replicas, this.replicaCounts(), seeded(keyOf(seed, "placement")));
    const since = new Map(this.replicas.map((node) => [node, this.processAt(node).startedAt]));
    for (const table of plan.tables) {
      const createdAt = began - table.age * DAY - table.id * ODD_TIME;
      const watch = this.census.watch;
      const made = plannedTable(table, { seed, status: "available", createdAt, ballot: wornBallot, watch });
      const configurations = placement.layOut(table.partitions, table.copies);
      for (const [index, partition] of made.partitions.entries()) {
        const configuration = configurations[index];
        if (configuration !== undefined) partition.place(configuration, (node) => since.get(node) ?? began);
      }
      this.tables.add(made);
    }
  }
}

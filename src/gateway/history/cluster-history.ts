// One cluster's memory: takes each round of its sampler, keeps what it tells, and notices what happened.
import type { ClusterEntry } from "#api/clusters.ts";
import type { DiskOutlooks } from "#api/disk-outlook.ts";
import type { HistoryAnswer, HistoryStatus } from "#api/history.ts";
import { metrics as metricsCodec } from "#pegasus/answers/metrics.ts";
import { DEPTHS, KEPT_METRICS, LEADER_TARGET, type Depth } from "#pegasus/kept-metrics.ts";
import { deriveLoad, type LoadTables } from "#pegasus/load.ts";
import { SECOND, type Clock } from "../clock.ts";
import { StartWatch } from "../events/starts.ts";
import { EventWatch } from "../events/watch.ts";
import type { Webhook } from "../events/webhook.ts";
import { GatewayFailure } from "../failure.ts";
import type { Log } from "../log.ts";
import { Exposition, type Part } from "../prometheus/exposition.ts";
import type { SamplerOptions } from "../sampler.ts";
import type { WatchedCluster } from "../watched-cluster.ts";
import { answerHistory, type Sources } from "./answer.ts";
import { Breather } from "./breather.ts";
import { answerDisks } from "./disk-outlook.ts";
import { Gatherer } from "./gatherer.ts";
import { readQuestion } from "./question.ts";
import type { Reading } from "./recorder.ts";
import { reduceLeader, type LeaderSample } from "./reduce-leader.ts";
import { LoadReducer } from "./reduce-load.ts";
import { reduceReplicas } from "./reduce-replicas.ts";
import { reduceServers } from "./reduce-servers.ts";
import { RoundPlans } from "./round-plans.ts";
import { RunningCost } from "./running-cost.ts";
import type { SampledRound } from "./sampled-round.ts";
import type { HistoryStore } from "./store.ts";
import type { Keeping } from "./tiers.ts";

/** Between two rounds that are further apart than this, nothing is known. */
const LONGEST_SPAN_MS = 420 * SECOND;
/** What was sampled is not told to a Prometheus after so many intervals. */
const STALE_INTERVALS = 3;

export interface HistoryOptions {
  readonly keeping: Keeping;
  /** Null: nothing is kept. */
  readonly store: HistoryStore | null;
  /** Whether to sample when nobody looks. */
  readonly background: boolean;
  readonly webhook: Webhook | null;
}

export class ClusterHistory {
  private readonly cluster: WatchedCluster;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly options: HistoryOptions;
  private readonly health: () => Promise<ClusterEntry["health"]>;
  private readonly exposition: Exposition;
  private readonly loads = new LoadReducer();
  private readonly events = new EventWatch();
  private readonly starts: StartWatch;
  private readonly plans: RoundPlans;
  /** The last round that told what rounds of this depth tell. */
  private readonly before = new Map<Depth, SampledRound>();
  private leader: LeaderSample | null = null;
  private readonly cost = new RunningCost();

  constructor(
    cluster: WatchedCluster,
    clock: Clock,
    log: Log,
    options: HistoryOptions,
    health: () => Promise<ClusterEntry["health"]>,
  ) {
    this.cluster = cluster;
    this.clock = clock;
    this.log = log;
    this.options = options;
    this.health = health;
    this.exposition = new Exposition(cluster.settings.name);
    this.starts = new StartWatch(cluster);
    this.plans = new RoundPlans(() => clock.now());
  }

  /** What it wants of the sampler. */
  get sampling(): SamplerOptions {
    return {
      every: this.options.keeping.every,
      plan: (looked) => this.plans.next(looked),
      onRound: (round) => this.see(round).catch((error: unknown) => this.log.mistake(error)),
    };
  }

  /** @throws {GatewayFailure} bad-request, and what a Prometheus could not */
  async answer(query: Readonly<Record<string, string | undefined>>): Promise<HistoryAnswer> {
    return answerHistory(this.sources(), readQuestion(query, this.clock.now()));
  }

  /** When disks will be full. @throws {GatewayFailure} as `answer` */
  async disks(query: Readonly<Record<string, string | undefined>>): Promise<DiskOutlooks> {
    return answerDisks(this.sources(), query, this.clock.now());
  }

  status(): HistoryStatus {
    const { store, keeping, background } = this.options;
    const nothing = {
      mode: "off" as const,
      failure: null,
      note: null,
      usedBytes: 0,
      fileBytes: 0,
      series: 0,
      tiers: [],
    };
    return {
      source: this.cluster.settings.prometheus === undefined ? "embedded" : "prometheus",
      sampling: background && this.cluster.settings.kind !== "replay",
      ...(store?.status() ?? nothing),
      maxBytes: keeping.maxSize,
      cost: this.told,
      metrics: KEPT_METRICS.map(({ origin: _origin, scopes, ...about }) => ({ ...about, scopes: [...scopes] })),
    };
  }

  /** In Prometheus text format. */
  scrape(): Promise<string> {
    return this.exposition.tell(this.clock.now(), STALE_INTERVALS * this.every * SECOND);
  }

  /** What was seen belongs to another moment. */
  forget(): void {
    this.before.clear();
    this.plans.forget();
    this.cost.forget();
    this.leader = null;
    this.events.forget();
    this.starts.forget();
    this.exposition.forget();
  }

  private sources(): Sources {
    const { name, prometheus = null } = this.cluster.settings;
    return { cluster: name, store: this.options.store, prometheus, every: this.every };
  }

  /** Seconds between two rounds as it is now: longer than wished where they cost much. */
  private get every(): number {
    return Math.max(this.told?.everySeconds ?? 0, this.options.keeping.every);
  }

  private get told(): HistoryStatus["cost"] {
    return this.cost.told(this.plans.wide);
  }

  private async see(round: SampledRound): Promise<void> {
    const { store, keeping } = this.options;
    const { name, prometheus } = this.cluster.settings;
    if (round.seconds === null) this.before.clear();
    let { requests, bytes } = round;
    const asked = (more: number): void => {
      requests++;
      bytes += more;
    };
    const leader = await this.askLeader(asked);
    const last = this.before.get("brief") ?? null;
    const parts: (Part & { readonly from: number })[] = [];
    for (const depth of DEPTHS.slice(0, DEPTHS.indexOf(round.depth) + 1)) {
      const known = this.before.get(depth);
      const before = known !== undefined && round.at - known.at <= LONGEST_SPAN_MS ? known : null;
      const from = before?.at ?? round.at - keeping.tiers[0].step;
      // The sampler's own are since the last round, whatever that told.
      const tables = before === last || depth === "whole" ? round.tables : derivedSince(before, round);
      const readings = await this.reduce(depth, before, { ...round, tables }, leader);
      parts.push({ depth, from, seconds: (round.at - from) / SECOND, readings });
      this.before.set(depth, round);
    }
    const appNames = new Map([...round.places.tables].map(([id, { detail }]) => [String(id), detail.general.app_name]));
    this.exposition.update(round.at, parts, appNames);
    if (prometheus === undefined) {
      for (const { from, readings } of parts) await store?.record(name, from, round.at, readings);
    }
    this.plans.see(round);
    this.leader = leader ?? this.leader;
    await this.notice(round, leader, asked);
    this.cost.add({ at: round.at, seconds: round.seconds ?? round.interval, every: round.interval, requests, bytes });
  }

  private async reduce(
    depth: Depth,
    before: SampledRound | null,
    round: SampledRound,
    leader: LeaderSample | null,
  ): Promise<Reading[]> {
    const into = new Gatherer();
    const breather = new Breather();
    if (depth !== "whole") await this.loads.reduce(round.tables, depth, into, breather);
    if (this.plans.wide) await reduceReplicas(before, round, depth, into, breather);
    if (depth === "brief") {
      reduceServers(before, round, into);
      if (leader !== null) reduceLeader(this.leader, leader, into);
    }
    return into.readings();
  }

  /** On a path that is safe at any time; the roster was read for the round. */
  private async askLeader(asked: (bytes: number) => void): Promise<LeaderSample | null> {
    try {
      const roster = await this.cluster.roster(LONGEST_SPAN_MS);
      const entry = roster.find(({ leader, starting }) => leader && !starting);
      if (entry === undefined) return null;
      const member = await this.cluster.memberNamed(entry.server);
      const reply = await this.cluster.ask(member, { method: "GET", target: LEADER_TARGET });
      asked(reply.body.length);
      if (reply.status !== 200) return null;
      return { server: entry.server, metrics: metricsCodec.decode(reply.body.toString("utf8")) };
    } catch {
      return null; // its part of the round is a gap
    }
  }

  private async notice(
    round: SampledRound,
    leader: LeaderSample | null,
    asked: (bytes: number) => void,
  ): Promise<void> {
    const { store, webhook } = this.options;
    const { name, kind } = this.cluster.settings;
    const roster = await this.cluster.roster(LONGEST_SPAN_MS);
    const events = this.events.see({ at: round.at, roster, round, leader });
    // A recording has no restarts that were not recorded.
    if (kind !== "replay") events.push(...(await this.starts.see(round.at, asked)));
    for (const event of events) await store?.tell(name, event);
    if (webhook !== null) webhook.notice(this.cluster.settings, await this.health());
  }
}

function derivedSince(before: SampledRound | null, now: SampledRound): LoadTables {
  const roundOf = ({ samples, places: { primaries, members } }: SampledRound) => ({ samples, primaries, members });
  return deriveLoad(before === null ? null : roundOf(before), roundOf(now));
}

/** @throws {GatewayFailure} not-found */
export function historyOf(history: ClusterHistory | null): ClusterHistory {
  if (history !== null) return history;
  throw new GatewayFailure("not-found", "This dashboard keeps no history.");
}

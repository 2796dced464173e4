// One cluster's memory: takes each round of its sampler, keeps what it tells, and notices what happened.
import type { ClusterEntry } from "#api/clusters.ts";
import type { HistoryAnswer, HistoryStatus } from "#api/history.ts";
import { metrics as metricsCodec } from "#pegasus/answers/metrics.ts";
import { KEPT_METRICS, LEADER_TARGET, historyTarget } from "#pegasus/kept-metrics.ts";
import { SECOND, type Clock } from "../clock.ts";
import { StartWatch } from "../events/starts.ts";
import { EventWatch } from "../events/watch.ts";
import type { Webhook } from "../events/webhook.ts";
import { GatewayFailure } from "../failure.ts";
import type { Log } from "../log.ts";
import { Exposition } from "../prometheus/exposition.ts";
import type { SamplerOptions } from "../sampler.ts";
import type { WatchedCluster } from "../watched-cluster.ts";
import { answerHistory, type Sources } from "./answer.ts";
import { Breather } from "./breather.ts";
import { Gatherer } from "./gatherer.ts";
import { readQuestion } from "./question.ts";
import type { Reading } from "./recorder.ts";
import { reduceLeader, type LeaderSample } from "./reduce-leader.ts";
import { LoadReducer } from "./reduce-load.ts";
import { reduceReplicas } from "./reduce-replicas.ts";
import { reduceServers } from "./reduce-servers.ts";
import type { SampledRound } from "./sampled-round.ts";
import type { HistoryStore } from "./store.ts";
import type { Keeping } from "./tiers.ts";

/** Up to so many replicas, together and on one server, all of each is asked for (17 kB); beyond, what load is made of. */
const WIDE = { together: 2000, one: 200 };
/** Between two rounds that are further apart than this, nothing is known. */
const LONGEST_SPAN_MS = 120 * SECOND;
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

interface Cost {
  requests: number;
  bytes: number;
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
  private wide = false;
  private before: SampledRound | null = null;
  private leader: LeaderSample | null = null;
  private cost: HistoryStatus["cost"] = null;

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
  }

  /** What it wants of the sampler. */
  get sampling(): SamplerOptions {
    return {
      every: this.options.keeping.every,
      target: (replicas) => {
        const together = replicas.reduce((sum, count) => sum + count, 0);
        this.wide = replicas.length > 0 && together <= WIDE.together && Math.max(...replicas) <= WIDE.one;
        return historyTarget(this.wide);
      },
      onRound: (round) => this.see(round).catch((error: unknown) => this.log.mistake(error)),
    };
  }

  /** @throws {GatewayFailure} bad-request, and what a Prometheus could not */
  async answer(query: Readonly<Record<string, string | undefined>>): Promise<HistoryAnswer> {
    return answerHistory(this.sources(), readQuestion(query, this.clock.now()));
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
      cost: this.cost,
      metrics: KEPT_METRICS.map(({ origin: _origin, scopes, ...about }) => ({ ...about, scopes: [...scopes] })),
    };
  }

  /** In Prometheus text format. */
  scrape(): Promise<string> {
    const interval = this.cost?.everySeconds ?? this.options.keeping.every;
    return this.exposition.tell(this.clock.now(), STALE_INTERVALS * interval * SECOND);
  }

  /** What was seen belongs to another moment. */
  forget(): void {
    this.before = null;
    this.leader = null;
    this.events.forget();
    this.starts.forget();
    this.exposition.forget();
  }

  private sources(): Sources {
    const { name, prometheus = null } = this.cluster.settings;
    const { store, keeping } = this.options;
    return { cluster: name, store, prometheus, every: keeping.every };
  }

  private async see(round: SampledRound): Promise<void> {
    const { store, keeping } = this.options;
    const { name, prometheus } = this.cluster.settings;
    const before = round.seconds === null ? null : this.before;
    const cost: Cost = { requests: round.requests, bytes: round.bytes };
    const asked = (bytes: number): void => {
      cost.requests++;
      cost.bytes += bytes;
    };
    const leader = await this.askLeader(asked);
    const readings = await this.reduce(before, round, leader);
    const step = keeping.tiers[0].step;
    const from = before !== null && round.at - before.at <= LONGEST_SPAN_MS ? before.at : round.at - step;
    const appNames = new Map([...round.places.tables].map(([id, { detail }]) => [String(id), detail.general.app_name]));
    this.exposition.update(round.at, (round.at - from) / SECOND, readings, appNames);
    if (prometheus === undefined) await store?.record(name, from, round.at, readings);
    // A server of many replicas is not remembered twice where only load is made of them.
    this.before = this.wide ? round : { ...round, samples: withoutReplicas(round.samples) };
    this.leader = leader ?? this.leader;
    await this.notice(round, leader, asked);
    const seconds = round.seconds ?? round.interval;
    this.cost = {
      requestsPerSecond: cost.requests / seconds,
      bytesPerSecond: cost.bytes / seconds,
      everySeconds: round.interval,
      wide: this.wide,
    };
  }

  private async reduce(
    before: SampledRound | null,
    round: SampledRound,
    leader: LeaderSample | null,
  ): Promise<Reading[]> {
    const into = new Gatherer();
    const breather = new Breather();
    await this.loads.reduce(round, into, breather);
    if (this.wide) await reduceReplicas(before, round, into, breather);
    reduceServers(before, round, into);
    if (leader !== null) reduceLeader(this.leader, leader, into);
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

function withoutReplicas(samples: SampledRound["samples"]): SampledRound["samples"] {
  return new Map([...samples].map(([server, sample]) => [server, { ...sample, replicas: new Map() }]));
}

/** @throws {GatewayFailure} not-found */
export function historyOf(history: ClusterHistory | null): ClusterHistory {
  if (history !== null) return history;
  throw new GatewayFailure("not-found", "This dashboard keeps no history.");
}

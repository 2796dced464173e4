// Asks the replica servers for the few metrics that load is made of, reduces them once, and serves all viewers. It runs only
// while somebody looks, or for the history.
import type { Held, Load, MatrixAnswer, Measure, Top } from "#api/load.ts";
import { metrics as metricsCodec, type Entity } from "#pegasus/answers/metrics.ts";
import type { Depth } from "#pegasus/kept-metrics.ts";
import { LOAD_QUERY } from "#pegasus/load-metrics.ts";
import { readSample, secondsBetween, type NodeSample } from "#pegasus/load-sample.ts";
import { deriveLoad, type Round } from "#pegasus/load.ts";
import { movedTables } from "#pegasus/moved-tables.ts";
import { standingStill, withoutReplicas } from "#pegasus/still-partitions.ts";
import { writeTarget } from "#pegasus/target.ts";
import { SECOND, type Clock } from "./clock.ts";
import type { SampledRound } from "./history/sampled-round.ts";
import { HotWatch } from "./hot-watch.ts";
import { eachLimited } from "./limit.ts";
import { topOf, type TopWanted } from "./load-top.ts";
import { heldBy, loadOf, matrixOf, type Finished } from "./load-views.ts";
import { Placement, type Places } from "./placement.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

const INTERVALS = [10, 20, 30, 60] as const;
/** Seconds between the first two rounds: somebody waits for the first rates. */
const FIRST_INTERVAL = 3;
/** Nobody has asked for this long: nobody looks. */
const LOOKING_MS = 35 * SECOND;
const SERVERS_AT_ONCE = 8;
/** Reducing may take this part of one core; beyond it the interval stretches. */
const BUDGET = 0.25;

const LOAD_TARGET = writeTarget({ path: "metrics", query: LOAD_QUERY });

/** What a round asks of each server. */
export interface Plan {
  readonly depth: Depth;
  readonly targetOf: (server: string) => string;
}
const LOAD_PLAN: Plan = { depth: "load", targetOf: () => LOAD_TARGET };

export interface SamplerOptions {
  /** Seconds between rounds while they cost little. */
  readonly every?: number;
  /** What the next round asks for; what load is made of unless told. */
  readonly plan?: (looked: boolean) => Plan;
  /** Told of each round that has ended; the next one waits for it. Never throws. */
  readonly onRound?: (round: SampledRound) => Promise<void>;
}

export class Sampler {
  private readonly cluster: WatchedCluster;
  private readonly clock: Clock;
  private readonly options: SamplerOptions;
  private readonly intervals: readonly number[];
  private stays = false;
  private readonly stop = new AbortController();
  private running: Promise<void> | null = null;
  private lookedAt = -Infinity;
  /** Ends the pause between two rounds. */
  private nap = new AbortController();
  private depth: Depth = "load";
  /** Partitions that had load in the last round. */
  private busy: ReadonlySet<string> = new Set();
  /** The last round that was no brief one: what viewers see is made of these. */
  private deep: (Round & { at: number }) | null = null;
  private interval: number;
  private round: (Round & { at: number }) | null = null;
  private suspects: ReadonlySet<number> = new Set();
  private readonly placement: Placement;
  private readonly hot = new HotWatch();
  private readonly answeredAt = new Map<string, number>();
  private latest: Finished | null = null;
  private failure: string | null = null;

  constructor(cluster: WatchedCluster, clock: Clock, options: SamplerOptions = {}) {
    this.cluster = cluster;
    this.clock = clock;
    this.options = options;
    const { every = INTERVALS[0] } = options;
    this.intervals = [every, ...INTERVALS.filter((interval) => interval > every)];
    this.interval = every;
    this.placement = new Placement(cluster, clock);
  }

  /** What is known now; asking keeps the sampler going. `appId` adds the partitions of that table. */
  load(appId: string | null): Load {
    this.look();
    const { interval, failure, answeredAt, hot } = this;
    return loadOf(this.latest, { interval, failure, answeredAt, hot }, appId);
  }

  /** One measure of every app on every node. */
  matrix(measure: Measure): MatrixAnswer {
    this.look();
    const { latest, failure } = this;
    return { ...momentOf(latest), failure, matrix: latest === null ? null : matrixOf(latest, measure) };
  }

  /** The replicas that the configuration puts on this server. */
  heldBy(server: string): Held {
    this.look();
    const { latest, failure } = this;
    const nothing = { configuredAt: null, unread: 0, replicas: [] };
    return { ...momentOf(latest), failure, ...(latest === null ? nothing : heldBy(latest, server)) };
  }

  /** The busiest partitions, and the hot ones. */
  top(wanted: TopWanted): Top {
    this.look();
    const { latest, failure, hot } = this;
    return { ...momentOf(latest), failure, ...topOf(latest, hot, wanted) };
  }

  private look(): void {
    const came = !this.isLookedAt;
    this.lookedAt = this.clock.now();
    this.start();
    // Who comes when nobody looked is not kept waiting for the next round.
    if (came && this.depth === "brief") this.nap.abort();
  }

  private get isLookedAt(): boolean {
    return this.clock.now() - this.lookedAt < LOOKING_MS;
  }

  /** From now on it runs although nobody looks. */
  stay(): void {
    this.stays = true;
    this.start();
  }

  private start(): void {
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
  }

  /** Whether it asks servers now, and how often, seconds. */
  get pace(): { readonly running: boolean; readonly interval: number } {
    return { running: this.running !== null, interval: this.interval };
  }

  /** The next round belongs to another moment: no rate can be told between that and the last one. */
  forget(): void {
    this.round = null;
    this.deep = null;
    this.placement.forget();
    this.hot.forget();
  }

  async close(): Promise<void> {
    this.stop.abort();
    this.nap.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    let first = true;
    while (!this.stop.signal.aborted && (this.stays || this.isLookedAt)) {
      const started = this.clock.now();
      const before = this.depth;
      this.nap = new AbortController();
      await this.sampleOnce();
      if (before === "brief" && this.depth !== "brief" && this.isLookedAt) first = true;
      const spent = this.clock.now() - started;
      // A slow round delays the next one: rounds never overlap. The second one comes early, since rates need two.
      const interval = first ? Math.min(FIRST_INTERVAL, this.interval) : this.interval;
      first = false;
      if (this.stop.signal.aborted) break;
      await this.clock.sleep(Math.max(SECOND, interval * SECOND - spent), this.nap.signal);
    }
    // What was so when somebody last looked says nothing about now.
    this.round = null;
    this.deep = null;
    this.latest = null;
    this.failure = null;
    this.hot.forget();
  }

  private async sampleOnce(): Promise<void> {
    try {
      const all = await this.cluster.replicaServers();
      const servers = all.filter((member) => member.alive !== false);
      const reading = this.readPlaces();
      const samples = new Map<string, NodeSample>();
      const others = new Map<string, readonly Entity[]>();
      const failures = new Map<string, string>();
      const { depth, targetOf } = this.options.plan?.(this.isLookedAt) ?? LOAD_PLAN;
      let busyMs = 0;
      let bytes = 0;
      await eachLimited(servers, SERVERS_AT_ONCE, async (member) => {
        try {
          const reply = await this.cluster.ask(member, { method: "GET", target: targetOf(member.name) });
          bytes += reply.body.length;
          await new Promise(setImmediate); // answers that came together are read one by one
          const began = performance.now();
          if (reply.status === 404)
            failures.set(member.name, `${member.name} has no /metrics: its version is too old.`);
          else {
            const metrics = metricsCodec.decode(reply.body.toString("utf8"));
            samples.set(member.name, readSample(metrics));
            others.set(
              member.name,
              metrics.entities.filter(({ type }) => type !== "replica" && type !== "server"),
            );
          }
          busyMs += performance.now() - began;
          this.answeredAt.set(member.name, this.clock.now());
        } catch (error) {
          failures.set(member.name, messageOf(error));
        }
      });
      const places = await reading;
      if (places instanceof Error) throw places;
      const began = performance.now();
      const { primaries, members } = places;
      const heard = { samples, primaries, members, at: this.clock.now() };
      const { busy, still } = standingStill(this.round, heard, this.busy);
      this.busy = busy;
      const round = depth === "brief" ? { ...heard, samples: withoutReplicas(samples, still) } : heard;
      const news = this.finish(round, {
        depth,
        places,
        asked: servers.length,
        failures,
        servers: all.map(({ name }) => name),
      });
      this.adapt(busyMs + performance.now() - began);
      if (news !== null) {
        const { interval } = this;
        await this.options.onRound?.({ ...news, depth, interval, others, requests: servers.length, bytes });
      }
    } catch (error) {
      this.failure = messageOf(error);
    }
  }

  /** Without a leader, what was known last serves: the replica servers go on. */
  private async readPlaces(): Promise<Places | Error> {
    try {
      return await this.placement.read(this.suspects);
    } catch (error) {
      const { places } = this.placement;
      return places.tables.size > 0 ? places : new Error(messageOf(error), { cause: error });
    }
  }

  private finish(
    round: Round & { at: number },
    { depth, ...about }: Pick<Finished, "places" | "asked" | "failures" | "servers"> & { readonly depth: Depth },
  ): Finished | null {
    this.depth = depth;
    const before = this.round;
    const same = before !== null && sameMoment(before, round);
    const tables = deriveLoad(same ? null : before, round);
    this.round = round;
    this.suspects = movedTables(same ? null : before, round);
    this.failure =
      round.samples.size === 0 ? ([...about.failures.values()][0] ?? "There is no replica server to ask.") : null;
    // What was told last of a recording that has come to its end stays, as the moment does.
    const told = same && this.latest?.seconds !== null;
    if ((round.samples.size === 0 || told) && this.latest !== null) return null;
    const seconds = before === null || same ? null : secondsOf(before, round);
    if (seconds !== null) this.hot.see(about.places, tables);
    const finished: Finished = { ...about, at: round.at, seconds, samples: round.samples, tables };
    if (depth !== "brief") {
      const { deep } = this;
      this.latest = deep === null || deep === before ? finished : { ...finished, ...sinceThen(deep, round) };
      this.deep = round;
    }
    return finished;
  }

  /** Stretches the interval when the last round cost more than its budget, and shortens it again when there is ample room. */
  private adapt(busyMs: number): void {
    const fits = this.intervals.find((interval) => busyMs <= interval * SECOND * BUDGET) ?? this.intervals.at(-1);
    this.interval = fits ?? this.interval;
  }
}

/** Between them were brief rounds, which do not tell all that viewers see. */
function sinceThen(before: Round, now: Round): Pick<Finished, "seconds" | "tables"> {
  return { seconds: secondsOf(before, now), tables: deriveLoad(before, now) };
}

/** The longest interval among the servers, by their own clocks; null when none answered twice. */
function secondsOf(before: Round, now: Round): number | null {
  const spans = [...now.samples].flatMap(([server, sample]) => {
    const earlier = before.samples.get(server);
    return earlier === undefined ? [] : [secondsBetween(earlier, sample)];
  });
  const longest = Math.max(...spans);
  return longest > 0 && Number.isFinite(longest) ? longest : null;
}

/** A replay that stands still answers with the very same moment: no time passed, so no rate can be told. */
function sameMoment(before: Round, now: Round): boolean {
  if (before.samples.size !== now.samples.size) return false;
  return [...now.samples].every(([server, sample]) => before.samples.get(server)?.timestampNs === sample.timestampNs);
}

function momentOf(latest: Finished | null): { at: number | null; seconds: number | null } {
  return { at: latest?.at ?? null, seconds: latest?.seconds ?? null };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// Asks the replica servers for the few metrics that load is made of, reduces them once, and serves all viewers. It runs only
// while somebody looks.
import type { Load } from "#api/load.ts";
import { app as appCodec, type AppDetail } from "#pegasus/answers/app.ts";
import { apps as appsCodec } from "#pegasus/answers/apps.ts";
import { metrics as metricsCodec } from "#pegasus/answers/metrics.ts";
import { LOAD_QUERY } from "#pegasus/load-metrics.ts";
import { readSample, secondsBetween, type NodeSample } from "#pegasus/load-sample.ts";
import { deriveLoad, type LoadTables, type Round } from "#pegasus/load.ts";
import { writeTarget } from "#pegasus/target.ts";
import { SECOND, type Clock } from "./clock.ts";
import { GatewayFailure } from "./failure.ts";
import { eachLimited } from "./limit.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

const INTERVALS = [10, 20, 30, 60] as const;
/** Seconds between the first two rounds: somebody waits for the first rates. */
const FIRST_INTERVAL = 3;
/** Nobody has asked for this long: nobody looks. */
const LOOKING_MS = 35 * SECOND;
/** The configuration of tables changes seldom; it is asked anew this often, a table at a time. */
const CONFIGURATION_KEPT_MS = 30 * SECOND;
const SERVERS_AT_ONCE = 8;
const TABLES_AT_ONCE = 2;
/** Reducing may take this part of one core; beyond it the interval stretches. */
const BUDGET = 0.25;

const LOAD_TARGET = writeTarget({ path: "metrics", query: LOAD_QUERY });

interface Finished {
  readonly at: number;
  readonly seconds: number | null;
  readonly asked: number;
  readonly answered: number;
  readonly failures: ReadonlyMap<string, string>;
  readonly tables: LoadTables;
}

export class Sampler {
  private readonly cluster: WatchedCluster;
  private readonly clock: Clock;
  private readonly stop = new AbortController();
  private running: Promise<void> | null = null;
  private lookedAt = -Infinity;
  private interval: number = INTERVALS[0];
  private round: (Round & { at: number }) | null = null;
  private configuration: { at: number; primaries: ReadonlyMap<string, string> } | null = null;
  private latest: Finished | null = null;
  private failure: string | null = null;

  constructor(cluster: WatchedCluster, clock: Clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /** What is known now; asking keeps the sampler going. `appId` adds the partitions of that table. */
  load(appId: string | null): Load {
    this.lookedAt = this.clock.now();
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.describe(appId);
  }

  /** Whether it asks servers now, and how often, seconds. */
  get pace(): { readonly running: boolean; readonly interval: number } {
    return { running: this.running !== null, interval: this.interval };
  }

  /** The next round belongs to another moment: no rate can be told between that and the last one. */
  forget(): void {
    this.round = null;
    this.configuration = null;
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    let first = true;
    while (!this.stop.signal.aborted && this.clock.now() - this.lookedAt < LOOKING_MS) {
      const started = this.clock.now();
      await this.sampleOnce();
      const spent = this.clock.now() - started;
      // A slow round delays the next one: rounds never overlap. The second one comes early, since rates need two.
      const interval = first ? FIRST_INTERVAL : this.interval;
      first = false;
      await this.clock.sleep(Math.max(SECOND, interval * SECOND - spent), this.stop.signal);
    }
    // What was so when somebody last looked says nothing about now.
    this.round = null;
    this.latest = null;
    this.failure = null;
  }

  private async sampleOnce(): Promise<void> {
    try {
      const servers = (await this.cluster.replicaServers()).filter((member) => member.alive !== false);
      const primaries = await this.readConfiguration();
      const samples = new Map<string, NodeSample>();
      const failures = new Map<string, string>();
      let busyMs = 0;
      await eachLimited(servers, SERVERS_AT_ONCE, async (member) => {
        try {
          const reply = await this.cluster.ask(member, { method: "GET", target: LOAD_TARGET });
          const began = performance.now();
          if (reply.status === 404)
            failures.set(member.name, `${member.name} has no /metrics: its version is too old.`);
          else samples.set(member.name, readSample(metricsCodec.decode(reply.body.toString("utf8"))));
          busyMs += performance.now() - began;
        } catch (error) {
          failures.set(member.name, error instanceof Error ? error.message : String(error));
        }
      });
      const began = performance.now();
      this.finish({ samples, primaries, at: this.clock.now() }, servers.length, failures);
      this.adapt(busyMs + performance.now() - began);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  private finish(round: Round & { at: number }, asked: number, failures: ReadonlyMap<string, string>): void {
    const before = this.round;
    const same = before !== null && sameMoment(before, round);
    const tables = deriveLoad(same ? null : before, round);
    this.round = round;
    this.failure =
      round.samples.size === 0 ? ([...failures.values()][0] ?? "There is no replica server to ask.") : null;
    // What was told last of a recording that has come to its end stays, as the moment does.
    const told = same && this.latest?.seconds !== null;
    if ((round.samples.size === 0 || told) && this.latest !== null) return;
    const seconds = before === null || same ? null : secondsOf(before, round);
    this.latest = { at: round.at, seconds, asked, answered: round.samples.size, failures, tables };
  }

  /** Stretches the interval when the last round cost more than its budget, and shortens it again when there is ample room. */
  private adapt(busyMs: number): void {
    const fits = INTERVALS.find((interval) => busyMs <= interval * SECOND * BUDGET) ?? INTERVALS[INTERVALS.length - 1];
    this.interval = fits ?? this.interval;
  }

  private async readConfiguration(): Promise<ReadonlyMap<string, string>> {
    if (this.configuration !== null && this.clock.now() - this.configuration.at < CONFIGURATION_KEPT_MS) {
      return this.configuration.primaries;
    }
    const list = await this.cluster.askLeader({ method: "GET", target: "/meta/apps" });
    if (list.reply.status !== 200) throw new GatewayFailure("unreachable", "The leader does not list its tables.");
    const { general_info } = appsCodec.decode(list.reply.body.toString("utf8"));
    const primaries = new Map<string, string>();
    await eachLimited(Object.values(general_info), TABLES_AT_ONCE, async ({ app_name }) => {
      const detail = await this.readApp(app_name);
      for (const partition of Object.values(detail?.replicas ?? {})) {
        if (partition.primary !== null)
          primaries.set(`${detail?.general.app_id}.${partition.pidx}`, await this.nameOf(partition.primary));
      }
    });
    this.configuration = { at: this.clock.now(), primaries };
    return primaries;
  }

  /** A table that was dropped meanwhile, or is not recorded, is left out. */
  private async readApp(name: string): Promise<AppDetail | null> {
    const target = writeTarget({
      path: "meta/app",
      query: new Map([
        ["name", name],
        ["detail", ""],
      ]),
    });
    try {
      const { reply } = await this.cluster.askLeader({ method: "GET", target });
      return reply.status === 200 ? appCodec.decode(reply.body.toString("utf8")) : null;
    } catch (error) {
      if (error instanceof GatewayFailure && error.kind === "not-recorded") return null;
      throw error;
    }
  }

  private async nameOf(server: string): Promise<string> {
    const members = await this.cluster.replicaServers();
    return members.find((member) => member.aliases.has(server))?.name ?? server;
  }

  private describe(appId: string | null): Load {
    const { latest } = this;
    const empty = deriveLoad(null, { samples: new Map(), primaries: new Map() });
    const tables = latest?.tables ?? empty;
    const nodes = Object.fromEntries(tables.nodes);
    for (const [server, failure] of latest?.failures ?? []) nodes[server] = { ...silentNode(), failure };
    return {
      at: latest?.at ?? null,
      seconds: latest?.seconds ?? null,
      interval: this.interval,
      asked: latest?.asked ?? 0,
      answered: latest?.answered ?? 0,
      failure: this.failure,
      cluster: tables.cluster,
      apps: Object.fromEntries(tables.apps),
      nodes,
      ...(appId === null ? {} : { partitions: partitionsOf(tables, appId) }),
    };
  }
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

function silentNode(): Load["nodes"][string] {
  const rates = { readQps: null, writeQps: null, readBytes: null, writeBytes: null, readCu: null, writeCu: null };
  const latencies = { readP99Ns: null, writeP99Ns: null };
  return {
    ...rates,
    ...latencies,
    failure: null,
    primaries: null,
    replicas: null,
    residentMemoryMb: null,
    sessions: null,
    disks: [],
  };
}

function partitionsOf(tables: LoadTables, appId: string): NonNullable<Load["partitions"]> {
  const prefix = `${appId}.`;
  return Object.fromEntries(
    [...tables.partitions].filter(([id]) => id.startsWith(prefix)).map(([id, load]) => [id.slice(prefix.length), load]),
  );
}

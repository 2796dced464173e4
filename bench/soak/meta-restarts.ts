// The first promise of the dashboard: opening it never makes an outage worse. Every meta of a simulated cluster restarts again and
// again while pages poll and an explorer hammers `/meta/*`; a simulated meta that is asked `/meta/*` while it starts dies, as real
// ones do (reference 9.1).
import { SECOND } from "#gateway/clock.ts";
import { TestClock } from "#gateway/testing/clock.ts";
import { openDashboard, C, type Dashboard } from "#gateway/testing/dashboard.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";

export interface RestartOptions {
  /** How often each meta restarts with each of `starts`. */
  readonly rounds: number;
  /** ms from the start of a meta until its `beacon_failed_count` shows. */
  readonly starts: readonly number[];
  readonly pages: number;
  /** How many times faster than real time. */
  readonly speed: number;
  readonly onProgress?: (line: string) => void;
}

export interface RestartReport {
  readonly restarts: number;
  /** Simulated metas that died of a question: must be none. */
  readonly deaths: number;
  /** Requests of pages and explorer, and how many of them a server answered. */
  readonly asked: number;
  readonly answered: number;
  /** `/meta/*` requests that reached metas which had restarted: shows that the gate opens again. */
  readonly metaRequests: number;
}

/** Their ZooKeeper time-out and 5 s, and a moment in which the open gate lets questions through. */
const UNTIL_OPEN_MS = 15 * SECOND + 1.5 * SECOND;
const DEAD_MS = 300;
const FRESH = { "cache-control": "max-age=0" };

export async function metaRestarts(options: RestartOptions): Promise<RestartReport> {
  const drill = await begin(options);
  const { cluster, clock, viewers } = drill;
  const rounds = cluster.metas.map(async (meta, index) => {
    // Not in step: at times one is away, at times two, at times all.
    await clock.sleep(index * 7 * SECOND);
    for (let round = 0; round < options.rounds; round++) {
      for (const startMs of options.starts) await restart(drill, meta, startMs);
      options.onProgress?.(`${meta}: ${round + 1} of ${options.rounds} rounds, ${cluster.deaths()} deaths`);
    }
  });
  await Promise.all(rounds);
  viewers.stop();
  return end(drill, options.rounds * options.starts.length * cluster.metas.length);
}

/** All metas restart while no page is open; the pages come back in the midst of the start. */
export async function unseenRestarts({ rounds, starts, ...options }: RestartOptions): Promise<RestartReport> {
  const drill = await begin({ rounds, starts, ...options });
  const { cluster, clock, viewers } = drill;
  for (let round = 0; round < rounds; round++) {
    for (const startMs of starts) {
      await viewers.pause();
      await clock.sleep(40 * SECOND); // until the sampler has seen that nobody looks
      await Promise.all(cluster.metas.map((meta) => cluster.restart(meta, { startMs })));
      await clock.sleep(startMs * 0.8);
      viewers.resume();
      await clock.sleep(startMs * 0.2 + UNTIL_OPEN_MS);
      options.onProgress?.(`unseen, ${startMs} ms: ${cluster.deaths()} deaths`);
    }
  }
  viewers.stop();
  return end(drill, rounds * starts.length * cluster.metas.length);
}

interface Drill {
  readonly cluster: SimulatedCluster;
  readonly clock: TestClock;
  readonly dashboard: Dashboard;
  readonly viewers: Viewers;
  readonly requestsBefore: number;
}

async function begin({ pages, speed }: RestartOptions): Promise<Drill> {
  const clock = new TestClock({ speed });
  const cluster = await startCluster({ scenario: "healthy", clock, timeScale: 1 });
  const dashboard = openDashboard({ metas: cluster.metas, clock });
  const viewers = new Viewers(dashboard, cluster.metas, pages);
  return { cluster, clock, dashboard, viewers, requestsBefore: metaRequests(cluster) };
}

async function end(drill: Drill, restarts: number): Promise<RestartReport> {
  const { cluster, dashboard, viewers } = drill;
  await viewers.done();
  const report = {
    restarts,
    deaths: cluster.deaths(),
    asked: viewers.asked,
    answered: viewers.answered,
    metaRequests: metaRequests(cluster) - drill.requestsBefore,
  };
  await dashboard.close();
  await cluster.close();
  return report;
}

async function restart({ cluster, clock }: Drill, meta: string, startMs: number): Promise<void> {
  await cluster.kill(meta);
  await clock.sleep(DEAD_MS);
  await cluster.start(meta, { startMs });
  await clock.sleep(startMs + UNTIL_OPEN_MS);
}

function metaRequests(cluster: SimulatedCluster): number {
  return cluster.metas.flatMap((meta) => cluster.requests(meta)).filter(({ target }) => target.startsWith("/meta"))
    .length;
}

/** Pages that poll, and one explorer that asks every meta for `/meta/*` as fast as it can. Pauses are real time. */
class Viewers {
  asked = 0;
  answered = 0;
  private looking = true;
  private ended = false;
  private readonly dashboard: Dashboard;
  private readonly running: Promise<void>[];

  constructor(dashboard: Dashboard, metas: readonly string[], pages: number) {
    this.dashboard = dashboard;
    const polled = [
      "/servers",
      "/load",
      "/leader/meta/cluster",
      "/leader/meta/nodes?detail",
      "/leader/meta/apps?detail",
    ];
    const hammered = metas.flatMap((meta) =>
      ["/meta/cluster", "/meta/apps", "/meta/app?name=temp&detail", "/meta/nodes?detail", "//meta/%61pps"].map(
        (path) => `/servers/${meta}${path}`,
      ),
    );
    this.running = [
      ...Array.from({ length: pages }, (_, page) =>
        this.loop([...polled, ...metas.map((meta) => `/servers/${meta}/version`)], 40 + page),
      ),
      this.loop(hammered, 5),
      this.loop(["/leader/meta/cluster", ...hammered.toReversed()], 5),
    ];
  }

  /** Resolves when nobody asks any more. */
  async pause(): Promise<void> {
    this.looking = false;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }

  resume(): void {
    this.looking = true;
  }

  stop(): void {
    this.ended = true;
  }

  async done(): Promise<void> {
    await Promise.all(this.running);
  }

  private async loop(paths: readonly string[], pauseMs: number): Promise<void> {
    for (let turn = 0; !this.ended; turn++) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (!this.looking) continue;
      const response = await this.dashboard.get(`${C}${paths[turn % paths.length] ?? ""}`, FRESH);
      await response.arrayBuffer();
      this.asked++;
      if (response.status === 200) this.answered++;
    }
  }
}

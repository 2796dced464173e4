// For tests: lives through a scenario with time in its hand, and sees what servers say over their sockets.
import type { Codec } from "#pegasus/answers/codec.ts";
import type { Metric } from "#pegasus/answers/metrics.ts";
import { CALL } from "#pegasus/endpoints.ts";
import { startCluster, type ClusterOptions, type SimulatedCluster } from "./cluster.ts";
import { eventLoopTurn, ManualTime } from "./manual-time.ts";
import { RawConnection } from "./raw-connection.ts";
import type { ScenarioName } from "./scenarios.ts";

const SECOND = 1000;
/** 2026-03-13 08:00:00 UTC. */
const BEGIN = Date.UTC(2026, 2, 13, 8);
/** Turns of the event loop after which everything that could happen has happened. */
const SETTLES = 60;
/** ms of real time after which nothing more comes from a server on this machine. */
const SILENCE = 300;

export class Witnesses {
  private readonly present: Witness[] = [];

  /** Looks in after so many seconds. */
  async live(scenario: ScenarioName, seconds = 0): Promise<Witness> {
    const witness = await Witness.of({ scenario });
    this.present.push(witness);
    await witness.pass(seconds);
    return witness;
  }

  /** After each test: closes the clusters. */
  async leave(): Promise<void> {
    for (const { cluster } of this.present.splice(0)) await cluster.close();
  }
}

export class Witness {
  readonly cluster: SimulatedCluster;
  private readonly time: ManualTime;
  private readonly scale: number;

  static async of(options: ClusterOptions): Promise<Witness> {
    const time = new ManualTime(BEGIN);
    const cluster = await startCluster({ ...options, clock: time, wait: time.wait });
    return new Witness(cluster, time, options.timeScale ?? 1);
  }

  private constructor(cluster: SimulatedCluster, time: ManualTime, scale: number) {
    this.cluster = cluster;
    this.time = time;
    this.scale = scale;
  }

  /** Seconds of the cluster's own time: from one thing that happens to the next, each of which has its real time to come to an end. */
  async pass(seconds: number): Promise<void> {
    const { time } = this;
    const end = time.now() + seconds * SECOND * this.scale;
    while (time.now() < end) {
      await time.pass(Math.min(end, time.next ?? end));
      await settle();
    }
  }

  /** The whole answer, head and body. @throws when the connection ends before. */
  async answer(server: string | undefined, target: string): Promise<string> {
    const connection = new RawConnection(server ?? "");
    try {
      connection.send(`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
      return await connection.answer();
    } finally {
      connection.close();
    }
  }

  /** The body of a 200. @throws for anything else. */
  async body(server: string | undefined, target: string): Promise<string> {
    const answer = await this.answer(server, target);
    const [head, body] = split(answer);
    if (!head.startsWith("HTTP/1.1 200 ")) throw new Error(`${server}${target}: ${head}`);
    return body;
  }

  /** How the connection ends, with what came before it: `ECONNREFUSED`, `closed after …`. */
  async end(server: string | undefined, target: string): Promise<string> {
    const connection = new RawConnection(server ?? "");
    connection.send(`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const end = await connection.end();
    return connection.leftover === "" ? end : `${end} after ${connection.leftover}`;
  }

  /** Where a standby sends on to. */
  async location(server: string | undefined): Promise<string | undefined> {
    return /^Location: (.*)\r$/m.exec(await this.answer(server, "/meta/cluster"))?.[1];
  }

  /** What became of one request. */
  async fate(server: string | undefined): Promise<string> {
    const connection = new RawConnection(server ?? "");
    connection.send("GET /recentStartTime HTTP/1.1\r\nHost: x\r\n\r\n");
    const silence = new Promise<string>((resolve) => {
      setTimeout(resolve, SILENCE, "silent");
    });
    const spoken = connection.answer().then(
      (answer) => (answer.includes("RecentStartTime") ? "answered" : "wrong"),
      async () => {
        const { leftover } = connection;
        if (leftover !== "") return leftover.startsWith("HTTP/1.1 200") ? "half" : "garbage";
        return (await connection.end()) === "closed" ? "dropped" : "reset";
      },
    );
    const fate = await Promise.race([spoken, silence]);
    connection.close();
    return fate;
  }

  async info() {
    return this.ofLeader("/meta/cluster", CALL.cluster.answer);
  }

  async nodes() {
    return Object.values((await this.ofLeader("/meta/nodes?detail", CALL.nodes.answer)).details);
  }

  async node(server: string | undefined) {
    return (await this.nodes()).find(({ address }) => address === server);
  }

  async apps() {
    return this.ofLeader("/meta/apps?detail", CALL.apps.answer);
  }

  /** Tables that are unhealthy, unhealthy to writers, and to readers. */
  async unhealthy() {
    const { summary } = await this.apps();
    return [summary.unhealthy_app_count, summary.write_unhealthy_app_count, summary.read_unhealthy_app_count];
  }

  /** Of all servers that answer. */
  async versions(): Promise<Set<string>> {
    const { metas, replicas } = this.cluster;
    const found = await Promise.all([...metas, ...replicas].map((server) => this.version(server).catch(() => "none")));
    return new Set(found.filter((version) => version !== "none"));
  }

  async partitions(app: string) {
    const { replicas } = await this.ofLeader(`/meta/app?name=${app}&detail`, CALL.app.answer);
    return Object.values(replicas ?? {});
  }

  async version(server: string | undefined): Promise<string> {
    return CALL.version.answer.decode(await this.body(server, "/version")).Version;
  }

  async startTime(server: string | undefined): Promise<string> {
    return CALL.startTime.answer.decode(await this.body(server, "/recentStartTime")).RecentStartTime;
  }

  async flag(server: string | undefined, name: string): Promise<string> {
    return CALL.config.answer.decode(await this.body(server, `/config?name=${name}`)).value;
  }

  /** By `entity metric`. */
  async metrics(server: string | undefined, query: string): Promise<Map<string, Metric>> {
    const { entities } = CALL.metrics.answer.decode(await this.body(server, `/metrics?${query}`));
    return new Map(
      entities.flatMap(({ id, metrics }) =>
        metrics.map((metric): [string, Metric] => [`${id} ${metric.name ?? ""}`, metric]),
      ),
    );
  }

  async value(server: string | undefined, id: string, name: string): Promise<number> {
    const metrics = await this.metrics(server, `ids=${id}&metrics=${name}`);
    return Number(metrics.get(`${id} ${name}`)?.value);
  }

  async ofLeader<T>(target: string, codec: Codec<T>): Promise<T> {
    return codec.decode(await this.body(this.cluster.leader() ?? undefined, target));
  }
}

function split(answer: string): [head: string, body: string] {
  const end = answer.indexOf("\r\n\r\n");
  return [answer.slice(0, end), answer.slice(end + 4)];
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLES; turn++) await eventLoopTurn();
}

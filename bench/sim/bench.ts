// What a very large simulated cluster costs: how long it takes to start, what it keeps in memory, and how long it thinks about the
// questions that a dashboard asks, the first time (right after its start) and later.
import { LOAD_QUERY } from "#pegasus/load-metrics.ts";
import { writeTarget } from "#pegasus/target.ts";
import { median, table, type Report, type Say } from "../report.ts";
import { startSimulator } from "./simulator.ts";

const SECOND = 1000;

/** What `large` must hold (issue 3). */
const LIMITS = { startMs: 10 * SECOND, MiB: 600 };

interface Question {
  readonly name: string;
  /** Of the leader, or of the first replica server. */
  readonly of: "leader" | "replica";
  readonly target: string;
  /** ms in which it must be answered, the first time too. */
  readonly limit?: number;
}

/** What the gateway asks each replica server in every round. */
const LOAD = writeTarget({ path: "metrics", query: LOAD_QUERY });
const REQUESTS = "get_requests,put_requests,read_capacity_units,write_capacity_units";

/** One of those with the most partitions: 256. */
const LARGEST = "pay_search_50";

const QUESTIONS: readonly Question[] = [
  { name: "apps", of: "leader", target: "/meta/apps", limit: 100 },
  { name: "apps with detail", of: "leader", target: "/meta/apps?detail" },
  { name: "nodes with detail", of: "leader", target: "/meta/nodes?detail" },
  { name: "the largest app with detail", of: "leader", target: `/meta/app?name=${LARGEST}&detail` },
  { name: "cluster", of: "leader", target: "/meta/cluster" },
  { name: "tables' health", of: "leader", target: "/metrics?types=table" },
  {
    name: "4 metrics of a node's replicas",
    of: "replica",
    target: `/metrics?types=replica&metrics=${REQUESTS}`,
    limit: 300,
  },
  { name: "a node's load, as a dashboard asks", of: "replica", target: LOAD, limit: 300 },
  { name: "a node's server and disks", of: "replica", target: "/metrics?types=server,disk", limit: 300 },
  { name: "all metrics of a node", of: "replica", target: "/metrics" },
];

const FULL = { rounds: 3, times: 15 };
const SHORT = { rounds: 1, times: 5 };

interface Start {
  /** ms until it has told its addresses. */
  readonly ms: number;
  readonly MiB: number;
}

interface Answered {
  readonly question: string;
  readonly limit: number | null;
  readonly bytes: number;
  /** The slowest of the first answers of processes that have just started, ms. */
  readonly first: number;
  /** What that took of a processor, ms: it does not depend on what else the machine does. */
  readonly firstCpu: number;
  readonly warm: number;
  readonly warmCpu: number;
}

/** Options: `--short`. */
export async function run(args: readonly string[], say: Say): Promise<Report> {
  const { rounds, times } = args.includes("--short") ? SHORT : FULL;
  const starts: Start[] = [];
  const answers: Answered[] = [];
  for (const question of QUESTIONS) {
    say(question.name);
    const firsts: Sample[] = [];
    const warm: Sample[] = [];
    for (let round = 0; round < rounds; round++) {
      await using simulator = await startSimulator("large");
      starts.push({ ms: simulator.startMs, MiB: simulator.residentMiB() });
      const server = question.of === "leader" ? simulator.leader : (simulator.replicas[0] ?? "");
      const ask = () => sample(simulator, server, question.target);
      firsts.push(await ask());
      for (let time = 0; time < times; time++) warm.push(await ask());
    }
    answers.push({
      question: question.name,
      limit: question.limit ?? null,
      bytes: firsts[0]?.bytes ?? 0,
      first: Math.max(...firsts.map(({ ms }) => ms)),
      firstCpu: Math.max(...firsts.map(({ cpu }) => cpu)),
      warm: median(warm.map(({ ms }) => ms)),
      warmCpu: median(warm.map(({ cpu }) => cpu)),
    });
  }
  say("memory after every replica server was asked");
  const memory = await memoryOf();
  const start = { ms: Math.max(...starts.map(({ ms }) => ms)), MiB: Math.max(...starts.map(({ MiB }) => MiB)) };
  return { text: textOf(start, memory, answers), figures: { bench: "sim", start, memory, answers, limits: LIMITS } };
}

interface Sample {
  readonly ms: number;
  readonly cpu: number;
  readonly bytes: number;
}

type Simulator = Awaited<ReturnType<typeof startSimulator>>;

async function sample(simulator: Simulator, server: string, target: string): Promise<Sample> {
  const busy = simulator.cpuMs();
  const began = performance.now();
  const bytes = await simulator.ask(server, target);
  return { ms: performance.now() - began, cpu: simulator.cpuMs() - busy, bytes };
}

interface Memory {
  readonly asked: string;
  readonly MiB: number;
}

/** As a dashboard grows it: the leader's questions, then every replica server's load, three rounds of it. */
async function memoryOf(): Promise<Memory[]> {
  await using simulator = await startSimulator("large");
  const found: Memory[] = [{ asked: "nobody", MiB: simulator.residentMiB() }];
  for (let round = 0; round < 10; round++) await simulator.ask(simulator.leader, "/meta/apps?detail");
  found.push({ asked: "the leader, 10 times", MiB: simulator.residentMiB() });
  for (let round = 1; round <= 3; round++) {
    for (const replica of simulator.replicas) await simulator.ask(replica, LOAD);
    found.push({ asked: `and every replica server ${round}x`, MiB: simulator.residentMiB() });
  }
  return found;
}

function textOf(start: Start, memory: readonly Memory[], answers: readonly Answered[]): string {
  const rows = answers.map(({ question, limit, bytes, first, firstCpu, warm, warmCpu }) => [
    question,
    (bytes / 1e6).toFixed(2),
    ...[first, firstCpu, warm, warmCpu].map((ms) => ms.toFixed(0)),
    limit === null ? "" : `< ${limit}`,
  ]);
  return [
    `large: started in ${(start.ms / SECOND).toFixed(1)} s (limit ${LIMITS.startMs / SECOND} s), ` +
      `${start.MiB.toFixed(0)} MiB resident then (limit ${LIMITS.MiB})`,
    table(["", "MB", "first ms", "of a CPU", "later ms", "of a CPU", "limit"], rows),
    table(
      ["resident after it was asked by", "MiB"],
      memory.map(({ asked, MiB }) => [asked, MiB.toFixed(0)]),
    ),
  ].join("\n\n");
}

// The `profiler` entities: what the task engine of a process counts (reference 3.4).
import { keyOf } from "../random.ts";
import type { Asked } from "./asked.ts";
import { int64, NO_PERCENTILES, readerOf, type Entity, type Value, type Values } from "./entity.ts";
import { factsOf, scattered } from "./facts.ts";
import type { NodeView } from "./node-view.ts";
import { percentiles } from "./percentiles.ts";
import { OTHER_TASKS, STOCK_TASKS, type Task } from "./tasks.ts";

const SECOND = 1000;

const EACH = [
  "profiler_queued_tasks",
  "profiler_queue_latency_ns",
  "profiler_execute_latency_ns",
  "profiler_executed_tasks",
  "profiler_cancelled_tasks",
];

const OF_KIND: Readonly<Record<Task["kind"], readonly string[]>> = {
  rpc: ["profiler_server_rpc_latency_ns"],
  ack: ["profiler_client_rpc_latency_ns", "profiler_client_timeout_rpcs"],
  aio: ["profiler_aio_latency_ns"],
  plain: [],
};

const ALL = factsOf("profiler", "replica");

function withFacts(task: Task) {
  const has = new Set([...EACH, ...OF_KIND[task.kind]]);
  if (task.measures !== undefined) has.add(`profiler_server_rpc_${task.measures}_bytes`);
  if (task.drops === true) has.add("profiler_dropped_timeout_rpcs");
  return { task, facts: ALL.filter(({ name }) => has.has(name)) };
}

const STOCK = STOCK_TASKS.map(withFacts);
const OTHERS = OTHER_TASKS.map(withFacts);

/** What a process does. */
interface Runs {
  /** How often the task has run. */
  readonly count: number;
  /** Of answers: how often none has come in time. */
  readonly timeouts: number;
}

const NEVER: Runs = { count: 0, timeouts: 0 };

/** A collector writes and reads one record each 3 s, to see whether the cluster serves (recording 01b). */
const DETECTION = 3 * SECOND;

function runsOf(task: Task, { process, now }: Asked, node: NodeView | null): Runs {
  const lived = now - process.startedAt;
  if (task.operation === undefined && !task.name.startsWith("RPC_PREPARE")) {
    // Each task of the engine's own has its pace.
    return { count: Math.floor(lived / (SECOND * (1 + (keyOf(task.name) % 20)))), timeouts: 0 };
  }
  if (process.role === "collector") {
    const detects = task.kind === "ack" && (task.operation === "put" || task.operation === "get");
    return detects ? { count: Math.floor(lived / DETECTION), timeouts: 0 } : NEVER;
  }
  if (node === null) return NEVER;
  const { operation, kind } = task;
  if (operation !== undefined) {
    return kind === "rpc" ? { count: node.sum(({ load }) => load.fromClients(operation)), timeouts: 0 } : NEVER;
  }
  if (kind === "rpc") return { count: node.sum(({ load }) => load.applied() - load.fromWriters()), timeouts: 0 };
  const sent = node.sum(({ load }) => load.fromWriters() * (load.replica.partition.copies - 1));
  return { count: sent, timeouts: Math.floor(sent * 1e-8) };
}

interface TaskSubject {
  readonly task: Task;
  readonly asked: Asked;
  readonly runs: Runs;
  readonly key: number;
}

/** A task that has never run has no samples. */
function sampled(median: (task: Task) => number, offset: number, tail = 1) {
  return ({ task, asked: { world, process, now }, runs, key }: TaskSubject): Value => {
    if (runs.count < 1) return NO_PERCENTILES;
    const slowness = world.plan.slowness ?? 1;
    const sampling = { since: process.startedAt, now, last: now, scale: world.times.scale };
    return percentiles(() => median(task) * (tail < 1 ? 1 : slowness), sampling, key + offset, tail);
  };
}

const VALUES: Values<TaskSubject> = new Map([
  ["profiler_executed_tasks", ({ runs }) => int64(runs.count)],
  ["profiler_client_timeout_rpcs", ({ runs }) => int64(runs.timeouts)],
  ["profiler_queue_latency_ns", sampled(() => 24_000, 1)],
  ["profiler_execute_latency_ns", sampled(({ latency }) => latency * 0.8, 2)],
  ["profiler_server_rpc_latency_ns", sampled(({ latency }) => latency, 3)],
  ["profiler_client_rpc_latency_ns", sampled(({ latency }) => latency * 1.6, 4)],
  ["profiler_server_rpc_request_bytes", sampled(({ bytes }) => bytes, 5, 0.3)],
  ["profiler_server_rpc_response_bytes", sampled(({ bytes }) => bytes, 6, 0.3)],
  ["profiler_aio_latency_ns", sampled(({ latency }) => latency, 7)],
]);

/** `node`: of a replica server, which is who serves and replicates. */
export function profilerEntities(asked: Asked, node: NodeView | null): Entity[] {
  const { process } = asked;
  const profilesAll = process.flags.value("is_profile") === "true";
  const tasks = profilesAll ? [...STOCK, ...OTHERS] : STOCK;
  return scattered(tasks, process.key).map(({ task, facts }): Entity => {
    let read: Entity["read"] | undefined;
    return {
      type: "profiler",
      id: `task@${task.name}`,
      attributes: { task_name: task.name },
      facts,
      read(fact) {
        const subject = (): TaskSubject => {
          return { task, asked, runs: runsOf(task, asked, node), key: keyOf(process.key, task.name) };
        };
        read ??= readerOf(VALUES, subject());
        return read(fact);
      },
    };
  });
}

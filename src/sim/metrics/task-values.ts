// The `profiler` and `queue` entities: what the task engine of a process counts (reference 3.4; the sets are those of recording 01b).
import { READS, WRITES, type Operation } from "../model/tables.ts";
import { keyOf, smoothNoise } from "../random.ts";
import { factsOf, int64, NO_PERCENTILES, readerOf, type Entity, type Value, type Values } from "./entity.ts";
import type { HeldReplica } from "./node.ts";
import { percentiles } from "./percentiles.ts";
import { isRead } from "./replica-load.ts";

interface Task {
  readonly name: string;
  /** Metrics that it has besides those that each task has. */
  readonly extra: readonly string[];
  /** How often it has run because of these replicas. */
  readonly runs: (held: readonly HeldReplica[]) => number;
  /** Median ns of one run. */
  readonly latency: number;
  /** Median bytes of a message. */
  readonly bytes: number;
}

const EACH = [
  "profiler_queued_tasks",
  "profiler_queue_latency_ns",
  "profiler_execute_latency_ns",
  "profiler_executed_tasks",
  "profiler_cancelled_tasks",
];
const SERVER = ["profiler_server_rpc_latency_ns"];
const CLIENT = ["profiler_client_rpc_latency_ns", "profiler_client_timeout_rpcs"];

const OPERATION_TASKS: readonly Task[] = [...READS, ...WRITES].flatMap((operation): Task[] => {
  const name = `RPC_RRDB_RRDB_${operation.toUpperCase()}`;
  const shown = ["get", "multi_get", "batch_get"].includes(operation)
    ? ["profiler_server_rpc_response_bytes"]
    : ["put", "multi_put"].includes(operation)
      ? ["profiler_server_rpc_request_bytes"]
      : [];
  const task: Task = {
    name,
    extra: [...SERVER, ...shown],
    runs: (held) => sum(held, ({ load }) => load.fromClients(operation)),
    latency: isRead(operation) ? 160_000 : 420_000,
    bytes: bytesOf(operation),
  };
  // Servers ask each other none of these: the client's half is there and rests.
  return [task, { ...task, name: `${name}_ACK`, extra: CLIENT, runs: () => 0 }];
});

function bytesOf(operation: Operation): number {
  return operation.startsWith("multi") || operation === "batch_get" ? 6800 : 720;
}

const TASKS: readonly Task[] = [
  ...OPERATION_TASKS,
  {
    name: "RPC_PREPARE",
    extra: SERVER,
    runs: (held) => sum(held, ({ load }) => load.applied() - load.written()),
    latency: 240_000,
    bytes: 900,
  },
  {
    name: "RPC_PREPARE_ACK",
    extra: CLIENT,
    runs: (held) => sum(held, ({ load }) => load.written() * (load.table.copies - 1)),
    latency: 260_000,
    bytes: 120,
  },
];

function sum(held: readonly HeldReplica[], of: (replica: HeldReplica) => number): number {
  return held.reduce((total, replica) => total + of(replica), 0);
}

const PROFILER_FACTS = factsOf("profiler", "replica");

interface TaskSubject {
  readonly task: Task;
  /** How often it has run. */
  readonly ran: number;
  readonly key: number;
  /** ms since the epoch. */
  readonly now: number;
}

/** A task that has never run has no samples. */
function sampled(median: (task: Task) => number, offset: number, tail = 1) {
  return ({ task, ran, key, now }: TaskSubject): Value =>
    ran < 1 ? NO_PERCENTILES : percentiles(median(task), key + offset, now, tail);
}

const TASK_VALUES: Values<TaskSubject> = new Map([
  ["profiler_executed_tasks", ({ ran }) => int64(ran)],
  ["profiler_queue_latency_ns", sampled(() => 24_000, 1)],
  ["profiler_execute_latency_ns", sampled(({ latency }) => latency * 0.8, 2)],
  ["profiler_server_rpc_latency_ns", sampled(({ latency }) => latency, 3)],
  ["profiler_client_rpc_latency_ns", sampled(({ latency }) => latency * 1.6, 4)],
  ["profiler_server_rpc_request_bytes", sampled(({ bytes }) => bytes, 5, 0.3)],
  ["profiler_server_rpc_response_bytes", sampled(({ bytes }) => bytes, 6, 0.3)],
]);

/** Each task with the metrics that it has. */
const TASK_FACTS = TASKS.map((task) => {
  const has = new Set([...EACH, ...task.extra]);
  return { task, facts: PROFILER_FACTS.filter(({ name }) => has.has(name)) };
});

/** `key`: the process's own chance. */
export function profilerEntities(held: readonly HeldReplica[], key: number, now: number): Entity[] {
  return TASK_FACTS.map(({ task, facts }): Entity => {
    let read: Entity["read"] | undefined;
    return {
      type: "profiler",
      id: `task@${task.name}`,
      attributes: { task_name: task.name },
      facts,
      read(fact) {
        read ??= readerOf(TASK_VALUES, { task, ran: task.runs(held), key: keyOf(key, task.name), now });
        return read(fact);
      },
    };
  });
}

const QUEUES = {
  meta: ["THREAD_POOL_META_SERVER.0", "block_service.0", "default.0", "dist_lock.0", "fd.0", "meta_state.0"],
  replica: [
    "block_service.0",
    "compact.0",
    "default.0",
    "fd.0",
    "ingestion.0",
    "local_app.0",
    "plog.0",
    "plog.1",
    "plog.2",
    "plog.3",
    "rep_long.0",
    "replica.0",
    "replica.1",
    "scan_query.0",
  ],
  collector: [],
} as const;

const QUEUE_FACTS = factsOf("queue", "replica");
const SECOND = 1000;

interface QueueSubject {
  readonly busy: boolean;
  readonly key: number;
  readonly now: number;
}

const QUEUE_VALUES: Values<QueueSubject> = new Map([
  [
    "queue_length",
    ({ busy, key, now }) => (busy ? Math.max(0, Math.floor(12 * smoothNoise(key, now, 3 * SECOND)) - 8) : 0),
  ],
]);

export function queueEntities(role: keyof typeof QUEUES, key: number, now: number): Entity[] {
  return QUEUES[role].map((queue) => {
    const busy = role === "replica" && /^(replica|scan_query)/.test(queue);
    return {
      type: "queue",
      id: `queue@${queue}`,
      attributes: { queue_name: queue },
      facts: QUEUE_FACTS,
      read: readerOf(QUEUE_VALUES, { busy, key: keyOf(key, queue), now }),
    };
  });
}

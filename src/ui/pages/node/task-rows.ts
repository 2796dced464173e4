// The tasks and queues of a process as rows, from its `/metrics` (reference 3.9). Pure.
import type { Entity, Metrics } from "#pegasus/answers/metrics.ts";

/** What is asked for, as `types` and `metrics` of `/metrics`. */
export const TASK_TYPES = "profiler,queue";
export const TASK_METRICS = [
  "profiler_queued_tasks",
  "profiler_executed_tasks",
  "profiler_queue_latency_ns",
  "profiler_execute_latency_ns",
  "profiler_server_rpc_latency_ns",
  "profiler_client_rpc_latency_ns",
  "profiler_dropped_timeout_rpcs",
  "queue_length",
  "queue_delayed_tasks",
  "queue_rejected_tasks",
].join(",");

export interface TaskRow {
  readonly task: string;
  readonly queued: number | null;
  /** Since the process started. */
  readonly executed: number | null;
  readonly dropped: number | null;
  /** p99, ns; of the last 4096 samples, however long ago. */
  readonly queueP99: number | null;
  readonly executeP99: number | null;
  readonly serverP99: number | null;
  readonly clientP99: number | null;
}

export interface QueueRow {
  readonly queue: string;
  readonly length: number | null;
  readonly delayed: number | null;
  readonly rejected: number | null;
}

export function taskRows(metrics: Metrics): TaskRow[] {
  return metrics.entities
    .filter(({ type }) => type === "profiler")
    .map((entity) => ({
      task: entity.attributes["task_name"] ?? entity.id.replace("task@", ""),
      queued: figure(entity, "profiler_queued_tasks"),
      executed: figure(entity, "profiler_executed_tasks"),
      dropped: figure(entity, "profiler_dropped_timeout_rpcs"),
      queueP99: figure(entity, "profiler_queue_latency_ns"),
      executeP99: figure(entity, "profiler_execute_latency_ns"),
      serverP99: figure(entity, "profiler_server_rpc_latency_ns"),
      clientP99: figure(entity, "profiler_client_rpc_latency_ns"),
    }));
}

export function queueRows(metrics: Metrics): QueueRow[] {
  return metrics.entities
    .filter(({ type }) => type === "queue")
    .map((entity) => ({
      queue: entity.attributes["queue_name"] ?? entity.id.replace("queue@", ""),
      length: figure(entity, "queue_length"),
      delayed: figure(entity, "queue_delayed_tasks"),
      rejected: figure(entity, "queue_rejected_tasks"),
    }));
}

function figure(entity: Entity, name: string): number | null {
  const metric = entity.metrics.find((one) => one.name === name);
  const value = metric?.value ?? metric?.p99;
  return value === undefined ? null : Number(value);
}

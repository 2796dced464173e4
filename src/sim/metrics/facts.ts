// Which metrics the entities of a type have, and the order in which servers write them (recordings 01, 01b, 08).
import { METRICS } from "#pegasus/catalog/metrics.ts";
import type { EntityType, MetricFact } from "#pegasus/catalog/types.ts";
import type { Role } from "#pegasus/endpoint.ts";
import { keyOf } from "../random.ts";

/** Servers keep few metrics in the order opposite to that of their making: it is the same in every process. */
const FIXED: Partial<Record<EntityType, readonly string[]>> = {
  table: [
    "healthy_partitions",
    "writable_ill_partitions",
    "unwritable_partitions",
    "unreadable_partitions",
    "dead_partitions",
  ],
  partition: [
    "choose_primary_failed_operations",
    "greedy_copy_secondary_operations",
    "greedy_copy_primary_operations",
    "greedy_move_primary_operations",
    "greedy_recent_balance_operations",
    "writable_partition_changes",
    "unwritable_partition_changes",
    "partition_configuration_changes",
  ],
  queue: ["queue_rejected_tasks", "queue_delayed_tasks", "queue_length"],
  profiler: [
    "profiler_aio_latency_ns",
    "profiler_client_timeout_rpcs",
    "profiler_client_rpc_latency_ns",
    "profiler_dropped_timeout_rpcs",
    "profiler_server_rpc_response_bytes",
    "profiler_server_rpc_request_bytes",
    "profiler_server_rpc_latency_ns",
    "profiler_cancelled_tasks",
    "profiler_executed_tasks",
    "profiler_execute_latency_ns",
    "profiler_queue_latency_ns",
    "profiler_queued_tasks",
  ],
};

/** All that entities of a type can have on servers of a role, in the order of the wire where that is always the same. */
export function factsOf(type: EntityType, role: Role): readonly MetricFact[] {
  const facts = METRICS.filter((fact) => fact.entity === type && fact.servers.includes(role));
  const order = FIXED[type];
  if (order === undefined) return facts;
  return facts.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

/**
 * Where there are many metrics, servers keep them by the addresses of their definitions: in an order of each process's own, that of
 * all its entities of a type. `key` is the process's.
 */
export function shuffled(facts: readonly MetricFact[], key: number): readonly MetricFact[] {
  const placed = facts.map((fact) => ({ fact, place: keyOf(key, fact.name) }));
  return placed.toSorted((a, b) => a.place - b.place).map(({ fact }) => fact);
}

/** Entities lie in a hash map: as if without order, and in the same one each time. `key` is the process's. */
export function scattered<T>(items: readonly T[], key: number): T[] {
  const count = items.length;
  let step = Math.max(1, Math.floor(count * (0.35 + (key % 1000) / 4000)));
  while (divisor(step, count) > 1) step++;
  const result: T[] = [];
  for (let at = 0, place = count === 0 ? 0 : key % count; at < count; at++, place = (place + step) % count) {
    const item = items[place];
    if (item !== undefined) result.push(item);
  }
  return result;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

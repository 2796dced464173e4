// Which tasks servers profile (recordings 01, 01b, 08): those of the stock INI, on servers of every role alike.
import { READS, WRITES, type Operation } from "../model/tables.ts";
import { isRead, SHAPES } from "./operation-shapes.ts";

export interface Task {
  readonly name: string;
  /** `rpc`: a request that is served; `ack`: the answer to one that was sent; `aio`, `plain`: work of its own. */
  readonly kind: "rpc" | "ack" | "aio" | "plain";
  /** Of messages: whose size is measured, too. */
  readonly measures?: "request" | "response";
  /** Requests that wait longer than their clients do are dropped, and counted. */
  readonly drops?: true;
  readonly operation?: Operation;
  /** Median ns of one run. */
  readonly latency: number;
  /** Median bytes of a message. */
  readonly bytes: number;
}

/** Its own size, or that of the records that it touches; both in bytes. */
function bytesOf(operation: Operation): number {
  return SHAPES[operation].records > 1 ? 6800 : 720;
}

/** Scans are not profiled. */
const PROFILED = [...READS, ...WRITES].filter((operation) => operation !== "scan");

/** What is sent back to others: no server of the cluster asks for MULTI_GET, and its answers are not profiled. */
const ANSWERED = PROFILED.filter((operation) => operation !== "multi_get");

function measured(operation: Operation): Pick<Task, "measures"> {
  if (isRead(operation)) return { measures: "response" };
  return operation === "put" || operation === "multi_put" ? { measures: "request" } : {};
}

export const STOCK_TASKS: readonly Task[] = [
  ...PROFILED.map((operation): Task => ({
    name: `RPC_RRDB_RRDB_${operation.toUpperCase()}`,
    kind: "rpc",
    ...measured(operation),
    operation,
    latency: isRead(operation) ? 160_000 : 420_000,
    bytes: bytesOf(operation),
  })),
  ...ANSWERED.map((operation): Task => ({
    name: `RPC_RRDB_RRDB_${operation.toUpperCase()}_ACK`,
    kind: "ack",
    operation,
    latency: 2_400_000,
    bytes: bytesOf(operation),
  })),
  { name: "RPC_PREPARE", kind: "rpc", latency: 240_000, bytes: 900 },
  { name: "RPC_PREPARE_ACK", kind: "ack", latency: 260_000, bytes: 120 },
];

/** Some of those that are profiled, too, where the INI says so of all tasks (flag `is_profile`). */
export const OTHER_TASKS: readonly Task[] = [
  { name: "RPC_FD_FAILURE_DETECTOR_PING", kind: "rpc", drops: true, latency: 60_000, bytes: 120 },
  { name: "RPC_GROUP_CHECK", kind: "rpc", latency: 190_000, bytes: 400 },
  { name: "RPC_CONFIG_PROPOSAL", kind: "rpc", latency: 240_000, bytes: 600 },
  { name: "LPC_WRITE_REPLICATION_LOG_PRIVATE", kind: "aio", latency: 310_000, bytes: 0 },
  { name: "LPC_REPLICATION_LONG_LOW", kind: "plain", latency: 900_000, bytes: 0 },
  { name: "LPC_GROUP_CHECK", kind: "plain", latency: 40_000, bytes: 0 },
];

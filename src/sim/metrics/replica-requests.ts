// What clients' requests leave in a replica's metrics (reference 3.9 and 6.6).
import { READS, WRITES, type Operation } from "../model/tables.ts";
import { int64, type Part } from "./entity.ts";
import { percentiles } from "./percentiles.ts";
import type { ReplicaSubject } from "./replica-subject.ts";

const OPERATIONS: Part<ReplicaSubject> = [...READS, ...WRITES].flatMap((operation, index): Part<ReplicaSubject> => [
  [`${operation}_requests`, ({ held: { load } }) => int64(load.requests(operation))],
  [`${operation}_bytes`, ({ held: { load } }) => int64(load.fromClients(operation) * load.requestBytes(operation))],
  [`${operation}_latency_ns`, (subject) => latency(subject, operation, index)],
]);

function latency({ held: { load, openedAt }, node }: ReplicaSubject, operation: Operation, index: number) {
  const sampling = { since: openedAt, now: load.now, last: load.lastServed(operation), scale: node.scale };
  return percentiles((at) => load.latency(operation, at) * node.slowness, sampling, load.key + index * 17);
}

/** Part of the reads that are abnormal where nothing is wrong; slow machines have more of them, most where half a second is usual. */
const ABNORMAL = 2e-7;

function abnormalReads({ held: { load }, node: { slowness } }: ReplicaSubject) {
  return int64(load.fromReaders() * Math.min(0.4, ABNORMAL * slowness ** 3));
}
/** Part of the reads that meet a value whose time is over, in tables whose values expire. */
const EXPIRED = 0.008;

export const REQUESTS: Part<ReplicaSubject> = [
  ...OPERATIONS,
  [
    "read_capacity_units",
    ({ held: { load } }) => int64(load.fromReaders((operation) => load.capacityUnits(operation))),
  ],
  [
    "write_capacity_units",
    ({ held: { load } }) => int64(load.fromWriters((operation) => load.capacityUnits(operation))),
  ],
  ["committed_requests", ({ held: { load } }) => int64(load.applied())],
  [
    "read_expired_values",
    ({ held: { load } }) => (load.table.envs.has("default_ttl") ? int64(load.fromReaders() * EXPIRED) : 0),
  ],
  ["abnormal_read_requests", abnormalReads],
];

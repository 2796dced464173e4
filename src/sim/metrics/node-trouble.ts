// What goes wrong on a replica server as a whole: requests that fail, beacons without a leader, copies that move (reference 3.9).
import { int64, type Part } from "./entity.ts";
import type { HeldReplica } from "./held-replica.ts";
import type { NodeSubject } from "./node-subject.ts";
import { learnedBytes, lostSecondaries } from "./replica-trouble.ts";
import { MB } from "./stored-data.ts";
import { throttled } from "./throttling.ts";

const SECOND = 1000;

/** Part of the requests that fail where nothing is wrong: clients give up, connections break. */
const [READS_LOST, WRITES_LOST] = [4e-9, 6e-9];
/** s after a primary has moved in which its clients still ask the old one. */
const STALE = 0.3;
/** Requests of a client library that are under way to one partition at once. */
const MOST_UNDER_WAY = 50;

function underWay(rate: number): number {
  return Math.ceil(Math.min(MOST_UNDER_WAY, rate * STALE));
}

/** How often it has ceased to be the primary of it. */
function endedPrimacies({ load }: HeldReplica): number {
  return load.spells("primary").filter(({ to }) => to !== null).length;
}

function failedReads({ node }: NodeSubject): number {
  return node.sum((held) => held.load.fromReaders() * READS_LOST + endedPrimacies(held) * underWay(held.load.readRate));
}

function failedWrites({ node }: NodeSubject): number {
  return node.sum((held) => {
    const { load } = held;
    const moments = endedPrimacies(held) + lostSecondaries(node, held);
    return load.fromWriters() * WRITES_LOST + load.refused() + moments * underWay(load.writeRate);
  });
}

/** What is left of copies that were thrown out is deleted by and by (flag `gc_disk_garbage_replica_interval_seconds`). */
function removedDirs({ asked: { world, process, now } }: NodeSubject): number {
  const seconds = Number(process.flags.value("gc_disk_garbage_replica_interval_seconds"));
  return process.thrownOut.filter((at) => at + seconds * SECOND * world.times.scale < now).length;
}

/** One for each beacon that found no leader, in the life of the process. */
function failedBeacons({ asked: { world, process, now } }: NodeSubject): number {
  return world.election.vacancies.reduce((total, { from, to }) => {
    const missed = Math.max(0, (to ?? now) - Math.max(from, process.startedAt));
    return total + Math.floor(missed / world.times.beacon);
  }, 0);
}

/** Bytes that others have fetched of its copies while it was their primary. */
function servedBytes({ node }: NodeSubject): number {
  return node.sum(({ replica, load }) => {
    const own = load.spells("primary");
    if (own.length === 0) return 0;
    const fetched = replica.partition.replicas.filter((other) => {
      const [first] = other.spells;
      if (other === replica || first?.learned !== true || first.from < load.table.createdAt + 10 * SECOND) return false;
      return own.some(({ from, to }) => from <= first.from && (to === null || to >= first.from));
    });
    return fetched.length * replica.partition.load.sizeMb * MB;
  });
}

export const NODE_TROUBLE: Part<NodeSubject> = [
  ["read_failed_requests", (subject) => int64(failedReads(subject))],
  ["write_failed_requests", (subject) => int64(failedWrites(subject))],
  ["read_busy_requests", ({ node }) => int64(node.sum(({ load }) => throttled(load, "reads", "reject")))],
  ["write_busy_requests", ({ node }) => int64(node.sum(({ load }) => throttled(load, "writes", "reject")))],
  ["beacon_failed_count", failedBeacons],
  ["moved_garbage_replicas", ({ asked: { process } }) => process.thrownOut.length],
  ["replica_garbage_dirs", (subject) => subject.asked.process.thrownOut.length - removedDirs(subject)],
  ["replica_removed_dirs", removedDirs],
  ["nfs_client_copy_bytes", ({ node }) => int64(node.sum(learnedBytes))],
  ["nfs_client_write_bytes", ({ node }) => int64(node.sum(learnedBytes))],
  ["nfs_server_copy_bytes", (subject) => int64(servedBytes(subject))],
];

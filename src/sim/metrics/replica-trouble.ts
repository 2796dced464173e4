// What a replica counts when nodes fall away, copies are fetched and clients are held back (reference 3.9 and 5).
import type { Kind } from "../model/partition-load.ts";
import { int64, type Part } from "./entity.ts";
import type { HeldReplica } from "./held-replica.ts";
import type { NodeView } from "./node-view.ts";
import type { ReplicaSubject } from "./replica-subject.ts";
import { fileCount, MB } from "./stored-data.ts";
import { throttled } from "./throttling.ts";

const SECOND = 1000;

interface Learns {
  /** Copies that were fetched from another node in the life of the process, and those under way. */
  readonly started: number;
  readonly done: number;
  /** Of `done`: those of which the node had nothing before, so that files were copied. */
  readonly whole: number;
}

/** A copy that was made together with its table has nothing to fetch, ms. */
const NEW_TABLE = 10 * SECOND;

function learns({ replica: { role, spells }, load: { process, table } }: HeldReplica): Learns {
  let done = 0;
  let whole = 0;
  for (const spell of spells) {
    if (!spell.learned || spell.from < process.startedAt) continue;
    done++;
    if (spell === spells[0] && spell.from > table.createdAt + NEW_TABLE) whole++;
  }
  return { started: done + (role === "learning" ? 1 : 0), done, whole };
}

/** Bytes that it has fetched from other nodes. */
export function learnedBytes(held: HeldReplica): number {
  return learns(held).whole * held.replica.partition.load.sizeMb * MB;
}

function learning(of: (learns: Learns, held: HeldReplica) => number) {
  return ({ held }: ReplicaSubject) => int64(of(learns(held), held));
}

const LEARNING: Part<ReplicaSubject> = [
  ["learn_count", learning(({ started }) => started)],
  ["learn_rounds", learning(({ started, whole }) => started + whole)],
  ["learn_successful_count", learning(({ done }) => done)],
  ["learn_lt_app_responses", learning(({ whole }) => whole)],
  ["learn_lt_cache_responses", learning(({ done }) => done)],
  ["learn_copy_files", learning(({ whole }, { replica }) => whole * fileCount(replica.partition.load.sizeMb))],
  ["learn_copy_file_bytes", ({ held }) => int64(learnedBytes(held))],
  // What was written while the files were under way.
  ["learn_copy_buffer_bytes", learning(({ whole }, { load }) => whole * load.writeRate * load.bytesPerWrite)],
];

/** Secondaries that this replica, as their primary, lost because their processes died. */
export function lostSecondaries({ world, process }: NodeView, { replica, load }: HeldReplica): number {
  const own = load.spells("primary");
  if (own.length === 0) return 0;
  let lost = 0;
  for (const other of replica.partition.replicas) {
    if (other === replica) continue;
    const peer = world.processAt(other.node);
    for (const { role, to } of other.spells) {
      if (role !== "secondary" || to === null || to < process.startedAt) continue;
      const died = peer.state !== "up" || peer.startedAt > to - world.times.grace;
      if (died && own.some((spell) => spell.from <= to && (spell.to === null || spell.to >= to))) lost++;
    }
  }
  return lost;
}

/** Group checks that a primary sends to a dead secondary until the leader takes it out: one each 10 s. */
const CHECKS_PER_LOSS = 2;

const LOSSES: Part<ReplicaSubject> = [
  ["group_check_failed_requests", ({ node, held }) => lostSecondaries(node, held) * CHECKS_PER_LOSS],
  [
    "prepare_failed_requests",
    ({ node, held }) => lostSecondaries(node, held) * Math.min(1, Math.ceil(held.load.writeRate)),
  ],
];

function throttling(kind: Kind, how: "delay" | "reject") {
  return ({ held }: ReplicaSubject) => int64(throttled(held.load, kind, how));
}

const THROTTLING: Part<ReplicaSubject> = [
  ["throttling_delayed_read_requests", throttling("reads", "delay")],
  ["throttling_rejected_read_requests", throttling("reads", "reject")],
  ["throttling_delayed_write_requests", throttling("writes", "delay")],
  ["throttling_rejected_write_requests", throttling("writes", "reject")],
];

export const TROUBLE: Part<ReplicaSubject> = [...LEARNING, ...LOSSES, ...THROTTLING];

// Duplication in a replica's metrics: what a primary ships, and what a follower takes in (reference 3.9; recordings 05 and 08).
import type { MetricFact } from "#pegasus/catalog/types.ts";
import type { DuplicationStage } from "../model/duplicator.ts";
import { chance } from "../random.ts";
import { int64, NO_PERCENTILES, type Part } from "./entity.ts";
import { percentiles } from "./percentiles.ts";
import type { ReplicaSubject } from "./replica-subject.ts";

/** The flag `duplicate_log_batch_bytes` says how much one request ships; a single write may be more. */
function batchBytes({ node, held }: ReplicaSubject): number {
  return Math.max(Number(node.process.flags.value("duplicate_log_batch_bytes")), held.load.table.load.recordBytes);
}

interface Shipped {
  readonly pending: number;
  readonly confirmed: number;
  readonly shipped: number;
}

const NOTHING: Shipped = { pending: 0, confirmed: 0, shipped: 0 };

/** Writes, over all duplications of its table; counters begin when it became what it is. */
function shipped({ node, held }: ReplicaSubject): Shipped {
  const { duplications } = node.world.features;
  const { partition, spells } = held.replica;
  const since = Math.max(node.process.startedAt, spells.at(-1)?.from ?? 0);
  return node.shippingOf(held).reduce(({ pending, confirmed, shipped: before }, shipping) => {
    const from = duplications.committed(partition, Math.max(since, shipping.duplication.facts.createdAt));
    const committed = duplications.committed(partition, node.now) - from;
    return {
      pending: pending + shipping.notConfirmed,
      confirmed: confirmed + Math.max(0, committed - shipping.notConfirmed),
      shipped: before + Math.max(0, committed - shipping.notShipped),
    };
  }, NOTHING);
}

function shippedBytes(subject: ReplicaSubject): number {
  return shipped(subject).shipped * subject.held.load.bytesPerWrite;
}

/** A little more is read than is shipped: the next batch waits. */
function readMutations(subject: ReplicaSubject): number {
  const { shipped: done, pending } = shipped(subject);
  return done + Math.min(pending, Math.floor(batchBytes(subject) / Math.max(1, subject.held.load.bytesPerWrite)));
}

const SHIPPING: Part<ReplicaSubject> = [
  ["dup_pending_mutations", (subject) => int64(shipped(subject).pending)],
  ["dup_confirmed_mutations", (subject) => int64(shipped(subject).confirmed)],
  ["dup_log_read_mutations", (subject) => int64(readMutations(subject))],
  ["dup_log_read_bytes", (subject) => int64(readMutations(subject) * subject.held.load.bytesPerWrite)],
  ["dup_shipped_bytes", (subject) => int64(shippedBytes(subject))],
  [
    "dup_shipped_successful_requests",
    (subject) => int64(Math.ceil(shippedBytes(subject) / Math.max(1, batchBytes(subject)))),
  ],
  [
    "dup_shipped_failed_requests",
    ({ node, held }) => node.shippingOf(held).reduce((sum, { failed }) => sum + failed, 0),
  ],
];

/** Median age of a write when it arrives here, ms, and the part of them that are older than the flag allows. */
const AGE = 85;
const LAGGING = 2e-5;

function isFollower({ held }: ReplicaSubject): boolean {
  return held.load.table.envs.has("duplication.master_cluster");
}

const FOLLOWING: Part<ReplicaSubject> = [
  ["dup_requests", (subject) => (isFollower(subject) ? int64(subject.held.load.fromWriters()) : 0)],
  ["dup_lagging_writes", (subject) => (isFollower(subject) ? int64(subject.held.load.fromWriters() * LAGGING) : 0)],
  [
    "dup_time_lag_ms",
    (subject) => {
      const { held, node } = subject;
      if (!isFollower(subject) || held.load.fromWriters() < 1) return NO_PERCENTILES;
      const last = held.load.spells("primary").at(-1)?.to ?? node.now;
      const age = AGE * (0.8 + 0.4 * chance(held.load.key));
      return percentiles(
        () => age,
        { since: held.openedAt, now: node.now, last, scale: node.scale },
        held.load.key + 311,
        0.4,
      );
    },
  ],
];

/** An emergency checkpoint is made when a duplication begins. */
function emergencyCheckpoints({ node, held }: ReplicaSubject): number {
  const since = node.process.startedAt;
  return node.shippingOf(held).filter(({ duplication: { facts } }) => facts.createdAt >= since && facts.checkpoint)
    .length;
}

export const DUPLICATION: Part<ReplicaSubject> = [
  ...SHIPPING,
  ...FOLLOWING,
  ["emergency_checkpoints", emergencyCheckpoints],
];

/** Which lazy metrics a replica has: those of a duplicator, and those of one that has ever shipped. They stay when it is removed. */
export function duplicationStage({ node, held }: ReplicaSubject): DuplicationStage {
  return node.world.features.duplications.stageOf(node.process.address, held.replica.partition);
}

export function isMadeAt(fact: MetricFact, stage: DuplicationStage): boolean {
  if (fact.lazy !== true || stage === "shipping") return true;
  return stage === "prepared" && fact.name === "dup_confirmed_mutations";
}

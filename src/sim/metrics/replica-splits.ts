// Partition splits in the metrics of a replica and its server (reference 6.1 and 3.9): the parent's copies each make a copy of the child.
import type { Partition } from "../model/partition.ts";
import type { Table } from "../model/table.ts";
import type { World } from "../model/world.ts";
import { int64, type Part } from "./entity.ts";
import type { HeldReplica } from "./held-replica.ts";
import type { NodeSubject } from "./node-subject.ts";
import type { ReplicaSubject } from "./replica-subject.ts";
import { fileCount, MB } from "./stored-data.ts";

const SECOND = 1000;
/** So many partitions of a table split at a time. */
const ABREAST = 4;
/** s at the end of a split in which the parent takes no requests. */
const REJECTING = 0.3;

/** When a partition was registered as the child of a split; null: it was made with its table. */
function bornAt({ began }: World, { createdAt }: Table, { replicas }: Partition): number | null {
  const first = replicas.find(({ spells }) => spells.length > 0)?.spells[0];
  if (first === undefined || first.learned || first.from < Math.max(began, createdAt + 10 * SECOND)) return null;
  const together = replicas.filter(({ spells: [own] }) => own?.learned === false && own.from === first.from);
  return together.length >= 2 ? first.from : null;
}

interface Splits {
  /** Ended in the life of the process. */
  readonly done: number;
  readonly isRunning: boolean;
}

function splitsOf(world: World, { replica, load }: HeldReplica): Splits {
  const { partitions } = load.table;
  const { index } = replica.partition;
  let done = 0;
  // Its children are as many places behind it as there were partitions when it split.
  for (let count = partitions.length / 2; count > index && Number.isInteger(count); count /= 2) {
    const child = partitions[index + count];
    const born = child === undefined || child.copies === 0 ? null : bornAt(world, load.table, child);
    if (born !== null && born >= load.process.startedAt) done++;
  }
  return { done, isRunning: isSplitting(load.table, index) };
}

/** Whether it is its turn: of each fourth of a table's partitions, the first whose child is not registered. */
function isSplitting({ partitions }: Table, index: number): boolean {
  const count = partitions.length / 2;
  if (index >= count || partitions[index + count]?.copies !== 0) return false;
  for (let before = index - ABREAST; before >= 0; before -= ABREAST)
    if (partitions[before + count]?.copies === 0) return false;
  return true;
}

function splits(of: (splits: Splits, held: HeldReplica) => number) {
  return ({ node, held }: ReplicaSubject) => int64(of(splitsOf(node.world, held), held));
}

function rejected(rate: (held: HeldReplica) => number) {
  return splits(({ done }, held) => (held.load.spells("primary").length > 0 ? done * rate(held) * REJECTING : 0));
}

export const SPLITTING: Part<ReplicaSubject> = [
  ["splitting_started_count", splits(({ done, isRunning }) => done + (isRunning ? 1 : 0))],
  ["splitting_successful_count", splits(({ done }) => done)],
  ["splitting_copy_file_count", splits(({ done }, { replica }) => done * fileCount(replica.partition.load.sizeMb))],
  ["splitting_copy_file_bytes", splits(({ done }, { replica }) => done * replica.partition.load.sizeMb * MB)],
  ["splitting_copy_mutation_count", splits(({ done }, { load }) => done * Math.ceil(load.writeRate))],
  ["splitting_rejected_read_requests", rejected(({ load }) => load.readRate)],
  ["splitting_rejected_write_requests", rejected(({ load }) => load.writeRate)],
];

function running({ node }: NodeSubject): HeldReplica[] {
  return node.listed.filter(
    ({ replica, load }) => replica.role !== "closed" && isSplitting(load.table, replica.partition.index),
  );
}

/** How long its turn has been: since the child before it was registered, or since nobody knows when. */
function runningFor({ node, asked }: NodeSubject, { replica, load }: HeldReplica): number {
  const { partitions } = load.table;
  const before = partitions[replica.partition.index - ABREAST + partitions.length / 2];
  const since = before === undefined ? null : bornAt(node.world, load.table, before);
  return since === null ? 0 : Math.max(0, Math.floor(asked.now - since));
}

export const SPLITTING_GAUGES: Part<NodeSubject> = [
  ["splitting_replicas", (subject) => running(subject).length],
  [
    "splitting_replicas_max_duration_ms",
    (subject) => Math.max(0, ...running(subject).map((held) => runningFor(subject, held))),
  ],
  [
    "splitting_replicas_async_learn_max_duration_ms",
    (subject) => Math.max(0, ...running(subject).map((held) => Math.floor(runningFor(subject, held) * 0.9))),
  ],
  [
    "splitting_replicas_max_copy_file_bytes",
    (subject) =>
      int64(Math.max(0, ...running(subject).map(({ replica }) => Math.floor(replica.partition.load.sizeMb * MB)))),
  ],
];

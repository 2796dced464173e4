// One table as the leader meta keeps it. Its facts change over time: it is created, renamed, split, dropped and recalled.
import { countHealth, type HealthCounts } from "#pegasus/health.ts";
import type { Partition } from "./partition.ts";
import type { TableLoad } from "./tables.ts";

/** Over HTTP only `available` tables are listed (reference 6.2); the others answer 500 by name (2.10). */
export type TableStatus = "available" | "creating" | "dropping" | "dropped" | "recalling";

export interface TableFacts {
  readonly id: number;
  readonly name: string;
  readonly copies: number;
  readonly status: TableStatus;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly envs: Readonly<Record<string, string>>;
  readonly load: TableLoad;
  readonly partitions: readonly Partition[];
}

/** That an environment was written, and what stood there before. */
interface EnvChange {
  /** ms since the epoch. */
  readonly at: number;
  readonly key: string;
  readonly before: string | undefined;
}

export class Table {
  readonly id: number;
  readonly load: TableLoad;
  readonly createdAt: number;
  readonly envs: Map<string, string>;
  /** Since the simulation began, the latest last. */
  readonly envChanges: EnvChange[] = [];
  name: string;
  status: TableStatus;
  copies: number;
  partitions: readonly Partition[];
  /** ms since the epoch: when it was dropped, and from when on it cannot be recalled any more. */
  droppedAt: number | null = null;
  expiresAt: number | null = null;

  constructor({ id, name, copies, status, createdAt, envs, load, partitions }: TableFacts) {
    this.id = id;
    this.name = name;
    this.copies = copies;
    this.status = status;
    this.createdAt = createdAt;
    this.envs = new Map(Object.entries(envs));
    this.load = load;
    this.partitions = partitions;
  }

  health(): HealthCounts {
    return countHealth(this.partitions);
  }
}

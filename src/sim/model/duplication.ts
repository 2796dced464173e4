// One duplication as the leader meta keeps it (meta/duplication/duplication_info.h).
import type { DuplicationStatus, FailMode } from "#pegasus/answers/duplication.ts";
import type { Table } from "./table.ts";

export interface DuplicationFacts {
  /** Seconds since the epoch of its creation, or the next free number: unique within its table (reference 9.3). */
  readonly id: number;
  readonly table: Table;
  readonly remote: string;
  readonly remoteTable: string;
  readonly remoteCopies: number;
  /** ms since the epoch. */
  readonly createdAt: number;
  /** A checkpoint is made and copied before writes are shipped. */
  readonly checkpoint: boolean;
}

export type NewDuplication = Pick<DuplicationFacts, "remote"> &
  Partial<Pick<DuplicationFacts, "remoteTable" | "remoteCopies" | "checkpoint">>;

/** As the primary of a partition last reported it; -1 before that. */
export interface Progress {
  readonly confirmed: number;
  readonly lastCommitted: number;
}

/** Whoever last reported of a partition. */
export interface Reporter {
  readonly progress: Progress;
}

export class Duplication {
  readonly facts: DuplicationFacts;
  status: DuplicationStatus;
  failMode: FailMode = "FAIL_SLOW";
  /** Since when it has been in this status, ms since the epoch. */
  since: number;
  /** By partition index: of those that the table had when the duplication was made. */
  readonly reporters: Map<number, Reporter>;

  constructor(facts: DuplicationFacts) {
    this.facts = facts;
    this.status = facts.checkpoint ? "DS_PREPARE" : "DS_LOG";
    this.since = facts.createdAt;
    const unknown = { progress: { confirmed: -1, lastCommitted: -1 } };
    this.reporters = new Map(facts.table.partitions.map(({ index }) => [index, unknown]));
  }

  /** @throws when it cannot go from its status to that one. */
  become(status: DuplicationStatus, at: number): void {
    if (status === this.status) return;
    if (!canBecome(this.status, status)) {
      throw new Error(
        `Duplication ${this.facts.id} of ${this.facts.table.name} is ${this.status} and cannot become ${status}`,
      );
    }
    this.status = status;
    this.since = at;
  }
}

/** meta/duplication/duplication_info.h, `is_valid_alteration`. */
function canBecome(from: DuplicationStatus, to: DuplicationStatus): boolean {
  switch (to) {
    case "DS_INIT":
      return false;
    case "DS_PREPARE":
      return from === "DS_INIT";
    case "DS_APP":
      return from === "DS_PREPARE";
    case "DS_LOG":
      return from === "DS_PAUSE" || from === "DS_APP" || from === "DS_INIT";
    case "DS_PAUSE":
      return from === "DS_LOG";
    case "DS_REMOVED":
      return true;
  }
}

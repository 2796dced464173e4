// `GET /meta/app/duplication?name=` and `GET /replica/duplication?appid=` (reference 2.14 and 2.22).
import * as z from "zod/mini";
import { codec } from "./codec.ts";
import { int64 } from "./number.ts";

/** What a duplication does with a mutation that it cannot ship: try for ever, skip it, or stop (idl/duplication.thrift). */
const FAIL_MODES = ["FAIL_SLOW", "FAIL_SKIP", "FAIL_FAST"] as const;
export type FailMode = (typeof FAIL_MODES)[number];

/** `DS_PREPARE` makes a checkpoint, in `DS_APP` the follower copies it, in `DS_LOG` writes are shipped as they come. */
const DUPLICATION_STATUSES = ["DS_INIT", "DS_PREPARE", "DS_APP", "DS_LOG", "DS_PAUSE", "DS_REMOVED"] as const;
export type DuplicationStatus = (typeof DUPLICATION_STATUSES)[number];

/** Both are -1 until the primary has reported. */
export interface DuplicationProgress {
  /** Shipped, and confirmed by the remote cluster. */
  confirmed_decree: bigint;
  last_committed_decree: bigint;
}

export interface Duplication {
  /** Server-local `YYYY-MM-DD HH:MM:SS`. */
  create_ts: string;
  /** Seconds of its creation; unique only within a table (9.3). */
  dupid: number;
  fail_mode: FailMode;
  /** Keyed by partition index; null: none is initialised yet. 2.5.0 does not say it, nor the next two (section 7). */
  partition_states?: Record<string, DuplicationProgress> | null | undefined;
  remote: string;
  remote_app_name?: string | undefined;
  remote_replica_count?: number | undefined;
  status: DuplicationStatus;
}

/** The duplications of a table, oldest first: on the wire the key of each is a running number, not its id. */
export interface DuplicationList {
  appid: number;
  duplications: Duplication[];
}

const progress = z.looseObject({ confirmed_decree: int64, last_committed_decree: int64 });

const entry = z.looseObject({
  create_ts: z.string(),
  dupid: z.int(),
  fail_mode: z.enum(FAIL_MODES),
  partition_states: z.optional(z.nullable(z.record(z.string(), progress))),
  remote: z.string(),
  remote_app_name: z.optional(z.string()),
  remote_replica_count: z.optional(z.int()),
  status: z.enum(DUPLICATION_STATUSES),
});

const numbered = z.codec(
  z.catchall(z.object({ appid: z.int() }), entry),
  z.object({ appid: z.int(), duplications: z.array(z.custom<Duplication>(() => true)) }),
  {
    decode: ({ appid, ...numbers }) => ({
      appid,
      duplications: Object.entries(numbers)
        .toSorted(([a], [b]) => Number(a) - Number(b))
        .map(([, found]) => found),
    }),
    encode({ appid, duplications }) {
      const entries = duplications.map((item, index) => [String(index + 1), item]);
      // TypeScript has no type for "entries under all keys but one".
      return Object.fromEntries([...entries, ["appid", appid]]) as never;
    },
  },
);

/** Null: the table has none. */
export const duplication = codec<DuplicationList | null>(z.nullable(numbered), "nlohmann");

interface ReplicaDuplication {
  /** False while the duplication is paused or prepared. */
  duplicating: boolean;
  fail_mode: FailMode;
  /** Committed here, not yet confirmed by the meta. */
  not_confirmed_mutations_num: bigint;
  /** Not yet shipped. */
  not_duplicated_mutations_num: bigint;
  /** 2.5.0 does not say it. */
  remote_app_name?: string | undefined;
}

/** Duplication id → `<app id>.<partition index>` → state, of the primaries on the asked node. */
export type ReplicaDuplications = Record<string, Record<string, ReplicaDuplication>>;

export const replicaDuplication = codec<ReplicaDuplications>(
  z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        duplicating: z.boolean(),
        fail_mode: z.enum(FAIL_MODES),
        not_confirmed_mutations_num: int64,
        not_duplicated_mutations_num: int64,
        remote_app_name: z.optional(z.string()),
      }),
    ),
  ),
  "nlohmann",
);

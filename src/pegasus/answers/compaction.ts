// `POST /meta/app/start_compaction`, `POST /meta/app/usage_scenario` and `GET /replica/manual_compaction?app_id=`
// (reference 2.17, 2.18 and 2.24).
import * as z from "zod/mini";
import { codec } from "./codec.ts";

/** `ERR_OK` means accepted, not done: replicas see it at their next config sync (30 s). */
export interface EnvVerdict {
  error: string;
  hint_message: string;
}
const verdict = z.looseObject({ error: z.string(), hint_message: z.string() });
export const startCompaction = codec<EnvVerdict>(verdict, "table");
export const usageScenario = codec<EnvVerdict>(verdict, "table");

/** States of a replica's manual compaction (idl/metadata.thrift:69-75), as counted here. */
export type CompactionState = "finished" | "idle" | "queuing" | "running";

/**
 * Replicas of a table on the asked node, primaries and secondaries, by state; zeros for a table that is not there.
 * `finished` stays until the process restarts (trap 46).
 */
export interface ManualCompaction {
  status: Record<CompactionState, number>;
}
export const manualCompaction = codec<ManualCompaction>(
  z.looseObject({
    status: z.looseObject({ finished: z.int(), idle: z.int(), queuing: z.int(), running: z.int() }),
  }),
  "nlohmann",
);

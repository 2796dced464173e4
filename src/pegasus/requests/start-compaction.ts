// The body of `POST /meta/app/start_compaction` (reference 2.17; meta/meta_http_service.h:35-49, meta_http_service.cpp:651-721).
import { readBody, type BodyField } from "./body.ts";

export const START_COMPACTION = [
  { name: "app_name", type: "string", names: "app", meaning: "The table to compact.", example: "temp" },
  {
    name: "type",
    type: "string",
    values: ["once", "periodic"],
    meaning:
      "Once, beginning now, or each day at the times of trigger_time; what is periodic cannot be undone over HTTP.",
    example: "once",
  },
  {
    name: "target_level",
    type: "int32",
    min: -1,
    meaning: "The level of RocksDB to compact into: -1 for the last, or 1 and above; 0 is refused.",
    example: -1,
  },
  {
    name: "bottommost_level_compaction",
    type: "string",
    values: ["skip", "force"],
    meaning: "Whether files that are on the bottommost level already are written again.",
    example: "skip",
  },
  {
    name: "max_concurrent_running_count",
    type: "int32",
    min: 0,
    meaning: "How many replicas a node compacts at once; 0 leaves the table's setting as it is.",
    example: 0,
  },
  {
    name: "trigger_time",
    type: "string",
    optional: true,
    meaning: "Of periodic: times of day like 3:00,21:00, server-local; one that has passed today starts at once.",
    example: "",
  },
] as const satisfies readonly BodyField[];

type Name = (typeof START_COMPACTION)[number]["name"];

export interface CompactionRequest {
  readonly app_name: string;
  readonly type: string;
  /** Null: not sent; real servers take what stands in memory. */
  readonly target_level: number | null;
  readonly bottommost_level_compaction: string;
  readonly max_concurrent_running_count: number | null;
  readonly trigger_time: string;
}

/** Null: `invalid request structure`. */
export function readStartCompaction(text: string): CompactionRequest | null {
  const body = readBody<Name>(text, START_COMPACTION);
  if (body === null) return null;
  const textOf = (name: Name): string => String(body.get(name) ?? "");
  const numberOf = (name: Name): number | null => {
    const value = body.get(name);
    return typeof value === "number" ? value : null;
  };
  return {
    app_name: textOf("app_name"),
    type: textOf("type"),
    target_level: numberOf("target_level"),
    bottommost_level_compaction: textOf("bottommost_level_compaction"),
    max_concurrent_running_count: numberOf("max_concurrent_running_count"),
    trigger_time: textOf("trigger_time"),
  };
}

/** The body of the 400 that the leader answers, its spelling included; null where it goes on. The order is the server's. */
export function wrongWithCompaction(request: CompactionRequest): string | null {
  if (request.app_name === "") return "app_name should not be empty";
  if (request.type !== "once" && request.type !== "periodic") return "type should ony be 'once' or 'periodic'";
  if ((request.target_level ?? 0) < -1) return "target_level should be >= -1";
  if (!["skip", "force"].includes(request.bottommost_level_compaction)) {
    return "bottommost_level_compaction should ony be 'skip' or 'force'";
  }
  if ((request.max_concurrent_running_count ?? 0) < 0) return "max_running_count should be >= 0";
  if (request.type === "periodic" && request.trigger_time === "") {
    return "trigger_time should not be empty when type is periodic";
  }
  return null;
}

// `GET /meta/app/query_bulk_load?name=` and `POST /meta/app/start_bulk_load` (reference 2.15 and 2.16).
import * as z from "zod/mini";
import { codec } from "./codec.ts";

/** `BLS_INVALID`: none, ever (idl/bulk_load.thrift:27-38). */
export const BULK_LOAD_STATUSES = [
  "BLS_INVALID",
  "BLS_DOWNLOADING",
  "BLS_DOWNLOADED",
  "BLS_INGESTING",
  "BLS_SUCCEED",
  "BLS_FAILED",
  "BLS_PAUSING",
  "BLS_PAUSED",
  "BLS_CANCELED",
] as const;
export type BulkLoadStatus = (typeof BULK_LOAD_STATUSES)[number];

/** The C++ name that servers put before it (recording 01); what stands before the last `::` is not looked at. */
const PREFIX = "replication::bulk_load_status::";

const status = z.codec(z.string(), z.enum(BULK_LOAD_STATUSES), {
  // The enum beside it says whether it is one.
  decode: (text) => text.slice(text.lastIndexOf("::") + 1).replace(":", "") as BulkLoadStatus,
  encode: (value) => PREFIX + value,
});

export interface BulkLoadState {
  /** `ERR_OK`; `ERR_APP_NOT_EXIST` or `ERR_APP_DROPPED` for a table that is not available, with 200 all the same. */
  error: string;
  /** Of the bulk load, not of the table (trap 29). */
  app_status: BulkLoadStatus;
}
export const queryBulkLoad = codec<BulkLoadState>(z.looseObject({ error: z.string(), app_status: status }), "table");

/** `ERR_OK` means accepted, not done. It is `hint_msg` here and `hint_message` in the other writes (trap 28). */
export interface BulkLoadVerdict {
  error: string;
  hint_msg: string;
}
export const startBulkLoad = codec<BulkLoadVerdict>(
  z.looseObject({ error: z.string(), hint_msg: z.string() }),
  "table",
);

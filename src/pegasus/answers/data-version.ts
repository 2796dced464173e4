// `GET /replica/data_version?app_id=` (reference 2.21).
import * as z from "zod/mini";
import { codec } from "./codec.ts";
import { intText } from "./text.ts";

/** Partition index → the version of its value format (0 or 1), of every replica of the table on the asked node. */
export const dataVersion = codec<Record<string, { data_version: number }>>(
  // A string even in the dialect of real numbers (trap 19).
  z.record(z.string(), z.looseObject({ data_version: intText })),
  "nlohmann",
);

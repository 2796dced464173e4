// `GET /api/diagnose?address=`: whether a configured meta server can be reached, and what answers there; a line (NDJSON) as each step is done.
import * as z from "zod/mini";

/** In this order. One that fails is the last: what comes after it could only fail for the same reason. */
export const DIAGNOSE_STEPS = ["name", "port", "http", "pegasus", "role", "leader", "replicas"] as const;
export type DiagnoseStep = (typeof DIAGNOSE_STEPS)[number];

export const diagnoseLineSchema = z.looseObject({
  step: z.enum(DIAGNOSE_STEPS),
  outcome: z.enum(["ok", "warning", "failed"]),
  ms: z.number(),
  message: z.string(),
  next: z.optional(z.string()),
});

export interface DiagnoseLine {
  step: DiagnoseStep;
  outcome: "ok" | "warning" | "failed";
  /** How long it took. */
  ms: number;
  /** What was found, as a sentence. */
  message: string;
  /** What to do about it; absent where nothing is to be done. */
  next?: string | undefined;
}

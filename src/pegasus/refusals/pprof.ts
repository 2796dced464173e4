// What `/pprof/*` refuses, and how (reference 2.25).
import type { Refusal } from "./refusal.ts";

/** heap, growth or profile while one of them runs. */
export const PROFILER_BUSY: Refusal = { status: 500, body: "" };

/** `/pprof/heap` without `seconds` of a process that was not started for it. */
export const NO_HEAP_SAMPLES: Refusal = {
  status: 500,
  body: "The environment variable TCMALLOC_SAMPLE_PARAMETER should set to a positive value, such as 524288, before running.",
};

/** `/pprof/profile` that failed, with status 200 (trap 12). */
export const NO_PROFILE = "No profile file";
export const PROFILE_NOT_REMOVED = "Failed to remove temporary profile file";

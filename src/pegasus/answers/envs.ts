// `GET /envs/list` of a meta server (reference 2.19).
import * as z from "zod/mini";
import { codec } from "./codec.ts";

/** `unsigned int64` is signed in reality: `manual_compact.once.target_level` takes -1. */
const ENV_TYPES = ["bool", "string", "unsigned int32", "unsigned int64"] as const;
type EnvType = (typeof ENV_TYPES)[number];

/** What a meta says of a table environment key. */
export interface EnvRule {
  /** In words for people, such as `>= 0` or `true | false`; empty: none. */
  limitation: string;
  sample: string;
  type: EnvType;
}

/** Keyed by the env's name, sorted. */
export const envsList = codec<Record<string, EnvRule>>(
  z.record(z.string(), z.looseObject({ limitation: z.string(), sample: z.string(), type: z.enum(ENV_TYPES) })),
  "nlohmann-pretty",
);

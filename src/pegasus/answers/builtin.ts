// What every server answers about itself (reference 2.1 to 2.3).
import * as z from "zod/mini";
import { codec } from "./codec.ts";

/** `GET /`: path → `<params>. <help>`. Which keys are there tells the role and the abilities of a server. */
export const callList = codec(z.record(z.string(), z.string()), "table");
export type CallList = Record<string, string>;

/** `GET /version`. Both are empty on the collector. */
export interface Version {
  Version: string;
  GitCommit: string;
}
export const version = codec<Version>(z.looseObject({ Version: z.string(), GitCommit: z.string() }), "table");

/** `GET /recentStartTime`: server-local `YYYY-MM-DD HH:MM:SS`, without a zone. */
export interface StartTime {
  RecentStartTime: string;
}
export const startTime = codec<StartTime>(z.looseObject({ RecentStartTime: z.string() }), "table");

// `POST /api/clusters/{cluster}/config`, `POST …/reveal` and `GET …/audit` (design.md, gateway routes).
import * as z from "zod/mini";

/** The header that every change carries, so that no form, image or link of another site can make one. */
export const INTENT_HEADER = "x-pegasus-intent";
export const INTENT = "change";
/** Why, or a ticket's number, for the audit log: percent-encoded UTF-8, 500 characters at most. With any change or costly call. */
export const REASON_HEADER = "x-pegasus-reason";

const flagName = z.string().check(z.regex(/^[a-z0-9_.]{1,128}$/i, "expected a flag name"));

export const configChangeSchema = z.object({
  name: flagName,
  value: z.string().check(z.maxLength(1024), z.regex(/^[^\u0000-\u001f&]*$/, "cannot hold & or control characters")),
  /** Roster names of the servers to change; at least one. */
  servers: z.array(z.string()).check(z.minLength(1), z.maxLength(1000)),
  reason: z.optional(z.string().check(z.maxLength(500))),
  /** What each server had when the change was shown to its author: where it has something else by now, nothing is sent to it. */
  expected: z.optional(z.record(z.string(), z.string())),
  /** Holds together what was one change to its author, however many requests it took. */
  batch: z.optional(z.string().check(z.regex(/^[\w-]{1,64}$/, "expected letters, digits, _ and -"))),
});
export interface ConfigChange {
  name: string;
  value: string;
  servers: string[];
  reason?: string | undefined;
  expected?: Record<string, string> | undefined;
  batch?: string | undefined;
}

/** The one secret flag of the one server whose value an operator wants to see. */
export const revealSchema = z.object({ server: z.string(), name: flagName });
export type Reveal = z.infer<typeof revealSchema>;

export const revealedSchema = z.object({ server: z.string(), name: z.string(), value: z.string() });
export type Revealed = z.infer<typeof revealedSchema>;

/** One line of the answer (NDJSON), as each server is done. `after` is read back, not assumed; null: could not be read. */
export const configLineSchema = z.object({
  server: z.string(),
  before: z.nullable(z.string()),
  after: z.nullable(z.string()),
  ok: z.boolean(),
  message: z.string(),
});
export type ConfigLine = z.infer<typeof configLineSchema>;

/** `?limit=` of the audit route: this many of the newest are answered unless told, and never more than the most. */
export const AUDIT_LIMIT = { standard: 1000, most: 20_000 } as const;

export const auditSchema = z.array(
  z.looseObject({
    id: z.number(),
    /** ms since epoch, when it was asked for. */
    at: z.number(),
    user: z.string(),
    reason: z.nullable(z.string()),
    server: z.string(),
    /** The call in words of Pegasus, e.g. `/updateConfig?enable_direct_io=true`. */
    what: z.string(),
    /** The flag that was changed, where it was one. */
    flag: z.nullable(z.string()),
    before: z.nullable(z.string()),
    after: z.nullable(z.string()),
    /** `pending` while under way; `unknown`: cut off, nobody saw the answer. */
    verdict: z.enum(["pending", "ok", "refused", "failed", "unknown"]),
    message: z.nullable(z.string()),
    /** `RecentStartTime` of the process that was changed, in its own words: another one now means that the change is gone. */
    started: z.nullable(z.string()),
    /** As in `configChangeSchema`. */
    batch: z.nullable(z.string()),
  }),
);
export interface AuditEntry {
  id: number;
  at: number;
  user: string;
  reason: string | null;
  server: string;
  what: string;
  flag: string | null;
  before: string | null;
  after: string | null;
  verdict: "pending" | "ok" | "refused" | "failed" | "unknown";
  message: string | null;
  started: string | null;
  batch: string | null;
}

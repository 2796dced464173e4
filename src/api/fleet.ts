// `GET /api/clusters/{cluster}/fleet/{role}/{path}?{query}`: one question to every server of a role, a line (NDJSON) as each answers.
import * as z from "zod/mini";

export const FLEET_ROLES = ["meta", "replica", "all"] as const;
export type FleetRole = (typeof FLEET_ROLES)[number];

const answered = z.looseObject({
  server: z.string(),
  status: z.number(),
  /** How long the server took. */
  ms: z.number(),
  /** The body; `base64` in its place where it is not UTF-8. */
  text: z.optional(z.string()),
  base64: z.optional(z.string()),
});
const failed = z.looseObject({
  server: z.string(),
  error: z.looseObject({ kind: z.string(), message: z.string() }),
});

/** One server's line. A backup meta's 307 is its answer here: nobody is asked in another's place. */
export const fleetLineSchema = z.union([answered, failed]);
export type FleetLine =
  | { server: string; status: number; ms: number; text: string }
  | { server: string; status: number; ms: number; base64: string }
  | { server: string; error: { kind: string; message: string } };

/** One line of the answer. @throws what `JSON.parse` and zod throw where it is none. */
export function readFleetLine(line: string): FleetLine {
  const value: unknown = JSON.parse(line);
  const failure = failed.safeParse(value);
  if (failure.success) return { server: failure.data.server, error: failure.data.error };
  const { server, status, ms, text = "", base64 } = answered.parse(value);
  return base64 === undefined ? { server, status, ms, text } : { server, status, ms, base64 };
}

// What came of a change or costly call that was sent, for the audit log and the one who asked.
import { readJson } from "#pegasus/json.ts";
import type { AuditVerdict } from "./audit.ts";
import { GatewayFailure } from "./failure.ts";
import type { Reply } from "./upstream.ts";

export type Verdict = Omit<AuditVerdict, "after"> & { readonly message: string };

/** Also a 200 can be a refusal: it then says so in `update_status` or `error` (reference 2.6, 2.16 to 2.18). */
export function verdictOf({ status, body }: Pick<Reply, "status" | "body">): Verdict {
  const text = body.toString("utf8").trim();
  if (status !== 200) return { verdict: "refused", message: `status ${status}${text === "" ? "" : `: ${text}`}` };
  const said = statusIn(text);
  return { verdict: said === null || said === "ERR_OK" ? "ok" : "refused", message: said ?? "status 200" };
}

/** Cut off after it was sent: it may have been done. Only what was never sent was surely not. */
export function verdictOfFailure(error: unknown): Verdict {
  const never = error instanceof GatewayFailure && !error.sent;
  return { verdict: never ? "failed" : "unknown", message: error instanceof Error ? error.message : String(error) };
}

/** Pegasus's own words; null in an answer that has none, such as a profile. */
function statusIn(text: string): string | null {
  if (!text.startsWith("{")) return null;
  try {
    const document = readJson(text);
    if (document === null || typeof document !== "object" || Array.isArray(document)) return null;
    const { update_status, error, hint_message, hint_msg } = document;
    const status = update_status ?? error;
    if (typeof status !== "string") return null;
    const hint = [hint_message, hint_msg].find((words) => typeof words === "string" && words !== "");
    return typeof hint === "string" ? `${status}: ${hint}` : status;
  } catch {
    return null;
  }
}

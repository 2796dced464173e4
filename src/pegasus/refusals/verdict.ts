// 200 that means failure: many calls say in the body that they did nothing (traps 12 and 13).
import { NO_PROFILE, PROFILE_NOT_REMOVED } from "./pprof.ts";

/** Calls whose answer has a member that must be `ERR_OK`. `hint` says more. */
const VERDICTS: Readonly<Record<string, { readonly member: string; readonly hint?: string }>> = {
  "/updateConfig": { member: "update_status" },
  "/meta/app/query_bulk_load": { member: "error" },
  "/meta/app/start_bulk_load": { member: "error", hint: "hint_msg" },
  "/meta/app/start_compaction": { member: "error", hint: "hint_message" },
  "/meta/app/usage_scenario": { member: "error", hint: "hint_message" },
};

/** Why an answer with status 200 is a refusal; null where it is none. The words are the server's. */
export function failureIn(path: string, body: string): string | null {
  if (path === "/config" && /^ERR_\w+: /.test(body)) return body;
  if (path === "/pprof/profile" && (body === NO_PROFILE || body === PROFILE_NOT_REMOVED)) return body;
  const verdict = VERDICTS[path];
  if (verdict === undefined) return null;
  const said = memberIn(body, verdict.member);
  if (said === null || said === "ERR_OK") return null;
  const hint = verdict.hint === undefined ? null : memberIn(body, verdict.hint);
  return hint === null || hint === "" ? said : `${said}: ${hint}`;
}

function memberIn(body: string, name: string): string | null {
  try {
    const value: unknown = JSON.parse(body);
    const member: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : null;
    return typeof member === "string" ? member : null;
  } catch {
    return null;
  }
}

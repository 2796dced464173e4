// What the leading meta refuses, and how (reference 2.10 to 2.18).
import type { Refusal } from "./refusal.ts";

/** `/meta/app` and `/meta/app_envs`. */
export const NO_APP_NAME: Refusal = { status: 400, body: "app name shouldn't be empty" };

export function tableNotFound(name: string): Refusal {
  return { status: 404, body: `table not found: "${name}"` };
}

/**
 * `/meta/app` of a table that is not available yet or any more: one byte, since the error's number became a character
 * (meta/meta_http_service.cpp:124-128, trap 16). `creating` is also being recalled.
 */
export const TABLE_BUSY: Readonly<Record<"creating" | "dropping" | "other", Refusal>> = {
  creating: { status: 500, body: "/" },
  dropping: { status: 500, body: "0" },
  other: { status: 500, body: "\u0001" },
};

/** `/meta/app/duplication` and `/meta/app/query_bulk_load` without the parameter; an empty one is an unknown table. */
export const NO_NAME: Refusal = { status: 400, body: "name should not be empty" };

/** `/meta/app/duplication` of a table that is not there. */
export const NO_SUCH_APP: Refusal = { status: 404, body: "ERR_APP_NOT_EXIST" };

/** Of a leader that is still starting, or where the flag says so; replica servers say the same (2.22). */
export const DUPLICATION_OFF: Refusal = {
  status: 404,
  body: "duplication is not enabled [FLAGS_duplication_enabled=false]",
};
export const BULK_LOAD_OFF: Refusal = { status: 404, body: "bulk load is not enabled" };
export const BACKUP_OFF: Refusal = { status: 404, body: "cold_backup_disabled" };

/** `/meta/backup_policy` with anything but `name`. */
export const BACKUP_PARAMETER: Refusal = { status: 400, body: "Invalid parameter" };

/** The body of a write is no JSON of its fields (2.20). */
export const BAD_BODY: Refusal = { status: 400, body: "invalid request structure" };

/** A write whose body is of the right form and has a wrong value; see `requests/` for what is wrong. */
export function badField(what: string): Refusal {
  return { status: 400, body: what };
}

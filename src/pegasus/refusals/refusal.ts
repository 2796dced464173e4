// An answer other than 200, with the exact bytes of its body. The simulator says them, the page recognises them (`known.ts`).

export interface Refusal {
  readonly status: 400 | 404 | 500;
  readonly body: string;
}

/** A parameter that the call does not have: `/config`, `/configs`, `/meta/app`, `/meta/apps` and `/meta/nodes` (trap 17). */
export const UNKNOWN_PARAMETER: Refusal = { status: 400, body: "" };

/** `error` as in `readTarget`'s result: a repeated parameter or a bad escape (1.5). */
export function unreadableTarget(error: string): Refusal {
  return { status: 400, body: error };
}

/** Nothing is served at this path, given in normal form (1.5). */
export function serviceNotFound(path: string): Refusal {
  return { status: 404, body: `service not found for "${path}"` };
}

/** The meta could not list its tables; `error` such as `ERR_TIMEOUT` (2.9, 2.11, 2.12). */
export function listingFailed(error: string, hint: string): Refusal {
  return { status: 500, body: `${error}: ${hint}` };
}

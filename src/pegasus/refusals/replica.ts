// What a replica server refuses, and how (reference 2.21, 2.22 and 2.24). The 404s here are states, not failures.
import type { Refusal } from "./refusal.ts";

type IdName = "app_id" | "appid";

export function noId(name: IdName): Refusal {
  return { status: 400, body: `${name} should not be empty` };
}

/** Not a whole number from 0 to 2^31 - 1, in base 0. */
export function invalidId(name: IdName, text: string): Refusal {
  return { status: 400, body: `invalid ${name}=${text}` };
}

/** `/replica/data_version`: no replica of this table is here. */
export function noReplicaHere(appId: string): Refusal {
  return { status: 404, body: `app_id=${appId} not found` };
}

/** `/replica/duplication`: no primary of this table is here. */
export function noPrimaryHere(appId: number): Refusal {
  return { status: 404, body: `no primary for app [appid=${appId}]` };
}

/** `/replica/duplication`: there are primaries here, but the table is not duplicated. */
export function noDuplicationHere(appId: number): Refusal {
  return { status: 404, body: `no duplication assigned for app [appid=${appId}]` };
}

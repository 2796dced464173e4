// What `/config`, `/updateConfig` and `/metrics` refuse, and how (reference 2.4 to 2.6 and 3.3).
import { metricsError } from "../answers/metrics.ts";
import type { Refusal } from "./refusal.ts";

export const NO_FLAG_NAME: Refusal = { status: 400, body: "name shouldn't be empty" };

/** `/config` of a flag that is not there: plain text with status 200 (trap 12). */
export function flagNotFound(name: string): string {
  return `ERR_OBJECT_NOT_FOUND: '${name}' is not found`;
}

const NOT_GET = "please use 'GET' method while querying for metrics";
const ODD_ATTRIBUTES =
  "the number of arguments for attributes should be even, since each attribute name always pairs with a value";
const BAD_DETAIL = "the value of detail should be a boolean value, i.e. true or false";

export const METRICS_NOT_GET = metricsRefusal(NOT_GET);
export const METRICS_ODD_ATTRIBUTES = metricsRefusal(ODD_ATTRIBUTES);
export const METRICS_BAD_DETAIL = metricsRefusal(BAD_DETAIL);

export function metricsUnknownField(name: string, value: string): Refusal {
  return metricsRefusal(`unknown field ${name}=${value}`);
}

function metricsRefusal(message: string): Refusal {
  return { status: 400, body: metricsError.encode({ error_message: message }) };
}

/** The verdicts of `/updateConfig`, always 200, in the order in which utils/flags.cpp:75-138 comes to them. */
export const UPDATE = {
  notOne: "ERR_INVALID_PARAMETERS: there should be exactly one config to be updated once",
  unknown: (name: string) => `ERR_OBJECT_NOT_FOUND: ${name} is not found`,
  immutable: (name: string) => `ERR_INVALID_PARAMETERS: ${name} is not mutable`,
  text: "ERR_INVALID_PARAMETERS: string modifications are not supported",
  invalid: (value: string) => `ERR_INVALID_PARAMETERS: ${value} is invalid`,
  validator: "ERR_INVALID_PARAMETERS: value validation failed",
  /** All that the group validators say, joined by `; `. */
  groups: (complaints: readonly string[]) => `ERR_INVALID_PARAMETERS: ${complaints.join("; ")}`,
  ok: "ERR_OK",
} as const;

// The body of `POST /meta/app/usage_scenario` (reference 2.18; meta/meta_http_service.cpp:723-754).
import { readBody, type BodyField } from "./body.ts";

/** `prefer_write` is a valid env and refused here. */
export const HTTP_SCENARIOS = ["normal", "bulk_load"] as const;
type Scenario = (typeof HTTP_SCENARIOS)[number];

export const USAGE_SCENARIO = [
  { name: "app_name", type: "string", names: "app", meaning: "The table to set it for.", example: "temp" },
  {
    name: "scenario",
    type: "string",
    values: HTTP_SCENARIOS,
    meaning: "bulk_load stops automatic compaction for a load; after it, set normal and compact.",
    example: "normal",
  },
] as const satisfies readonly BodyField[];

type Name = (typeof USAGE_SCENARIO)[number]["name"];

/** Null: `invalid request structure`. */
export function readUsageScenario(text: string): Record<Name, string> | null {
  const body = readBody<Name>(text, USAGE_SCENARIO);
  return body === null
    ? null
    : { app_name: String(body.get("app_name") ?? ""), scenario: String(body.get("scenario") ?? "") };
}

/** The body of the 400 that the leader answers, its spelling included; null where it goes on. */
export function wrongWithScenario({ app_name, scenario }: Record<Name, string>): string | null {
  if (app_name === "") return "app_name should not be empty";
  const known: readonly string[] = HTTP_SCENARIOS satisfies readonly Scenario[];
  return known.includes(scenario) ? null : "scenario should ony be 'normal' or 'bulk_load'";
}

import { expect, it } from "vitest";
import { flagNotFound, UPDATE } from "./process.ts";
import { failureIn } from "./verdict.ts";

const table = (value: object): string => `${JSON.stringify(value)}\n`;

it.each<[what: string, path: string, body: string, failure: string | null]>([
  ["a flag that is there", "/config", table({ name: "f" }), null],
  ["an unknown flag", "/config", flagNotFound("x"), "ERR_OBJECT_NOT_FOUND: 'x' is not found"],
  ["a flag that was set", "/updateConfig", table({ update_status: UPDATE.ok }), null],
  [
    "a flag that is immutable",
    "/updateConfig",
    table({ update_status: UPDATE.immutable("f") }),
    "ERR_INVALID_PARAMETERS: f is not mutable",
  ],
  ["a bulk load state", "/meta/app/query_bulk_load", table({ error: "ERR_OK", app_status: "x" }), null],
  [
    "a bulk load state of no table",
    "/meta/app/query_bulk_load",
    table({ error: "ERR_APP_NOT_EXIST", app_status: "x" }),
    "ERR_APP_NOT_EXIST",
  ],
  [
    "a bulk load that was refused",
    "/meta/app/start_bulk_load",
    table({ error: "ERR_APP_NOT_EXIST", hint_msg: "app not existed is " }),
    "ERR_APP_NOT_EXIST: app not existed is ",
  ],
  [
    "a compaction that was refused",
    "/meta/app/start_compaction",
    table({ error: "ERR_APP_NOT_EXIST", hint_message: "app cannot be found" }),
    "ERR_APP_NOT_EXIST: app cannot be found",
  ],
  ["a compaction that was accepted", "/meta/app/start_compaction", table({ error: "ERR_OK", hint_message: "" }), null],
  ["the hint of another call", "/meta/app/usage_scenario", table({ error: "ERR_X", hint_msg: "not this" }), "ERR_X"],
  ["a profile that is none", "/pprof/profile", "No profile file", "No profile file"],
  ["a body that is no JSON", "/updateConfig", "<html>", null],
  ["a body that is null", "/updateConfig", "null", null],
  ["a verdict that is no text", "/updateConfig", table({ update_status: 1 }), null],
  ["a call without a verdict", "/meta/apps", table({ error: "ERR_X" }), null],
])("sees in %s whether it failed", (_what, path, body, failure) => {
  expect(failureIn(path, body)).toBe(failure);
});

import { expect, it } from "vitest";
import {
  BACKUP_OFF,
  BACKUP_PARAMETER,
  BAD_BODY,
  badField,
  BULK_LOAD_OFF,
  DUPLICATION_OFF,
  NO_APP_NAME,
  NO_NAME,
  NO_SUCH_APP,
  TABLE_BUSY,
  tableNotFound,
} from "./meta.ts";
import { meaningOf } from "./known.ts";
import { NO_HEAP_SAMPLES, PROFILER_BUSY } from "./pprof.ts";
import {
  METRICS_BAD_DETAIL,
  METRICS_NOT_GET,
  METRICS_ODD_ATTRIBUTES,
  metricsUnknownField,
  NO_FLAG_NAME,
} from "./process.ts";
import { listingFailed, serviceNotFound, UNKNOWN_PARAMETER, unreadableTarget, type Refusal } from "./refusal.ts";
import { invalidId, noDuplicationHere, noId, noPrimaryHere, noReplicaHere } from "./replica.ts";

const DUPLICATE = "failed to parse request: ERR_INVALID_PARAMETERS: duplicate parameter: name";
const ESCAPE =
  "failed to parse request: ERR_INVALID_PARAMETERS: The characters zz do not form a hex value. Please escape it or pass a valid hex value";

// Bodies as recorded (02-errors, 03, 04, 05, 07f), but for those marked "source", which only the reference has.
it.each<[path: string, refusal: Refusal, status: number, body: string, words: RegExp]>([
  ["/config", UNKNOWN_PARAMETER, 400, "", /does not know/],
  ["/meta/apps", UNKNOWN_PARAMETER, 400, "", /does not know/],
  ["/config", NO_FLAG_NAME, 400, "name shouldn't be empty", /name is missing/],
  ["/backup", unreadableTarget(DUPLICATE), 400, DUPLICATE, /twice/],
  ["/version", unreadableTarget(ESCAPE), 400, ESCAPE, /escapes/],
  ["/x", serviceNotFound("meta/apps"), 404, 'service not found for "meta/apps"', /does not serve/],
  ["/meta/app", NO_APP_NAME, 400, "app name shouldn't be empty", /name is missing/],
  ["/meta/app", tableNotFound('a"b\\c\nd'), 404, 'table not found: "a"b\\c\nd"', /no such table/],
  ["/meta/app/duplication", NO_NAME, 400, "name should not be empty", /name is missing/],
  ["/meta/app/duplication", NO_SUCH_APP, 404, "ERR_APP_NOT_EXIST", /no such table/],
  ["/meta/backup_policy", BACKUP_PARAMETER, 400, "Invalid parameter", /by name only/],
  ["/meta/app/start_compaction", BAD_BODY, 400, "invalid request structure", /no JSON object/],
  [
    "/meta/app/start_compaction",
    badField("target_level should be >= -1"),
    400,
    "target_level should be >= -1",
    /not allowed/,
  ],
  [
    "/meta/app/start_bulk_load",
    badField("app_name should not be empty"),
    400,
    "app_name should not be empty",
    /missing/,
  ],
  ["/replica/data_version", noId("app_id"), 400, "app_id should not be empty", /missing/],
  ["/replica/duplication", noId("appid"), 400, "appid should not be empty", /missing/],
  ["/replica/data_version", invalidId("app_id", "1.5"), 400, "invalid app_id=1.5", /whole number/],
  ["/replica/duplication", invalidId("appid", "abc"), 400, "invalid appid=abc", /whole number/],
  ["/replica/data_version", noReplicaHere("99999"), 404, "app_id=99999 not found", /No replica/],
  ["/replica/duplication", noPrimaryHere(1), 404, "no primary for app [appid=1]", /No primary/],
  ["/replica/duplication", noDuplicationHere(3), 404, "no duplication assigned for app [appid=3]", /not duplicated/],
  [
    "/replica/duplication",
    DUPLICATION_OFF,
    404,
    "duplication is not enabled [FLAGS_duplication_enabled=false]",
    /switched off/,
  ],
  [
    "/metrics",
    METRICS_NOT_GET,
    400,
    '{\n    "error_message": "please use \'GET\' method while querying for metrics"\n}',
    /GET only/,
  ],
  [
    "/metrics",
    METRICS_ODD_ATTRIBUTES,
    400,
    '{\n    "error_message": "the number of arguments for attributes should be even, since each attribute name always pairs with a value"\n}',
    /in turn/,
  ],
  [
    "/metrics",
    METRICS_BAD_DETAIL,
    400,
    '{\n    "error_message": "the value of detail should be a boolean value, i.e. true or false"\n}',
    /true or false/,
  ],
  [
    "/metrics",
    metricsUnknownField("x", "\r\nX-Injected: 1"),
    400,
    '{\n    "error_message": "unknown field x=\\r\\nX-Injected: 1"\n}',
    /does not know/,
  ],
  [
    "/pprof/heap",
    NO_HEAP_SAMPLES,
    500,
    "The environment variable TCMALLOC_SAMPLE_PARAMETER should set to a positive value, such as 524288, before running.",
    /not started for heap samples/,
  ],
  // Source: reference 2.9 to 2.16 and 2.25.
  ["/meta/app", TABLE_BUSY.creating, 500, "/", /created or recalled/],
  ["/meta/app", TABLE_BUSY.dropping, 500, "0", /dropped/],
  ["/meta/app", TABLE_BUSY.other, 500, "\u0001", /not available/],
  ["/meta/apps", listingFailed("ERR_X", "hint"), 500, "ERR_X: hint", /could not list/],
  ["/meta/app/query_bulk_load", BULK_LOAD_OFF, 404, "bulk load is not enabled", /still starting/],
  ["/meta/backup_policy", BACKUP_OFF, 404, "cold_backup_disabled", /switched off/],
  ["/pprof/profile", PROFILER_BUSY, 500, "", /Another profile/],
])("makes and knows what %s answers in %j", (path, refusal, status, body, words) => {
  expect(refusal).toEqual({ status, body });
  expect(meaningOf(path, status, body)?.sentence).toMatch(words);
});

it.each<[string, Refusal, boolean]>([
  ["/replica/duplication", noDuplicationHere(3), true],
  ["/replica/duplication", noPrimaryHere(3), true],
  ["/replica/data_version", noReplicaHere("3"), true],
  ["/meta/app/duplication", DUPLICATION_OFF, true],
  ["/meta/backup_policy", BACKUP_OFF, true],
  ["/meta/app", tableNotFound("x"), false],
  ["/pprof/heap", PROFILER_BUSY, false],
])("takes %s saying %j for a normal state: %s", (path, { status, body }, normal) => {
  expect(meaningOf(path, status, body)?.normal).toBe(normal);
});

it.each([
  ["an empty 400 of a call that ignores parameters", "/meta/cluster", 400, ""],
  ["a proxy's page", "/meta/cluster", 502, "<html>"],
  ["a 200", "/meta/app", 200, "table not found"],
  ["an empty 500 of a call that does not profile", "/meta/apps", 500, ""],
])("knows nothing of %s", (_what, path, status, body) => {
  expect(meaningOf(path, status, body)).toBeNull();
});

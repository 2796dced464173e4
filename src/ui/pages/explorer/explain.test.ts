import { expect, it } from "vitest";
import { explain } from "./explain.ts";

it.each([
  [200, "/version", '{"Version":"2.6.0"}\n', null],
  [200, "/config?name=x", "ERR_OBJECT_NOT_FOUND: 'x' is not found", /refusal/],
  [
    200,
    "/meta/app/query_bulk_load?name=x",
    '{"error":"ERR_APP_NOT_EXIST","app_status":""}\n',
    /“error” is a refusal: ERR_APP_NOT_EXIST/,
  ],
  [200, "/updateConfig?a=1", '{"update_status":"ERR_OK"}\n', null],
  [
    200,
    "/updateConfig?a=1",
    '{"update_status":"ERR_INVALID_PARAMETERS: a is not mutable"}\n',
    /refusal: ERR_INVALID_PARAMETERS: a is not mutable/,
  ],
  [200, "/meta/app/duplication?name=t", "null", /not duplicated/],
  [200, "/meta/app_envs?name=t", "{}\n", /says the same/],
  [307, "/version", "", /does not follow/],
  [400, "/meta/apps?x=1", "", /does not know/],
  [400, "/meta/app", "app name shouldn't be empty", /missing or wrong/],
  [400, "/a", "failed to parse request: ERR_INVALID_PARAMETERS: duplicate parameter: k", /could not read/],
  [404, "/meta/apps", 'service not found for "meta/apps"', /call of meta servers/],
  [404, "/what", 'service not found for "what"', /another kind, version or build\.$/],
  [404, "/meta/app?name=x", 'table not found: "x"', /nothing by that name/],
  [404, "/meta/backup_policy", "cold_backup_disabled", /switched off/],
  [404, "/replica/duplication?appid=1", "no primary for app [appid=1]", /no failure/],
  [500, "/meta/app?name=x", "/", /created or dropped/],
  [500, "/pprof/heap", "", /Another profile/],
  [500, "/meta/apps", "ERR_TIMEOUT: hint", /failed to do it/],
  [503, "/version", "busy", /Something else/],
] as const)("%i of %s saying %j", (status, target, text, words) => {
  const said = explain(target, { status, text, server: "s:1" });
  if (words === null) expect(said).toBeNull();
  else expect(said).toMatch(words);
});

it("says nothing of what the dashboard itself answers", () => {
  expect(explain("/version", { status: 502, text: "{}", server: null })).toBeNull();
});

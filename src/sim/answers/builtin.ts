// What every server answers about itself (reference 2.1 to 2.6).
import { CALL } from "#pegasus/endpoints.ts";
import { badRequest, ok, type Answer } from "../http/answer.ts";
import type { Ask } from "./ask.ts";

/** Of the recorded servers. */
const VERSION = { Version: "2.6.0-SNAPSHOT", GitCommit: "db756dcdf24e2af6169659a67548501ed61f106c" };

export function version(): Answer {
  return ok(CALL.version.answer.encode(VERSION));
}

/** The servers' own time zone is UTC here. */
export function startTime({ process }: Ask): Answer {
  return ok(CALL.startTime.answer.encode({ RecentStartTime: localTime(process.startedAt) }));
}

/** `YYYY-MM-DD HH:MM:SS`, as servers write times: local and without a zone. */
export function localTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

export function config({ query, process }: Ask): Answer {
  if ([...query.keys()].some((name) => name !== "name")) return badRequest();
  const name = query.get("name") ?? "";
  if (name === "") return badRequest("name shouldn't be empty");
  const item = process.flags.item(name);
  return ok(item === undefined ? `ERR_OBJECT_NOT_FOUND: '${name}' is not found` : CALL.config.answer.encode(item));
}

export function configs({ query, process }: Ask): Answer {
  return query.size > 0 ? badRequest() : ok(CALL.configs.answer.encode(process.flags.items()));
}

export function updateConfig({ query, process }: Ask): Answer {
  const [flag, ...others] = query;
  const status =
    flag === undefined || others.length > 0
      ? "ERR_INVALID_PARAMETERS: there should be exactly one config to be updated once"
      : process.flags.update(...flag);
  return ok(CALL.updateConfig.answer.encode({ update_status: status }));
}

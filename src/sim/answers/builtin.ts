// What every server answers about itself (reference 2.1 to 2.6).
import { CALL } from "#pegasus/endpoints.ts";
import { NO_FLAG_NAME, UPDATE } from "#pegasus/refusals/process.ts";
import { UNKNOWN_PARAMETER } from "#pegasus/refusals/refusal.ts";
import { ok, type Answer } from "../http/answer.ts";
import type { Ask } from "./ask.ts";
import { habitsOf } from "./call-list.ts";

/** A collector does not know its version (recording 00). */
export function version({ process: { role, build } }: Ask): Answer {
  const known =
    role === "collector" ? { Version: "", GitCommit: "" } : { Version: build.version, GitCommit: build.commit };
  return ok(CALL.version.answer.encode(known));
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
  if ([...query.keys()].some((name) => name !== "name")) return UNKNOWN_PARAMETER;
  const name = query.get("name") ?? "";
  const { missingNameIsRefused, unknownFlag } = habitsOf(process);
  if (name === "" && missingNameIsRefused) return NO_FLAG_NAME;
  const item = process.flags.item(name);
  return ok(item === undefined ? unknownFlag(name) : CALL.config.answer.encode(item));
}

export function configs({ query, process }: Ask): Answer {
  return query.size > 0 ? UNKNOWN_PARAMETER : ok(CALL.configs.answer.encode(process.flags.items()));
}

export function updateConfig({ query, process }: Ask): Answer {
  const [flag, ...others] = query;
  const status = flag === undefined || others.length > 0 ? UPDATE.notOne : process.flags.update(...flag);
  return ok(CALL.updateConfig.answer.encode({ update_status: status }));
}

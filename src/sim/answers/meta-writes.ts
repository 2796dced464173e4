// The three writes of the leader (reference 2.16 to 2.18). ERR_OK means accepted: what follows takes its time.
import { CALL } from "#pegasus/endpoints.ts";
import { BAD_BODY, badField, BULK_LOAD_OFF } from "#pegasus/refusals/meta.ts";
import { readStartBulkLoad, wrongWithBulkLoad } from "#pegasus/requests/start-bulk-load.ts";
import {
  readStartCompaction,
  wrongWithCompaction,
  type CompactionRequest,
} from "#pegasus/requests/start-compaction.ts";
import { readUsageScenario, wrongWithScenario } from "#pegasus/requests/usage-scenario.ts";
import { textOf } from "#pegasus/bytes.ts";
import { ok, type Answer } from "../http/answer.ts";
import type { EnvVerdict } from "../model/app-envs.ts";
import type { Ask } from "./ask.ts";
import { habitsOf } from "./call-list.ts";

export function startBulkLoad({ world, body, now }: Ask): Answer {
  if (world.isLoading(now)) return BULK_LOAD_OFF;
  const request = readStartBulkLoad(textOf(body));
  if (request === null) return BAD_BODY;
  const wrong = wrongWithBulkLoad(request);
  if (wrong !== null) return badField(wrong);
  return ok(CALL.startBulkLoad.answer.encode(world.features.bulkLoads.start(request, now)));
}

export function startCompaction(ask: Ask): Answer {
  const request = readStartCompaction(textOf(ask.body));
  if (request === null) return BAD_BODY;
  const wrong = wrongWithCompaction(request);
  if (wrong !== null) return badField(wrong);
  const verdict = changeEnvs(ask, request.app_name, compactionEnvs(request, ask.now));
  return ok(CALL.startCompaction.answer.encode(spoken(verdict, ask)));
}

/** Once begins now, whatever its `trigger_time`. */
function compactionEnvs(request: CompactionRequest, now: number): Record<string, string> {
  const { type, target_level, bottommost_level_compaction, max_concurrent_running_count, trigger_time } = request;
  return {
    [`manual_compact.${type}.target_level`]: String(target_level ?? 0),
    [`manual_compact.${type}.bottommost_level_compaction`]: bottommost_level_compaction,
    [`manual_compact.${type}.trigger_time`]: type === "once" ? String(Math.floor(now / 1000)) : trigger_time,
    ...((max_concurrent_running_count ?? 0) > 0
      ? { "manual_compact.max_concurrent_running_count": String(max_concurrent_running_count) }
      : {}),
  };
}

export function usageScenario(ask: Ask): Answer {
  const request = readUsageScenario(textOf(ask.body));
  if (request === null) return BAD_BODY;
  const wrong = wrongWithScenario(request);
  if (wrong !== null) return badField(wrong);
  const verdict = changeEnvs(ask, request.app_name, { "rocksdb.usage_scenario": request.scenario });
  return ok(CALL.usageScenario.answer.encode(spoken(verdict, ask)));
}

/** A leader that is still loading knows no table of any name. */
function changeEnvs({ world, now }: Ask, name: string, changes: Readonly<Record<string, string>>): EnvVerdict {
  return world.features.envs.change(world.isLoading(now) ? "" : name, changes, now);
}

function spoken({ error, hint }: EnvVerdict, { process }: Ask): { error: string; hint_message: string } {
  if (error !== "ERR_APP_NOT_EXIST") return { error, hint_message: hint };
  return habitsOf(process).unknownTable;
}

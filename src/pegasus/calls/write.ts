// The calls that change the cluster, answered by the leading meta (reference 2.16 to 2.18). They look at neither method nor
// content type: a GET with a body writes, too (9.3).
import { startBulkLoad, type BulkLoadVerdict } from "../answers/bulk-load.ts";
import { startCompaction, usageScenario, type EnvVerdict } from "../answers/compaction.ts";
import { call, type Call, type TextEndpoint } from "../endpoint.ts";
import { bodyExample, type BodyField } from "../requests/body.ts";
import { START_BULK_LOAD } from "../requests/start-bulk-load.ts";
import { START_COMPACTION } from "../requests/start-compaction.ts";
import { USAGE_SCENARIO } from "../requests/usage-scenario.ts";

function write(name: string, path: string, help: string, meaning: string, fields: readonly BodyField[]): Call {
  return {
    ...call(name, path, ["meta"], help),
    method: "POST",
    effect: "change",
    parameters: [{ name: "body", required: true, kind: "json-body", meaning, example: bodyExample(fields), fields }],
  };
}

const startBulkLoadCall: TextEndpoint<BulkLoadVerdict> = {
  ...write(
    "startBulkLoad",
    "/meta/app/start_bulk_load",
    "A JSON format of start_bulk_load_request structure. Start bulk load on an app.",
    "Loads files into a table. It also sets the meta function level to steady, and HTTP cannot stop it.",
    START_BULK_LOAD,
  ),
  answer: startBulkLoad,
};

const startCompactionCall: TextEndpoint<EnvVerdict> = {
  ...write(
    "startCompaction",
    "/meta/app/start_compaction",
    "A JSON format of manual_compaction_info structure. Start compaction for an app.",
    "Compacts a table, which is heavy on its disks. All six fields are needed: a missing number is any number.",
    START_COMPACTION,
  ),
  answer: startCompaction,
};

const usageScenarioCall: TextEndpoint<EnvVerdict> = {
  ...write(
    "usageScenario",
    "/meta/app/usage_scenario",
    "A JSON format of usage_scenario_info structure. Update usage scenario of an app.",
    "Sets how RocksDB is tuned for a table.",
    USAGE_SCENARIO,
  ),
  answer: usageScenario,
};

export const WRITE_CALLS = {
  startBulkLoad: startBulkLoadCall,
  startCompaction: startCompactionCall,
  usageScenario: usageScenarioCall,
} as const;

// What a replica server answers about the replicas on it (reference 2.21 to 2.24).
import { manualCompaction, type ManualCompaction } from "../answers/compaction.ts";
import { dataVersion } from "../answers/data-version.ts";
import { replicaDuplication, type ReplicaDuplications } from "../answers/duplication.ts";
import { call, type Parameter, type Role, type TextEndpoint } from "../endpoint.ts";

const REPLICA: readonly Role[] = ["replica"];
const MAX_INT32 = 2_147_483_647;

/** `app_id` in two calls and `appid` in the third (trap 28). Read with base 0: `0x2` is 2, `010` is 8 (2.23). */
function idParameter(name: "app_id" | "appid"): Parameter {
  return {
    name,
    required: true,
    kind: "integer",
    names: "app-id",
    min: 0,
    max: MAX_INT32,
    meaning: "The table's id.",
    example: "2",
  };
}

const dataVersionCall: TextEndpoint<Record<string, { data_version: number }>> = {
  ...call("dataVersion", "/replica/data_version", REPLICA, "app_id=<app_id>. Query the data version of an app."),
  parameters: [idParameter("app_id")],
  answer: dataVersion,
};

const replicaDuplicationCall: TextEndpoint<ReplicaDuplications> = {
  ...call(
    "replicaDuplication",
    "/replica/duplication",
    REPLICA,
    "appid=<appid>. Query the duplication status of an app.",
  ),
  parameters: [idParameter("appid")],
  answer: replicaDuplication,
};

const manualCompactionCall: TextEndpoint<ManualCompaction> = {
  ...call(
    "manualCompaction",
    "/replica/manual_compaction",
    REPLICA,
    "app_id=<app_id>. Query the manual compaction status of an app.",
  ),
  parameters: [idParameter("app_id")],
  answer: manualCompaction,
};

export const REPLICA_CALLS = {
  dataVersion: dataVersionCall,
  replicaDuplication: replicaDuplicationCall,
  manualCompaction: manualCompactionCall,
} as const;

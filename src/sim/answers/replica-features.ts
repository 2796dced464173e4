// What a replica server tells of the tables whose replicas it has (reference 2.21 to 2.24).
import type { ReplicaDuplications } from "#pegasus/answers/duplication.ts";
import { CALL } from "#pegasus/endpoints.ts";
import { DUPLICATION_OFF } from "#pegasus/refusals/meta.ts";
import { invalidId, noDuplicationHere, noId, noPrimaryHere, noReplicaHere } from "#pegasus/refusals/replica.ts";
import type { Refusal } from "#pegasus/refusals/refusal.ts";
import { normalFlagText } from "#pegasus/flag-value.ts";
import { ok, type Answer } from "../http/answer.ts";
import { replicasOn } from "../metrics/held-replica.ts";
import type { Replica } from "../model/partition.ts";
import type { Shipping } from "../model/duplications.ts";
import type { Build } from "../model/plan.ts";
import type { Ask } from "./ask.ts";
import { isOld } from "./call-list.ts";

/** The format in which tables keep their values; the recordings know no other. */
const DATA_VERSION = 1;

const NOTHING = { finished: 0, idle: 0, queuing: 0, running: 0 };

/** The table id of the query, or why the server refuses it. Integers are read in base 0 (2.23). */
function tableId({ query }: Ask, name: "app_id" | "appid"): number | Refusal {
  const text = query.get(name);
  if (text === undefined) return noId(name);
  const id = normalFlagText("FV_INT32", text);
  return id === undefined || Number(id) < 0 ? invalidId(name, text) : Number(id);
}

/** Copies of a table that the node has open, of whatever role: a process opens them one after the other (recording 07f). */
function openReplicas({ world, process, now }: Ask, id: number): Replica[] {
  return replicasOn(world, process, now).listed.flatMap(({ replica }) =>
    replica.partition.tableId === id && replica.role !== "closed" ? [replica] : [],
  );
}

export function dataVersion(ask: Ask): Answer {
  const id = tableId(ask, "app_id");
  if (typeof id !== "number") return id;
  const replicas = openReplicas(ask, id);
  if (replicas.length === 0) return noReplicaHere(ask.query.get("app_id") ?? "");
  const rows = replicas.map(({ partition }) => [String(partition.index), { data_version: DATA_VERSION }] as const);
  return ok(CALL.dataVersion.answer.encode(Object.fromEntries(rows)));
}

export function manualCompaction(ask: Ask): Answer {
  const id = tableId(ask, "app_id");
  if (typeof id !== "number") return id;
  const { world, process } = ask;
  const status =
    openReplicas(ask, id).length === 0 ? NOTHING : world.features.compactions.countsOn(process.address, id);
  return ok(CALL.manualCompaction.answer.encode({ status }));
}

export function replicaDuplication(ask: Ask): Answer {
  const { world, process, now } = ask;
  // Shipping begins when all replicas are open.
  const isOff = process.flags.value("duplication_enabled") !== "true" || replicasOn(world, process, now).opening > 0;
  if (isOff) return DUPLICATION_OFF;
  const id = tableId(ask, "appid");
  if (typeof id !== "number") return id;
  if (!openReplicas(ask, id).some(({ role }) => role === "primary")) return noPrimaryHere(id);
  const shipping = world.features.duplications.shippingOn(process.address, id, now);
  if (shipping.length === 0) return noDuplicationHere(id);
  const states: ReplicaDuplications = {};
  for (const each of shipping) {
    const { facts } = each.duplication;
    const of = (states[facts.id] ??= {});
    of[`${id}.${each.partition.index}`] = stateOf(each, process.build);
  }
  return ok(CALL.replicaDuplication.answer.encode(states));
}

function stateOf(shipping: Shipping, build: Build): ReplicaDuplications[string][string] {
  const { duplication, duplicating, failMode, notConfirmed, notShipped } = shipping;
  return {
    duplicating,
    fail_mode: failMode,
    not_confirmed_mutations_num: BigInt(notConfirmed),
    not_duplicated_mutations_num: BigInt(notShipped),
    // 2.5.0 does not say it (section 7).
    ...(isOld(build) ? {} : { remote_app_name: duplication.facts.remoteTable }),
  };
}

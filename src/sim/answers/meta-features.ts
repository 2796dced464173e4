// What the leader tells of duplications, bulk loads and backup policies, and any meta of table environments
// (reference 2.13 to 2.15 and 2.19).
import type { Duplication as DuplicationAnswer } from "#pegasus/answers/duplication.ts";
import { CALL } from "#pegasus/endpoints.ts";
import { LISTED_ENVS } from "#pegasus/env-value.ts";
import {
  BACKUP_OFF,
  BACKUP_PARAMETER,
  BULK_LOAD_OFF,
  DUPLICATION_OFF,
  NO_NAME,
  NO_SUCH_APP,
} from "#pegasus/refusals/meta.ts";
import { ok, type Answer } from "../http/answer.ts";
import type { BackupPolicy } from "../model/backups.ts";
import type { Duplication } from "../model/duplication.ts";
import type { Build } from "../model/plan.ts";
import type { Ask } from "./ask.ts";
import { localTime } from "./builtin.ts";
import { isOld } from "./call-list.ts";

/** A leader that is still loading has none of these services yet: it says that they are off. */
export function duplication({ world, process, query, now }: Ask): Answer {
  if (world.isLoading(now) || process.flags.value("duplication_enabled") !== "true") return DUPLICATION_OFF;
  const name = query.get("name");
  if (name === undefined) return NO_NAME;
  const table = world.tables.named(name);
  if (table?.status !== "available") return NO_SUCH_APP;
  const list = world.features.duplications.of(table);
  return ok(
    CALL.duplication.answer.encode(
      list.length === 0 ? null : { appid: table.id, duplications: list.map((each) => entryOf(each, process.build)) },
    ),
  );
}

function entryOf({ facts, status, failMode, reporters }: Duplication, build: Build): DuplicationAnswer {
  const { id, createdAt, remote, remoteTable, remoteCopies } = facts;
  const brief = { create_ts: localTime(createdAt), dupid: id, fail_mode: failMode, remote, status };
  if (isOld(build)) return brief; // 2.5.0 says no more (section 7)
  const states = [...reporters].map(([index, { progress }]) => {
    const { confirmed, lastCommitted } = progress;
    const decrees = { confirmed_decree: BigInt(confirmed), last_committed_decree: BigInt(lastCommitted) };
    return [String(index), decrees] as const;
  });
  return {
    ...brief,
    partition_states: states.length === 0 ? null : Object.fromEntries(states),
    remote_app_name: remoteTable,
    remote_replica_count: remoteCopies,
  };
}

export function queryBulkLoad({ world, query, now }: Ask): Answer {
  if (world.isLoading(now)) return BULK_LOAD_OFF;
  const name = query.get("name");
  if (name === undefined) return NO_NAME;
  return ok(CALL.queryBulkLoad.answer.encode(world.features.bulkLoads.query(name)));
}

export function backupPolicy({ world, process, query, now }: Ask): Answer {
  if (world.isLoading(now) || process.flags.value("cold_backup_disabled") === "true") return BACKUP_OFF;
  if ([...query.keys()].some((name) => name !== "name")) return BACKUP_PARAMETER;
  const { backups } = world.features;
  const name = query.get("name");
  const found = name === undefined ? backups.policies : [backups.named(name)].filter((policy) => policy !== undefined);
  return ok(CALL.backupPolicy.answer.encode(Object.fromEntries(found.map((policy) => policyRow(policy)))));
}

function policyRow({ plan }: BackupPolicy) {
  const row = {
    name: plan.name,
    backup_provider_type: plan.provider,
    backup_interval: plan.interval,
    app_ids: plan.tableIds.toSorted((a, b) => a - b),
    start_time: plan.startTime,
    status: plan.disabled === true ? ("disabled" as const) : ("enabled" as const),
    backup_history_count: plan.keep,
  };
  return [plan.name, row] as const;
}

export function envsList(): Answer {
  const rules = LISTED_ENVS.map(({ name, limitation, sample, type }) => [name, { limitation, sample, type }] as const);
  return ok(CALL.envsList.answer.encode(Object.fromEntries(rules)));
}

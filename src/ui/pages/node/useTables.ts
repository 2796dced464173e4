// The configuration of the partitions on a server, by the better of two ways: the leader itself where there are few apps, else what the
// gateway has read in turn.
import { useMemo } from "react";
import type { Held } from "#api/load.ts";
import type { AppDetail } from "#pegasus/answers/app.ts";
import type { TablePartitions } from "#pegasus/safe-stop.ts";
import { useLive, useLiveMany, useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { appQueries } from "../../queries-apps.ts";
import { partitionOfHeld } from "./replica-rows.ts";

/** With more apps than this the leader is not asked for each by every page. */
const APPS_ASKED = 100;

export interface Tables {
  /** Null: the leader is not asked for each. */
  readonly details: readonly AppDetail[] | null;
  /** What the gateway knows; null while it does not. */
  readonly held: Held | null;
  /** Apps of which nothing is known. */
  readonly missing: number;
  /** Whether all that can be told has been told. */
  readonly complete: boolean;
}

export function useTables(cluster: string, server: string): Tables {
  const { data } = useLive(queries.apps(cluster));
  const names = useMemo(() => Object.values(data.general_info).map(({ app_name }) => app_name), [data]);
  const few = names.length <= APPS_ASKED;
  const answers = useLiveMany(few ? names.map((name) => queries.app(cluster, name)) : []);
  const gateway = useLiveOptional(appQueries.held(cluster, server)).live?.data ?? null;
  const held = gateway?.at === null ? null : gateway;
  if (!few) return { details: null, held, missing: held?.unread ?? 0, complete: held !== null };
  const details = answers.flatMap(({ live }) => (live === null ? [] : [live.data]));
  const failed = answers.filter(({ live, failure }) => live === null && failure !== null).length;
  return { details, held, missing: failed, complete: details.length + failed >= names.length };
}

/** As `stopConsequences` takes them. */
export function tablesOf({ details, held }: Tables): TablePartitions[] {
  if (details !== null) {
    return details.map(({ general, replicas }) => ({
      appId: general.app_id,
      appName: general.app_name,
      partitions: Object.values(replicas ?? {}),
    }));
  }
  const tables = new Map<
    number,
    { appId: number; appName: string; partitions: TablePartitions["partitions"][number][] }
  >();
  for (const one of held?.replicas ?? []) {
    const table = tables.get(one.appId) ?? { appId: one.appId, appName: one.app, partitions: [] };
    tables.set(one.appId, table);
    table.partitions.push(partitionOfHeld(one));
  }
  return [...tables.values()];
}

// All that the checks are answered from, as far as it is known: what other pages poll as well, and rarer questions to every server.
import { useState } from "react";
import type { AppDetail } from "#pegasus/answers/app.ts";
import { suspects, tableFacts } from "#pegasus/checks/tables.ts";
import { both, mapped, type Fact } from "#pegasus/checks/fact.ts";
import type { ClusterFacts } from "#pegasus/checks/facts.ts";
import { duplicationLag } from "#pegasus/duplication-lag.ts";
import { useLiveMany, useLiveOptional } from "../../live.ts";
import { mayStillBeLoading, useLeadership } from "../../parts/LeaderContext.ts";
import { useNow } from "../../parts/useNow.ts";
import { queries } from "../../queries.ts";
import { healthQueries } from "../../queries-health.ts";
import { factOf, fleetFact, loadFact, outlookFact, type Result } from "./fact-of.ts";
import { COMPARED, COUNTED, useRounds } from "./useRounds.ts";
import { useWatch } from "./useWatch.ts";
import { compacting, compactionFacts, hotOf, shipping, type Compactions } from "./work.ts";

/** Checks say how long something lasts: in minutes, mostly. */
const TICK_MS = 5000;
/** Apps with hot partitions, with duplications, and to be asked for a bulk load: one request each. */
const HOT_APPS = 5;
const SHIPPING_APPS = 20;
const LOADING_APPS = 50;

/** `compare`: flags of the servers are compared however many they are. */
export function useClusterFacts(cluster: string, compare: boolean) {
  const apps = useLiveOptional(queries.apps(cluster));
  const nodes = useLiveOptional(queries.nodes(cluster));
  const info = useLiveOptional(queries.clusterInfo(cluster));
  const roster = useLiveOptional(queries.roster(cluster));
  const load = useLiveOptional(queries.load(cluster));
  const outlooks = useLiveOptional(healthQueries.diskOutlooks(cluster));
  const leadership = useLeadership();
  const [zones] = useState(likelyZones);

  const servers = roster.live?.data ?? null;
  const listed = Object.values(nodes.live?.data.details ?? {});
  const replicas = listed.reduce((sum, node) => sum + (node.replica_count ?? 0), 0);
  const rounds = useRounds(cluster, {
    servers: servers?.length ?? null,
    replicas,
    compare,
    // What decides whether all is well comes first.
    led: info.live !== null,
    begin: [apps, nodes, info].every(isSettled),
    node: servers?.find(({ role, alive }) => role === "replica" && alive === true)?.server ?? null,
  });
  const tooMany = servers !== null && servers.length > COMPARED;
  const starts = fleetFact(rounds.starts);
  const work = fleetFact(rounds.work);
  const compactions: Fact<Compactions> =
    replicas > COUNTED
      ? { kind: "absent", why: "Too many replicas to ask each for its compactions; the apps' pages tell." }
      : mapped(work, compacting);
  const watch = useWatch(cluster, {
    dead:
      nodes.live === null ? null : listed.filter(({ status }) => status === "UNALIVE").map(({ address }) => address),
    starts:
      starts.kind === "known"
        ? new Map([...starts.value.answers].map(([server, { RecentStartTime: text }]) => [server, text]))
        : null,
    compactions:
      compactions.kind === "known" ? { tables: compactions.value, at: rounds.work.live?.exchange.at ?? 0 } : null,
    at: nodes.live?.exchange.at ?? 0,
  });

  const counts = Object.values(apps.live?.data.healthy_info ?? {});
  const suspected = suspects(counts);
  const details = useLiveMany(suspected.map((name) => queries.app(cluster, name)));
  const closer = new Map(
    details.flatMap(({ live }): [string, AppDetail][] =>
      live === null ? [] : [[live.data.general.app_name, live.data]],
    ),
  );
  const loading = apps.live !== null && counts.length === 0 && mayStillBeLoading(apps.live.exchange, leadership);

  const names = new Map(
    Object.values(apps.live?.data.general_info ?? {}).map((app) => [String(app.app_id), app.app_name]),
  );
  const loads = loadFact(load);
  const gauges = fleetFact(rounds.gauges);
  const now = useNow(TICK_MS);
  const facts: ClusterFacts = {
    now,
    zones,
    roster: factOf(roster),
    info: factOf(info),
    nodes: factOf(nodes),
    deadSince: watch.dead,
    tables: loading
      ? { kind: "failed", why: "The new leader is still loading its state." }
      : mapped(factOf(apps), () => tableFacts(counts, closer)),
    load: loads,
    diskOutlooks: outlookFact(outlooks),
    throttled: mapped(loads, (of) =>
      Object.entries(of.apps).map(([id, app]) => ({
        app: names.get(id) ?? `table ${id}`,
        delayed: app.delayedQps ?? 0,
        rejected: app.rejectedQps ?? 0,
      })),
    ),
    hot: useHot(cluster, loads, names),
    metas: fleetFact(rounds.metas),
    versions: fleetFact(rounds.versions),
    starts,
    firstStarts: watch.starts,
    configs:
      tooMany && !compare
        ? {
            kind: "absent",
            why: `The flags of ${servers?.length ?? 0} servers are compared only when somebody wants it.`,
          }
        : fleetFact(rounds.configs),
    gauges,
    duplications: useDuplications(
      cluster,
      mapped(work, (of) => [...shipping(of)]),
      names,
      loads,
    ),
    bulkLoads: useBulkLoads(cluster, gauges, [...names.values()]),
    compactions: mapped(compactions, (tables) => compactionFacts(tables, names, watch.compactions, now)),
    offered: offeredFact(factOf(info), rounds.offered),
  };
  return { facts, tooMany, apps, nodes, info, load };
}

/** Answered, or failed for good: while metas start or elect, the replica servers are not known yet, and would be left out of a round. */
function isSettled({ live, failure }: Result<unknown>): boolean {
  const passes = failure?.kind === "gateway" && (failure.code === "starting" || failure.code === "electing");
  return live !== null || (failure !== null && !passes);
}

/** UTC, and what this browser lives in, ms ahead of it. */
function likelyZones(): number[] {
  return [0, -new Date().getTimezoneOffset() * 60_000];
}

type Names = ReadonlyMap<string, string>;
type Loads = ReturnType<typeof loadFact>;

/** Only of apps in which the sampler found some. Its answer costs the cluster nothing. */
function useHot(cluster: string, loads: Loads, names: Names): ClusterFacts["hot"] {
  const ids =
    loads.kind === "known"
      ? Object.entries(loads.value.apps).flatMap(([id, app]) => (app.hotPartitions > 0 ? [Number(id)] : []))
      : [];
  const answers = useLiveMany(ids.slice(0, HOT_APPS).map((id) => queries.appLoad(cluster, id)));
  if (loads.kind === "known" && loads.value.seconds === null) return { kind: "waiting" };
  return mapped(loads, () =>
    ids.flatMap((id, index) =>
      hotOf(names.get(String(id)) ?? `table ${id}`, answers[index]?.live?.data.partitions ?? {}),
    ),
  );
}

function useDuplications(
  cluster: string,
  ids: Fact<readonly string[]>,
  names: Names,
  loads: Loads,
): ClusterFacts["duplications"] {
  const asked = ids.kind === "known" ? ids.value.filter((id) => names.has(id)).slice(0, SHIPPING_APPS) : [];
  const answers = useLiveMany(asked.map((id) => healthQueries.duplication(cluster, names.get(id) ?? "")));
  const failure = answers.find((answer) => answer.live === null && answer.failure !== null);
  if (failure !== undefined) return factOf<never>({ live: null, failure: failure.failure });
  if (answers.some(({ live }) => live === null)) return { kind: "waiting" };
  return mapped(ids, () =>
    asked.flatMap((id, index) =>
      (answers[index]?.live?.data?.duplications ?? []).map((one) => ({
        app: names.get(id) ?? "",
        remote: one.remote,
        status: one.status,
        lag: duplicationLag(one),
        writeQps: loads.kind === "known" ? (loads.value.apps[id]?.writeQps ?? null) : null,
      })),
    ),
  );
}

/** Asked only while replica servers count some, and of not too many apps. */
function useBulkLoads(
  cluster: string,
  gauges: ClusterFacts["gauges"],
  apps: readonly string[],
): ClusterFacts["bulkLoads"] {
  const readings = gauges.kind === "known" ? [...gauges.value.answers.values()] : [];
  const some = readings.some((one) => (one.gauges.bulk_load_running_count ?? 0) > 0);
  const asked = some && apps.length <= LOADING_APPS ? apps : [];
  const answers = useLiveMany(asked.map((name) => healthQueries.bulkLoad(cluster, name)));
  const found = answers.flatMap(({ live }, index) => {
    const app = asked[index];
    return live === null || app === undefined ? [] : [{ app, status: live.data.app_status }];
  });
  return { kind: "known", value: found };
}

function offeredFact(
  led: ClusterFacts["info"],
  [leader, node]: ReturnType<typeof useRounds>["offered"],
): ClusterFacts["offered"] {
  if (led.kind !== "known") return led;
  const paths = (result: typeof leader) => mapped(factOf(result), (calls) => new Set(Object.keys(calls)));
  return mapped(both(paths(leader), paths(node)), ([meta, replica]) => ({ meta, replica }));
}

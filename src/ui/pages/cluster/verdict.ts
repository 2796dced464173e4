// What is wrong with a cluster, worst first, from what is known of it. Pure.
import type { RosterEntry } from "#api/clusters.ts";
import type { Load } from "#api/load.ts";
import type { AppHealth, AppList } from "#pegasus/answers/apps.ts";
import type { ClusterInfo } from "#pegasus/answers/cluster.ts";
import type { NodeList } from "#pegasus/answers/nodes.ts";
import type { Severity } from "#pegasus/health.ts";
import { plural } from "../../format.ts";
import { SEVERITY_RANK } from "../../parts/HealthBadge.tsx";

export interface Finding {
  readonly severity: Severity;
  readonly text: string;
  /** What it is about, to be linked. */
  readonly apps: readonly string[];
  readonly servers: readonly string[];
}

/** Null: not known (yet). */
export interface Known {
  readonly apps: AppList | null;
  readonly nodes: NodeList | null;
  readonly info: ClusterInfo | null;
  readonly roster: readonly RosterEntry[] | null;
  readonly load: Load | null;
  /** Apps whose partitions without a primary are all children of a split that is under way (reference 6.1). */
  readonly splitting: ReadonlySet<string>;
  /** The leader may not have loaded the cluster's state yet (1.8): that it lists no apps means nothing. */
  readonly leaderIsLoading: boolean;
  /** What could not be had at all. */
  readonly unanswered: readonly { readonly what: string; readonly message: string }[];
}

export function verdict(known: Known): Finding[] {
  const findings = [
    ...ofUnanswered(known.unanswered),
    ...ofLevel(known.info),
    ...ofApps(known),
    ...ofNodes(known.nodes),
    ...ofMetas(known.roster),
    ...ofBalance(known.info),
    ...ofLoad(known.load),
  ];
  return findings.toSorted((a, b) => SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity]);
}

/** The worst of all; a cluster of which all is known and nothing is wrong is ok. */
export function worst(findings: readonly Finding[]): Severity {
  const first = findings[0]?.severity ?? "ok";
  return first === "notice" ? "ok" : first;
}

function finding(
  severity: Severity,
  text: string,
  about: { readonly apps?: readonly string[]; readonly servers?: readonly string[] } = {},
): Finding {
  return { severity, text, apps: about.apps ?? [], servers: about.servers ?? [] };
}

/** One for each reason: most often one server's silence has many consequences. */
function ofUnanswered(unanswered: Known["unanswered"]): Finding[] {
  const reasons = [...new Set(unanswered.map(({ message }) => message))];
  return reasons.map((reason) => {
    const what = unanswered.filter(({ message }) => message === reason).map((one) => one.what);
    return finding("unknown", `Could not be checked: ${what.join(", ")}. ${reason}`);
  });
}

/** What each function level means (reference 6.4). */
export const LEVELS: Readonly<Record<string, { readonly severity: Severity; readonly meaning: string }>> = {
  stopped: { severity: "critical", meaning: "the metas do nothing, not even create or drop tables" },
  blind: { severity: "critical", meaning: "the metas ignore the state of nodes and repair nothing" },
  freezed: {
    severity: "critical",
    meaning: "too many nodes are down, or it was set by hand: nothing is repaired and no secondary becomes primary",
  },
  steady: { severity: "ok", meaning: "the metas repair what fails and move nothing for balance" },
  lively: { severity: "ok", meaning: "the metas repair what fails and move replicas for balance" },
};

function ofLevel(info: ClusterInfo | null): Finding[] {
  if (info === null) return [];
  const level = LEVELS[info.meta_function_level];
  if (level === undefined) {
    return [
      finding("unknown", `The function level is ${info.meta_function_level}, which this dashboard does not know`),
    ];
  }
  if (level.severity === "ok") return [];
  return [finding(level.severity, `The function level is ${info.meta_function_level}: ${level.meaning}`)];
}

function ofApps({ apps, splitting, leaderIsLoading }: Known): Finding[] {
  if (apps === null) return [];
  const healths = Object.values(apps.healthy_info ?? {});
  if (healths.length === 0 && leaderIsLoading) return [finding("unknown", "The new leader is still loading its state")];
  const split = healths.filter(({ app_name }) => splitting.has(app_name));
  const others = healths.filter(({ app_name }) => !splitting.has(app_name));
  const unreadable = count(others, (app) => app.read_unhealthy);
  const unwritable = count(others, (app) => app.write_unhealthy - app.read_unhealthy);
  const thin = count(others, (app) => app.unhealthy - app.write_unhealthy);
  return [
    ...said(unreadable, "critical", "without a primary, neither readable nor writable"),
    ...said(unwritable, "critical", "with too few copies to be written"),
    ...said(thin, "warning", "with fewer copies than wanted"),
    ...(split.length === 0
      ? []
      : [finding("notice", `${plural(split.length, "app")} being split`, { apps: split.map((app) => app.app_name) })]),
  ];
}

interface Counted {
  readonly partitions: number;
  /** The most concerned first. */
  readonly apps: readonly string[];
}

function count(apps: readonly AppHealth[], of: (app: AppHealth) => number): Counted {
  const concerned = apps.filter((app) => of(app) > 0).toSorted((a, b) => of(b) - of(a));
  return {
    partitions: concerned.reduce((sum, app) => sum + of(app), 0),
    apps: concerned.map(({ app_name }) => app_name),
  };
}

function said({ partitions, apps }: Counted, severity: Severity, how: string): Finding[] {
  if (partitions === 0) return [];
  return [finding(severity, `${plural(partitions, "partition")} of ${plural(apps.length, "app")} ${how}`, { apps })];
}

function ofNodes(nodes: NodeList | null): Finding[] {
  if (nodes === null) return [];
  const all = Object.values(nodes.details);
  const dead = all.filter(({ status }) => status === "UNALIVE").map(({ address }) => address);
  if (dead.length === 0) return [];
  return [finding("warning", `${dead.length} of ${plural(all.length, "node")} dead`, { servers: dead })];
}

function ofMetas(roster: readonly RosterEntry[] | null): Finding[] {
  if (roster === null) return [];
  const metas = roster.filter(({ role }) => role === "meta");
  const starting = metas.filter((meta) => meta.starting).map(({ server }) => server);
  const silent = metas.filter((meta) => !meta.starting && meta.alive === false).map(({ server }) => server);
  const leaderless = metas.length > 0 && !metas.some(({ leader }) => leader);
  return [
    ...(leaderless ? [finding("critical", "No meta server leads: the cluster cannot fail over")] : []),
    ...(silent.length > 0
      ? [
          finding("warning", `${silent.length} of ${plural(metas.length, "meta server")} not answering`, {
            servers: silent,
          }),
        ]
      : []),
    ...(starting.length > 0
      ? [
          finding("notice", `${plural(starting.length, "meta server")} starting, left alone until safe to ask`, {
            servers: starting,
          }),
        ]
      : []),
  ];
}

function ofBalance(info: ClusterInfo | null): Finding[] {
  if (info === null) return [];
  const { total, move_pri, copy_pri, copy_sec } = info.balance_operation_count;
  if (total === 0) return [];
  if (total < 0) return [finding("notice", "The balancer is still collecting replica information")];
  const parts = [
    ...(move_pri > 0 ? [`${plural(move_pri, "primary role")} to switch`] : []),
    ...(copy_pri > 0 ? [`${plural(copy_pri, "primary", "primaries")} to copy`] : []),
    ...(copy_sec > 0 ? [`${plural(copy_sec, "secondary", "secondaries")} to copy`] : []),
  ];
  const doing = info.meta_function_level === "lively" ? "under way or planned" : "would be needed";
  return [finding("notice", `Not balanced: ${plural(total, "move")} ${doing} (${parts.join(", ")})`)];
}

function ofLoad(load: Load | null): Finding[] {
  if (load === null || load.at === null || load.failure !== null || load.answered >= load.asked) return [];
  const silent = Object.entries(load.nodes)
    .filter(([, node]) => node.failure !== null)
    .map(([server]) => server);
  const text = `Load is incomplete: ${load.answered} of ${plural(load.asked, "node")} answered`;
  return [finding("warning", text, { servers: silent })];
}

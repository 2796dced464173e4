import { expect, it } from "vitest";
import type { RosterEntry } from "#api/clusters.ts";
import type { Load } from "#api/load.ts";
import type { AppHealth, AppList } from "#pegasus/answers/apps.ts";
import type { ClusterInfo } from "#pegasus/answers/cluster.ts";
import type { NodeList } from "#pegasus/answers/nodes.ts";
import { verdict, worst, type Known } from "./verdict.ts";

function apps(...healths: readonly (Partial<AppHealth> & { app_name: string })[]): AppList {
  const full = healths.map((health, index) => ({
    app_id: index + 1,
    partition_count: 8,
    fully_healthy: 8 - (health.unhealthy ?? 0),
    unhealthy: 0,
    write_unhealthy: 0,
    read_unhealthy: 0,
    ...health,
  }));
  return {
    general_info: {},
    healthy_info: Object.fromEntries(full.map((health) => [String(health.app_id), health])),
    summary: { total_app_count: full.length },
  };
}

function nodes(...dead: readonly boolean[]): NodeList {
  const details = dead.map((isDead, index) => ({
    address: `r${index + 1}:34801`,
    status: isDead ? ("UNALIVE" as const) : ("ALIVE" as const),
  }));
  const unalive = dead.filter(Boolean).length;
  return {
    details: Object.fromEntries(details.map((node) => [node.address, node])),
    summary: {
      total_node_count: dead.length,
      alive_node_count: dead.length - unalive,
      unalive_node_count: unalive,
    },
  };
}

function info(change: Partial<ClusterInfo> = {}): ClusterInfo {
  return {
    meta_servers: ["m1:34601"],
    primary_meta_server: "m1:34601",
    zookeeper_hosts: "zk:2181",
    zookeeper_root: "/pegasus",
    meta_function_level: "steady",
    balance_operation_count: { copy_pri: 0, copy_sec: 0, move_pri: 0, total: 0 },
    primary_replica_count_stddev: 0,
    total_replica_count_stddev: 0,
    ...change,
  };
}

const LEADER: RosterEntry = { server: "m1:34601", role: "meta", leader: true, alive: true, starting: false };
const STANDBY: RosterEntry = { server: "m2:34601", role: "meta", leader: false, alive: true, starting: false };

function known(change: Partial<Known> = {}): Known {
  return {
    apps: apps({ app_name: "temp" }),
    nodes: nodes(false, false, false),
    info: info(),
    roster: [LEADER, STANDBY],
    load: null,
    splitting: new Set(),
    leaderIsLoading: false,
    unanswered: [],
    ...change,
  };
}

/** Severity and text of what is found, in order. */
function found(change: Partial<Known>): string[] {
  return verdict(known(change)).map(({ severity, text }) => `${severity}: ${text}`);
}

it("has nothing against a healthy cluster", () => {
  expect(found({})).toEqual([]);
  expect(worst(verdict(known()))).toBe("ok");
});

it.each<[string, Partial<Known>, readonly RegExp[]]>([
  [
    "partitions by what is the matter with them, each counted once",
    {
      apps: apps(
        { app_name: "a", unhealthy: 5, write_unhealthy: 3, read_unhealthy: 1 },
        { app_name: "b", unhealthy: 4, write_unhealthy: 2, read_unhealthy: 2 },
      ),
    },
    [
      /^critical: 3 partitions of 2 apps without a primary/,
      /^critical: 2 partitions of 1 app with too few copies to be written/,
      /^warning: 4 partitions of 2 apps with fewer copies/,
    ],
  ],
  [
    "a split as news, not as an alarm",
    { apps: apps({ app_name: "a", unhealthy: 4, write_unhealthy: 4, read_unhealthy: 4 }), splitting: new Set(["a"]) },
    [/^notice: 1 app being split$/],
  ],
  ["dead nodes", { nodes: nodes(true, false, true) }, [/^warning: 2 of 3 nodes dead$/]],
  [
    "a freezed cluster",
    { info: info({ meta_function_level: "freezed" }) },
    [/^critical: The function level is freezed/],
  ],
  [
    "a stopped cluster",
    { info: info({ meta_function_level: "stopped" }) },
    [/^critical: The function level is stopped/],
  ],
  ["a level that nobody knows", { info: info({ meta_function_level: "brisk" }) }, [/^unknown: .*brisk/]],
  ["that nobody leads", { roster: [STANDBY] }, [/^critical: No meta server leads/]],
  [
    "a silent meta",
    { roster: [LEADER, { ...STANDBY, alive: false }] },
    [/^warning: 1 of 2 meta servers not answering$/],
  ],
  [
    "a starting meta, which is not silent",
    { roster: [LEADER, { ...STANDBY, alive: false, starting: true }] },
    [/^notice: 1 meta server starting/],
  ],
  [
    "moves that balance would need",
    { info: info({ balance_operation_count: { move_pri: 2, copy_pri: 1, copy_sec: 0, total: 3 } }) },
    [/^notice: Not balanced: 3 moves would be needed \(2 primary roles to switch, 1 primary to copy\)$/],
  ],
  [
    "a balancer that does not know yet",
    { info: info({ balance_operation_count: { move_pri: 0, copy_pri: 0, copy_sec: 0, total: -1 } }) },
    [/^notice: The balancer is still collecting/],
  ],
  [
    "a new leader that lists no apps",
    { apps: apps(), leaderIsLoading: true },
    [/^unknown: The new leader is still loading/],
  ],
  [
    "what could not be checked, once for each reason",
    {
      apps: null,
      nodes: null,
      unanswered: [
        { what: "apps", message: "No meta answers." },
        { what: "nodes", message: "No meta answers." },
      ],
    },
    [/^unknown: Could not be checked: apps, nodes\. No meta answers\.$/],
  ],
])("finds %s", (_, change, texts) => {
  const findings = found(change);
  expect(findings).toHaveLength(texts.length);
  expect(findings.every((text, index) => texts[index]?.test(text))).toBe(true);
});

it("says the worst first", () => {
  const severities = verdict(
    known({
      nodes: nodes(true, false),
      roster: [LEADER, { ...STANDBY, starting: true }],
      apps: apps({ app_name: "a", unhealthy: 1, write_unhealthy: 1, read_unhealthy: 1 }),
      unanswered: [{ what: "servers", message: "Nobody answers." }],
    }),
  ).map(({ severity }) => severity);
  expect(severities).toEqual(["critical", "warning", "unknown", "notice"]);
});

it("names the apps that are worst off first, and the dead nodes", () => {
  const findings = verdict(
    known({
      apps: apps({ app_name: "a", unhealthy: 1 }, { app_name: "b", unhealthy: 3 }, { app_name: "c" }),
      nodes: nodes(false, true),
    }),
  );
  expect(findings.map(({ apps: names, servers }) => ({ names, servers }))).toEqual([
    { names: ["b", "a"], servers: [] },
    { names: [], servers: ["r2:34801"] },
  ]);
});

it("tells which nodes the load round went without", () => {
  const silent = { failure: "timed out" } as Load["nodes"][string]; // what else a node has is not looked at
  const load = { at: 1, failure: null, asked: 3, answered: 2, nodes: { r2: silent } } as unknown as Load; // nor of the load
  const [finding] = verdict(known({ load }));
  expect(finding).toMatchObject({ severity: "warning", servers: ["r2"], text: expect.stringMatching(/2 of 3 nodes/) });
});

it("calls a cluster healthy of which there is only news", () => {
  expect(worst(verdict(known({ roster: [LEADER, { ...STANDBY, starting: true }] })))).toBe("ok");
});

import { expect, it } from "vitest";
import type { Severity } from "../health.ts";
import { CHECKS, judgeAll, worstOf } from "./all.ts";
import { known } from "./fact.ts";
import type { ClusterFacts, DuplicationFact, HotFact } from "./facts.ts";
import {
  BACKUP,
  META,
  NOW,
  REPLICA,
  facts,
  figures,
  fleet,
  gauges,
  info,
  judged,
  nodeList,
  reading,
  silentServer,
  start,
  table,
} from "./made-up-facts.ts";

function load(nodes: Parameters<typeof figures>[0][], answered = nodes.length): Partial<ClusterFacts> {
  const entries = nodes.map((node, index) => [`r${index + 1}`, figures(node)]);
  return { load: known({ asked: nodes.length, answered, nodes: Object.fromEntries(entries) }) };
}

const outlook = (tag: string | null, days: number | null) => ({
  server: "r1",
  tag,
  days,
  sentence: days === null ? "No trend stands out." : `Full in about ${days} days.`,
});
const disk = (tag: string, used: number) => ({ tag, totalMb: 100, availableMb: 100 - used });
const plan = { copy_pri: 1, copy_sec: 2, move_pri: 3, total: 6 };
const dup = (more: Partial<DuplicationFact>): Partial<ClusterFacts> => ({
  duplications: known([
    {
      app: "temp",
      remote: "b",
      status: "DS_LOG",
      lag: { total: 120_000n, worst: null, reported: 8, silent: 0 },
      writeQps: 100,
      ...more,
    },
  ]),
});
const hot = (more: Partial<HotFact>): Partial<ClusterFacts> => ({
  hot: known([{ app: "temp", index: 3, kind: "reads", rate: 5000, times: 12, ...more }]),
});
const build = (Version: string) => ({ Version, GitCommit: "abcdef0123" });

it("says of a cluster in which all is well that each check is fine", () => {
  const all = judgeAll(CHECKS, facts());
  expect(all.filter(({ verdict }) => verdict.severity !== "ok")).toEqual([]);
  expect(worstOf(all)?.verdict.severity).toBe("ok");
});

it.each<[what: string, id: string, change: Partial<ClusterFacts>, severity: Severity, sentence: RegExp]>([
  [
    "nobody leads",
    "metas",
    { roster: known([{ ...META, leader: false }, BACKUP]) },
    "critical",
    /^No meta server leads/,
  ],
  [
    "no meta answers",
    "metas",
    { roster: known([{ ...META, alive: false }]) },
    "critical",
    /^None of the 1 meta server/,
  ],
  [
    "a backup is silent",
    "metas",
    { roster: known([META, { ...BACKUP, alive: false }]) },
    "warning",
    /^1 of 2 .* m1 leads/,
  ],
  [
    "a backup starts",
    "metas",
    { roster: known([META, { ...BACKUP, starting: true }]) },
    "notice",
    /starting, left alone/,
  ],
  [
    "all are left alone, which may be since nothing tells how long they have been up",
    "metas",
    { roster: known([META, BACKUP].map((one) => ({ ...one, leader: false, starting: true }))) },
    "unknown",
    /^Not known who leads: 2 meta servers starting, left alone until safe to ask\.$/,
  ],
  [
    "two lead",
    "metas",
    { metas: known(fleet({ m1: 200, m2: 200 })) },
    "critical",
    /^2 meta servers lead at once: m1, m2/,
  ],
  ["there is but one meta", "metas", { roster: known([META, REPLICA]) }, "notice", /the only meta server/],
  ["the level is freezed", "level", info({ meta_function_level: "freezed" }), "critical", /level is freezed/],
  ["the level is lively", "level", info({ meta_function_level: "lively" }), "ok", /level is lively/],
  ["the level is new", "level", info({ meta_function_level: "manic" }), "unknown", /manic, which this/],
  [
    "a node is dead",
    "nodes",
    { nodes: nodeList({ r1: {}, r2: { status: "UNALIVE" } }) },
    "warning",
    /^1 of 2 nodes dead/,
  ],
  ["all are dead", "nodes", { nodes: nodeList({ r1: { status: "UNALIVE" } }) }, "critical", /^1 of 1 node dead/],
  ["there is no node", "nodes", { nodes: nodeList({}) }, "critical", /^No replica server has registered/],
  [
    "partitions have no primary",
    "readable",
    {
      tables: known([
        table("a", {
          read_unhealthy: 2,
          write_unhealthy: 2,
          unhealthy: 2,
          ill: { unreadable: [1, 5], unwritable: [], thin: [], lost: [5] },
        }),
        table("b"),
      ]),
    },
    "critical",
    /^2 partitions of 1 app without a primary.*; no live server has a replica of 1 of them\.$/,
  ],
  [
    "one copy is left",
    "writable",
    { tables: known([table("a", { write_unhealthy: 3, unhealthy: 4 })]) },
    "critical",
    /^3 partitions of 1 app with too few/,
  ],
  [
    "a copy is missing",
    "copies",
    { tables: known([table("a", { unhealthy: 4 })]) },
    "warning",
    /^4 partitions of 1 app with fewer copies than wanted/,
  ],
  [
    "a table is split",
    "splits",
    { tables: known([table("a", { splitting: 8 })]) },
    "notice",
    /^a being split: 8 new partitions/,
  ],
  ["there are no tables", "readable", { tables: known([]) }, "ok", /^There are no tables/],
  [
    "moves are planned",
    "balance",
    info({ balance_operation_count: plan }),
    "notice",
    /6 moves needed, which level steady does not do \(3 primary roles to switch, 1 primary to copy, 2 secondaries to copy\)/,
  ],
  [
    "the plan is not there yet",
    "balance",
    info({ balance_operation_count: { ...plan, total: -1 } }),
    "notice",
    /still collecting/,
  ],
  [
    "a live node has no primaries",
    "balance",
    { nodes: nodeList({ r1: {}, r2: {}, r3: { primary_count: 0 } }) },
    "notice",
    /1 live node without primaries \(r3\); primaries 0 to 10/,
  ],
  [
    "one node has nearly all",
    "balance",
    { nodes: nodeList({ r1: { primary_count: 28 }, r2: { primary_count: 1 }, r3: { primary_count: 1 } }) },
    "warning",
    /^Uneven/,
  ],
  [
    "versions differ",
    "versions",
    { versions: known(fleet({ a: build("2.6.0"), b: build("2.6.0"), c: build("2.5.0") })) },
    "notice",
    /^Different versions: 2\.6\.0 \(abcdef01\) on 2, 2\.5\.0 \(abcdef01\) on 1/,
  ],
  ["a server has just started", "restarts", start("2026-03-02 11:58:00"), "notice", /^1 server started lately/],
  ["a server started yesterday", "restarts", start("2026-03-01 11:58:00"), "ok", /^No server/],
  ["a start is no time", "restarts", start("soon"), "ok", /^No server/],
  [
    "a disk is full",
    "disks",
    load([{ disks: [disk("a", 95), disk("b", 50)] }, {}]),
    "critical",
    /^1 disk full, which refuses writes/,
  ],
  ["a disk is nearly full", "disks", load([{ disks: [disk("a", 85)] }]), "warning", /^1 disk nearly full/],
  [
    "a node is silent",
    "disks",
    load([{}, { failure: "timeout", disks: [] }], 1),
    "ok",
    /1 of 2 nodes answered; not: r2/,
  ],
  [
    "a disk is full in days",
    "disk-trend",
    { diskOutlooks: known([outlook("ssd2", 30), outlook("ssd1", 5), outlook("ssd3", null), outlook(null, 3)]) },
    "warning",
    /^2 disks full before long, the first is ssd1 of r1: full in about 5 days/,
  ],
  [
    "a disk is full in weeks",
    "disk-trend",
    { diskOutlooks: known([outlook("a", 30)]) },
    "notice",
    /^1 disk full before/,
  ],
  ["a disk is full already", "disk-trend", { diskOutlooks: known([outlook("a", 0)]) }, "ok", /^None of 1 disk fills/],
  [
    "disks fill slowly",
    "disk-trend",
    { diskOutlooks: known([outlook("a", 90)]) },
    "ok",
    /^The first of 1 disk to be full is a of r1: full in/,
  ],
  ["no node has told", "disks", load([{ failure: "timeout", disks: [] }], 0), "unknown", /^No server has told/],
  [
    "one process is far larger",
    "memory",
    load([{ residentMemoryMb: 20_000 }, {}, {}]),
    "notice",
    /^1 node with far more than the usual 8\.0 GiB: the most is 19\.5 GiB, at r1/,
  ],
  [
    "there are many connections",
    "connections",
    load([{ sessions: 60_000 }]),
    "warning",
    /^1 node with 50,000 or more: the most is 60,000, at r1/,
  ],
  [
    "requests are rejected",
    "rejected",
    gauges(reading({ read_busy_requests: 50 }), reading({})),
    "warning",
    /^5 requests per second are rejected as too many, at 1 node/,
  ],
  [
    "a limit holds requests up",
    "rejected",
    { throttled: known([{ app: "temp", delayed: 2.5, rejected: 0 }]) },
    "notice",
    /2\.5 per second are held up by limits of 1 table: temp/,
  ],
  [
    "requests fail",
    "failed",
    gauges(reading({ write_failed_requests: 100 })),
    "warning",
    /^10 requests per second fail, at 1 node/,
  ],
  ["one fails now and then", "failed", gauges(reading({ write_failed_requests: 1 })), "ok", /^Next to none/],
  ["a partition is hot", "hot", hot({}), "warning", /^1 hot partition: temp\.3 with 5,000 reads per second, 12 times/],
  ["it stands out at a low rate", "hot", hot({ rate: 500 }), "ok", /^temp\.3 above the others/],
  [
    "a duplication is behind",
    "duplication",
    dup({}),
    "warning",
    /^Behind: temp to b by 120,000 writes, about 20 min of writes/,
  ],
  [
    "nobody knows its rate",
    "duplication",
    dup({ writeQps: null }),
    "warning",
    /^Behind: temp to b by 120,000 writes\./,
  ],
  ["it is paused", "duplication", dup({ status: "DS_PAUSE", lag: null }), "notice", /^Paused: temp to b/],
  ["2.5.0 does not tell", "duplication", dup({ lag: null }), "unknown", /does not tell how far/],
  [
    "it is seconds behind",
    "duplication",
    dup({ lag: { total: 1500n, worst: null, reported: 8, silent: 0 } }),
    "ok",
    /^1 duplication keeps up; at most 1,500/,
  ],
  [
    "a bulk load runs",
    "bulk-load",
    {
      ...gauges(reading({}, { bulk_load_running_count: 7, bulk_load_max_duration_ms: 90_000 })),
      bulkLoads: known([{ app: "temp", status: "BLS_DOWNLOADING" }]),
    },
    "notice",
    /^Under way at 7 replicas for 1 min \(temp: replicas download/,
  ],
  [
    "a bulk load hangs",
    "bulk-load",
    gauges(reading({}, { bulk_load_running_count: 7, bulk_load_max_duration_ms: 9_000_000 })),
    "warning",
    /for 2 h: it may be stuck/,
  ],
  [
    "a bulk load has failed",
    "bulk-load",
    { bulkLoads: known([{ app: "temp", status: "BLS_FAILED" }]) },
    "warning",
    /^Halted: temp: the load has failed/,
  ],
  [
    "a compaction runs",
    "compaction",
    {
      compactions: known([
        { app: "temp", queued: 3, running: 2, servers: ["r1"], stillSince: NOW - 40 * 60_000 },
        { app: "b", queued: 0, running: 0, servers: [], stillSince: 0 },
      ]),
    },
    "notice",
    /^Under way: temp: 2 running, 3 waiting\.$/,
  ],
  [
    "a compaction stands still",
    "compaction",
    { compactions: known([{ app: "a", queued: 0, running: 2, servers: ["r1"], stillSince: NOW - 80 * 60_000 }]) },
    "warning",
    /^May be stuck: a: 2 running, 0 waiting, the same for 1 h\.$/,
  ],
  [
    "flags differ",
    "drift",
    { configs: known(fleet({ m1: { a: { value: "1" } }, m2: { a: { value: "2" } }, r1: { a: { value: "3" } } })) },
    "warning",
    /^1 flag differs: a of meta servers \(1 on 1, 2 on 1\)/,
  ],
  [
    "only folders differ",
    "drift",
    { configs: known(fleet({ m1: { data_dirs: { value: "1" } }, m2: { data_dirs: { value: "2" } } })) },
    "ok",
    /^Servers of a role/,
  ],
  [
    "a live server times out",
    "answers",
    { versions: known(fleet({ m1: build("1") }, [silentServer("r1")])) },
    "warning",
    /^1 of 6 questions to live servers failed \(timeout\), of r1/,
  ],
  [
    "a dead server is silent",
    "answers",
    {
      roster: known([META, { ...REPLICA, alive: false }]),
      versions: known(fleet({ m1: build("1") }, [silentServer("r1")])),
    },
    "ok",
    /^5 questions answered/,
  ],
  [
    "a version lacks it",
    "answers",
    { versions: known(fleet({ m1: build("1") }, [silentServer("r1", "refused")])) },
    "ok",
    /answered/,
  ],
  [
    "answers are slow",
    "answers",
    { gauges: known({ ...fleet({ r1: reading({}) }), ms: new Map([["r1", 2000]]) }) },
    "warning",
    /^Slow: 2\.0 s is usual/,
  ],
  [
    "there is no /metrics",
    "offered",
    { offered: known({ meta: new Set(["/configs", "/pprof/heap"]), replica: new Set() }) },
    "notice",
    /no \/metrics/,
  ],
  [
    "there is no /pprof",
    "offered",
    { offered: known({ meta: new Set(["/configs"]), replica: new Set(["/metrics"]) }) },
    "notice",
    /no \/pprof/,
  ],
])("where %s, the check %s says so", (_what, id, change, severity, sentence) => {
  const verdict = judged(id, change);
  expect([verdict.severity, verdict.sentence]).toEqual([severity, expect.stringMatching(sentence)]);
});

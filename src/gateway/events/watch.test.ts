import { expect, it } from "vitest";
import type { RosterEntry } from "#api/clusters.ts";
import type { Metrics } from "#pegasus/answers/metrics.ts";
import { EventWatch, type Seen } from "./watch.ts";

function entry(server: string, more: Partial<RosterEntry> = {}): RosterEntry {
  return { server, role: "replica", leader: false, alive: true, starting: false, ...more };
}

interface Told {
  readonly roster?: readonly RosterEntry[];
  readonly tables?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly failures?: Readonly<Record<string, string>>;
  /** Copies of the app 2. */
  readonly copies?: number;
}

function seen(at: number, { roster = [], tables, failures = {}, copies = 3 }: Told): Seen {
  const metrics: Metrics = {
    cluster: "c",
    role: "meta",
    host: "h",
    port: 1,
    timestamp_ns: at,
    entities: Object.entries(tables ?? {}).map(([id, counts]) => ({
      type: "table",
      id: `table@${id}`,
      attributes: { table_id: id },
      metrics: Object.entries(counts).map(([name, value]) => ({ name, value })),
    })),
  };
  const general = { app_name: "users", max_replica_count: copies };
  return {
    at,
    roster,
    round: {
      failures: new Map(Object.entries(failures)),
      samples: new Map(),
      places: { primaries: new Map(), members: new Map(), tables: new Map([[2, { detail: { general } }]]) },
    },
    leader: tables === undefined ? null : { server: "m1", metrics },
  };
}

const WELL = {
  "2": { dead_partitions: 0, unreadable_partitions: 0, unwritable_partitions: 0, writable_ill_partitions: 0 },
};

it.each<[what: string, before: Told, now: Told, expected: string[]]>([
  ["nothing", { roster: [entry("n1")], tables: WELL }, { roster: [entry("n1")], tables: WELL }, []],
  [
    "another leader",
    { roster: [entry("m1", { role: "meta", leader: true })] },
    { roster: [entry("m1", { role: "meta" }), entry("m2", { role: "meta", leader: true })] },
    ["leader-moved warning m2"],
  ],
  [
    "a server that fell",
    { roster: [entry("n1")] },
    { roster: [entry("n1", { alive: false })] },
    ["node-down critical n1"],
  ],
  ["one that came back", { roster: [entry("n1", { alive: false })] }, { roster: [entry("n1")] }, ["node-up info n1"]],
  ["one not heard of", { roster: [entry("n1")] }, { roster: [entry("n1", { alive: null })] }, []],
  [
    "missing copies",
    { tables: WELL },
    { tables: { "2": { ...WELL["2"], writable_ill_partitions: 3 } } },
    ["partitions-unhealthy warning users"],
  ],
  [
    "unreadable partitions",
    { tables: { "2": { ...WELL["2"], writable_ill_partitions: 3 } } },
    { tables: { "2": { ...WELL["2"], unreadable_partitions: 1 } } },
    ["partitions-unhealthy critical users"],
  ],
  [
    "recovery",
    { tables: { "2": { ...WELL["2"], dead_partitions: 1 } } },
    { tables: WELL },
    ["partitions-healthy info users"],
  ],
  [
    "a table of one copy, which is always unwritable to these metrics",
    { tables: WELL, copies: 1 },
    { tables: { "2": { ...WELL["2"], unwritable_partitions: 8 } }, copies: 1 },
    [],
  ],
  [
    "a dropped table, whose metrics live on",
    { tables: WELL },
    { tables: { ...WELL, "9": { dead_partitions: 8 } } },
    [],
  ],
  ["a server that does not tell", {}, { failures: { n2: "n2 is away." } }, ["round-incomplete warning n2"]],
  ["one that tells again", { failures: { n2: "n2 is away." } }, {}, ["round-complete info null"]],
])("notices %s", (_what, before, now, expected) => {
  const watch = new EventWatch();
  watch.see(seen(1, before));
  const events = watch.see(seen(2, now));
  expect(events.map(({ kind, level, server, app }) => `${kind} ${level} ${app ?? server}`)).toEqual(expected);
  for (const { message, at } of events) expect([message.endsWith("."), at]).toEqual([true, 2]);
});

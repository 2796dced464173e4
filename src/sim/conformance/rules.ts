// What may differ between a recorded answer and a simulated one, by nature: at most twenty rules. Everything else is equal to the byte.

import type { Leaf } from "./document.ts";

export interface Rule {
  /** The path of the call; `*` stands for any ending. */
  readonly call: string;
  /** Dotted paths of fields; `*` stands for one key, `a,b` for either. A whole body that is no JSON is the empty path. */
  readonly fields: readonly string[];
  /** The beginnings of names of recordings that it is limited to. */
  readonly recordings?: readonly string[];
  readonly reason: string;
  /**
   * - `values`: another value of the same form (`looksAlike`), or of which `holds` is true;
   * - `order`: a map or list may come in another order;
   * - `keys`: a map may lack keys, or have others, that look like `names`;
   * - `pace`: a value may be that of any time `within` ms, and a count may lie between them;
   * - `who`: a value may be that of any of its siblings (whatever the `*` stand for) at any time `within` ms.
   */
  readonly differs: "values" | "order" | "keys" | "pace" | "who";
  readonly holds?: (recorded: Leaf, simulated: Leaf) => boolean;
  readonly names?: RegExp;
  readonly within?: number;
}

const SECOND = 1000;
const SECOND_NS = 1e9;

/** Since the fourth replica server had come. */
const FOUR_NODES = ["01b", "01c", "02", "06b", "07f", "09", "10b"];
/** In which copies of partitions come and go. */
const CHANGING = ["00", "03", "06", "09", "10b"];

export const RULES: readonly Rule[] = [
  {
    call: "/metrics",
    fields: ["entities", "entities.*.metrics", "entities.*.attributes"],
    differs: "order",
    reason:
      "Hash maps on the server: the order is unspecified and changes from one answer to the next (reference 3.1).",
  },
  {
    call: "*",
    fields: [
      "entities.*.metrics.*.value,p50,p90,p95,p99,p999",
      "*.partition_states.*.confirmed_decree,last_committed_decree",
      "*.*.not_confirmed_mutations_num,not_duplicated_mutations_num",
    ],
    differs: "values",
    reason: "Load, memory and latencies of another machine with other clients.",
  },
  {
    call: "/metrics",
    fields: ["timestamp_ns"],
    differs: "values",
    reason: "The server's clock to the nanosecond; the recording has the time of the request to the millisecond.",
    holds: (recorded, simulated) => Math.abs(Number(recorded) - Number(simulated)) < 5 * SECOND_NS,
  },
  {
    call: "/metrics",
    fields: ["host", "entities.*.attributes.data_dir"],
    differs: "values",
    reason: "The name and the folders of the machine.",
    holds: (recorded, simulated) =>
      typeof recorded === "string" &&
      typeof simulated === "string" &&
      recorded.startsWith("/") === simulated.startsWith("/"),
  },
  {
    call: "/meta/*",
    fields: [
      "replicas.*.ballot,primary,secondaries",
      "nodes.*.primary,secondary,total",
      "details.*.replica_count,primary_count,secondary_count",
      "primary_replica_count_stddev,total_replica_count_stddev,balance_operation_count",
    ],
    differs: "values",
    reason:
      "Which node got which replica is chance (how many there are is not), and so is what follows from it: what each node has, " +
      "how uneven that is, what the balancer would move. Ballots tell how often it changed before the recording began.",
  },
  {
    call: "/pprof/cmdline",
    fields: [""],
    differs: "values",
    reason: "Stray bytes of the server's memory follow the arguments (reference 2.25).",
    holds: sameUntil("\n"),
  },
  {
    call: "/pprof/profile",
    fields: [""],
    differs: "values",
    reason:
      "What the processor of that machine did. The header of the format is the same (gperftools: 0, 3, 0, period, 0).",
    holds: (recorded, simulated) => String(recorded).slice(0, 40) === String(simulated).slice(0, 40),
  },
  {
    call: "/metrics",
    fields: ["entities", "entities.*.metrics"],
    differs: "keys",
    names: /^(replica@8\.|connection@|dup_|\{)/,
    reason:
      "Which node has the only copy (table 8) or the primary of a partition is chance; only primaries have the metrics of a duplication. " +
      "Connections stay to whom a process has talked to before the recording began.",
  },
  {
    call: "/metrics",
    fields: ["entities"],
    recordings: FOUR_NODES,
    differs: "keys",
    names: /^replica@/,
    reason: "With four replica servers, which of them lacks a copy is chance.",
  },
  {
    call: "/pprof/symbol",
    fields: [""],
    differs: "values",
    reason: "What lies at an address outside of the program, which no two processes load to the same place.",
    holds: (recorded, simulated) => addressesIn(recorded) === addressesIn(simulated),
  },
  {
    call: "/pprof/*",
    fields: [""],
    differs: "values",
    reason:
      "What the memory of that process held. The first line has the same form and ends in the same kind of profile.",
    holds: (recorded, simulated) => firstLineForm(recorded) === firstLineForm(simulated),
  },
  {
    call: "/replica/*",
    fields: ["", "*"],
    differs: "keys",
    names: /^\d+(\.\d+)?$/,
    reason: "Which partitions, or primaries, this node has is chance.",
  },
  {
    call: "/replica/*",
    fields: ["status.*", ""],
    recordings: FOUR_NODES,
    differs: "values",
    reason:
      "With four replica servers, which of them lacks a copy of a table, or has none of its primaries, is chance.",
    holds: (recorded, simulated) => [recorded, simulated].every((leaf) => /^(\d|no .* for app)/.test(String(leaf))),
  },
  {
    call: "/meta/app*",
    fields: [
      "healthy_info.*.fully_healthy,unhealthy,write_unhealthy,read_unhealthy",
      "summary.fully_healthy_app_count,unhealthy_app_count,write_unhealthy_app_count,read_unhealthy_app_count",
      "healthy.*",
      "nodes",
    ],
    recordings: CHANGING,
    differs: "pace",
    within: 25 * SECOND,
    reason:
      "Copies are made, missed and mended one after the other, those first that somebody writes to: who did is not recorded.",
  },
  {
    call: "/meta/app*",
    fields: [
      "healthy_info.*.fully_healthy,unhealthy,write_unhealthy,read_unhealthy",
      "summary.fully_healthy_app_count,unhealthy_app_count,write_unhealthy_app_count,read_unhealthy_app_count",
      "healthy.*",
    ],
    recordings: ["06", "10b"],
    differs: "values",
    holds: (recorded, simulated) =>
      (Number(recorded) === 0) === (Number(simulated) === 0) || Math.abs(Number(recorded) - Number(simulated)) <= 3,
    reason:
      "How many partitions of a table had a copy, their only one or their primary, on the server that went away is chance.",
  },
  {
    call: "/meta/app",
    fields: ["replicas.*.replica_count,secondaries"],
    recordings: ["06b"],
    differs: "values",
    reason: "Two servers are away here: which partition had a copy on both, so that it is left with one, is chance.",
    holds: (recorded, simulated) => [recorded, simulated].every((leaf) => /^([0-3]\/3|\[.*\])$/.test(String(leaf))),
  },
  {
    call: "/meta/apps",
    fields: ["general_info", "healthy_info"],
    recordings: ["07d"],
    differs: "keys",
    names: /^\d$/,
    reason: "In which order a new leader loads its tables is chance.",
  },
  {
    call: "/meta/app",
    fields: ["replicas.*.replica_count,primary,secondaries"],
    recordings: CHANGING,
    differs: "who",
    within: 45 * SECOND,
    reason: "The same, seen at one partition: it is as far as some partition of the table was.",
  },
];

/** Until the last occurrence of `mark`. */
function sameUntil(mark: string): (recorded: Leaf, simulated: Leaf) => boolean {
  const until = (leaf: Leaf): string => String(leaf).slice(0, String(leaf).lastIndexOf(mark) + 1);
  return (recorded, simulated) => until(recorded) === until(simulated);
}

function addressesIn(leaf: Leaf): string {
  return String(leaf).replaceAll(/\t.*/g, "");
}

function firstLineForm(leaf: Leaf): string {
  return (String(leaf).split("\n", 1)[0] ?? "").replaceAll(/ *\d+/g, "0");
}

/**
 * One more rule, for all calls and fields: what was recorded of the same request at the same server just before or just after will do,
 * and a count between two recorded ones. Servers do their rounds each 10 s (`lb_interval_ms`), count beacons for 22 to 24 s and do
 * things step by step; in which phase of its rounds a server was when the recording began nobody knows.
 */
export const MOMENTS = { /** ms */ apart: 12 * SECOND } as const;

/** ms: how far apart two moments are at most that any rule puts side by side. */
export const LONGEST = Math.max(MOMENTS.apart, ...RULES.map(({ within = 0 }) => within));

/** Equal but for digits: a number stays a number, an address an address, a list of two a list of two. */
export function looksAlike(recorded: Leaf, simulated: Leaf): boolean {
  if (typeof recorded !== typeof simulated) return false;
  return typeof recorded !== "string" || typeof simulated !== "string" || formOf(recorded) === formOf(simulated);
}

function formOf(text: string): string {
  return text.replaceAll(/-?\d+/g, "0");
}

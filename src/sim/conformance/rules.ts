// What may differ between a recorded answer and a simulated one, by nature: at most twenty rules. Everything else is equal to the byte.

/** A leaf of a JSON document; a whole body that is no JSON is one, too. */
export type Leaf = string | number | bigint | boolean | null;

export interface Place {
  readonly recording: string;
  readonly call: string;
}

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
   * - `keys`: a map may have other keys;
   * - `pace`: a value or the keys of a map may be those of any time `within` ms, and a count may lie between them.
   */
  readonly differs: "values" | "order" | "keys" | "pace";
  readonly holds?: (recorded: Leaf, simulated: Leaf) => boolean;
  readonly within?: number;
}

const SECOND = 1000;
const SECOND_NS = 1e9;

export const RULES: readonly Rule[] = [
  {
    call: "/metrics",
    fields: ["entities", "entities.*.metrics", "entities.*.attributes"],
    differs: "order",
    reason:
      "Hash maps on the server: the order is unspecified and changes from one answer to the next (reference 3.1).",
  },
  {
    call: "/metrics",
    fields: ["entities.*.metrics.*.value,p50,p90,p95,p99,p999"],
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
    call: "/meta/app",
    fields: ["replicas.*.ballot"],
    differs: "values",
    reason: "How often the partition was reconfigured before the recording began.",
  },
  {
    call: "/meta/app",
    fields: ["replicas.*.primary,secondaries", "nodes.*.primary,secondary,total"],
    differs: "values",
    reason: "Which node got which replica is chance; how many there are is not.",
  },
  {
    call: "/meta/nodes",
    fields: ["details.*.replica_count,primary_count,secondary_count"],
    differs: "values",
    reason: "Follows from which node got which replica.",
  },
  {
    call: "/meta/cluster",
    fields: ["primary_replica_count_stddev,total_replica_count_stddev,balance_operation_count"],
    differs: "values",
    reason: "How uneven it is, and what the balancer would move, follows from which node got which replica.",
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
    call: "/pprof/*",
    fields: [""],
    differs: "values",
    reason:
      "What the memory of that process held. The first line has the same form and ends in the same kind of profile.",
    holds: (recorded, simulated) => firstLineForm(recorded) === firstLineForm(simulated),
  },
];

/** Until the last occurrence of `mark`. */
function sameUntil(mark: string): (recorded: Leaf, simulated: Leaf) => boolean {
  const until = (leaf: Leaf): string => String(leaf).slice(0, String(leaf).lastIndexOf(mark) + 1);
  return (recorded, simulated) => until(recorded) === until(simulated);
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

/** The rule of this kind for a field, if there is one. `keys` lead to the field. */
export function ruleFor(place: Place, keys: readonly string[], differs: Rule["differs"]): Rule | undefined {
  return RULES.find(
    (rule) =>
      rule.differs === differs &&
      matchesCall(rule.call, place.call) &&
      (rule.recordings?.some((name) => place.recording.startsWith(name)) ?? true) &&
      rule.fields.some((field) => matchesField(field, keys)),
  );
}

function matchesCall(pattern: string, call: string): boolean {
  return pattern.endsWith("*") ? call.startsWith(pattern.slice(0, -1)) : pattern === call;
}

function matchesField(pattern: string, keys: readonly string[]): boolean {
  const parts = pattern === "" ? [] : pattern.split(".");
  return (
    parts.length === keys.length && parts.every((part, at) => part === "*" || part.split(",").includes(keys[at] ?? ""))
  );
}

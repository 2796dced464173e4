// What may differ between a recorded answer and a simulated one, by nature: at most twenty rules. Everything else is equal to the byte.

/** A leaf of a JSON document; a whole body that is no JSON is one, too. */
export type Leaf = string | number | bigint | boolean | null;

export interface Rule {
  /** The path of the call; `*` stands for any ending. */
  readonly call: string;
  /** Dotted path of the field; `*` stands for one key, `a|b` for either, and a whole body that is no JSON is ``. */
  readonly field: string;
  readonly reason: string;
  /** `values`: another value of the same form (`looksAlike`). `order`: a map or list may come in another order. `keys`: entries may be others. */
  readonly differs: "values" | "order" | "keys";
  /** What must hold all the same between the two. */
  readonly holds?: (recorded: Leaf, simulated: Leaf) => boolean;
}

const SECOND_NS = 1e9;

export const RULES: readonly Rule[] = [
  {
    call: "/metrics",
    field: "entities|entities.*.metrics|entities.*.attributes",
    differs: "order",
    reason:
      "Hash maps on the server: the order is unspecified and changes from one answer to the next (reference 3.1).",
  },
  {
    call: "/metrics",
    field: "entities.*.metrics.*.value|p50|p90|p95|p99|p999",
    differs: "values",
    reason: "Load, memory and latencies of another machine with other clients.",
  },
  {
    call: "/metrics",
    field: "timestamp_ns",
    differs: "values",
    reason: "The server's clock to the nanosecond; the recording has the time of the request to the millisecond.",
    holds: (recorded, simulated) => Math.abs(Number(recorded) - Number(simulated)) < 5 * SECOND_NS,
  },
  {
    call: "/metrics",
    field: "host",
    differs: "values",
    reason: "The name of the machine.",
    holds: (recorded, simulated) => typeof recorded === "string" && typeof simulated === "string",
  },
  {
    call: "/meta/app",
    field: "replicas.*.ballot",
    differs: "values",
    reason: "How often the partition was reconfigured before the recording began.",
  },
  {
    call: "/meta/app",
    field: "replicas.*.primary|secondaries",
    differs: "values",
    reason: "Which node got which replica is chance; how many there are is not.",
  },
  {
    call: "/meta/app",
    field: "nodes.*.primary|secondary|total",
    differs: "values",
    reason: "Follows from which node got which replica.",
  },
  {
    call: "/meta/nodes",
    field: "details.*.replica_count|primary_count|secondary_count",
    differs: "values",
    reason: "Follows from which node got which replica.",
  },
  {
    call: "/meta/cluster",
    field: "primary_replica_count_stddev|total_replica_count_stddev",
    differs: "values",
    reason: "Follows from which node got which replica.",
  },
  {
    call: "/meta/cluster",
    field: "balance_operation_count",
    differs: "values",
    reason: "What the balancer would move follows from which node got which replica.",
  },
  {
    call: "/meta/app/duplication",
    field: "*.partition_states.*.confirmed_decree|last_committed_decree",
    differs: "values",
    reason: "How many writes clients had sent; -1 before the primary has reported.",
    holds: (recorded, simulated) => Number(recorded) < 0 === Number(simulated) < 0,
  },
  {
    call: "/replica/duplication",
    field: "*.*.not_confirmed_mutations_num|not_duplicated_mutations_num",
    differs: "values",
    reason: "How many writes clients had sent.",
  },
  {
    call: "/replica/duplication",
    field: "*",
    differs: "keys",
    reason: "Which node got which primary is chance.",
  },
];

/**
 * The last rule, for all calls and fields: what was recorded of the same request at the same server just before or just after will do, and
 * a count between two recorded ones. Servers do their rounds each 10 s (`lb_interval_ms`), count beacons for 22 to 24 s and do things step by
 * step; in which phase of its rounds a server was when the recording began nobody knows.
 */
export const MOMENTS = { before: 1, after: 1, /** ms */ apart: 12_000 } as const;

/** Equal but for digits: a number stays a number, an address an address, a list of two a list of two. */
export function looksAlike(recorded: Leaf, simulated: Leaf): boolean {
  if (typeof recorded !== typeof simulated) return false;
  return typeof recorded !== "string" || typeof simulated !== "string" || formOf(recorded) === formOf(simulated);
}

function formOf(text: string): string {
  return text.replaceAll(/\d+/g, "0");
}

/** The rule of this kind for a field, if there is one. `keys` lead to the field. */
export function ruleFor(call: string, keys: readonly string[], differs: Rule["differs"]): Rule | undefined {
  return RULES.find(
    (rule) => rule.differs === differs && matchesCall(rule.call, call) && matchesField(rule.field, keys),
  );
}

function matchesCall(pattern: string, call: string): boolean {
  return pattern.endsWith("*") ? call.startsWith(pattern.slice(0, -1)) : pattern === call;
}

/** `a|b` at the end of a path are names of its last field; where an alternative holds a dot it is a path of its own. */
function matchesField(pattern: string, keys: readonly string[]): boolean {
  const alternatives = pattern.split("|");
  const [first = "", ...others] = alternatives;
  const parent = first.split(".").slice(0, -1);
  const paths = [
    first.split("."),
    ...others.map((other) => (other.includes(".") ? other.split(".") : [...parent, other])),
  ];
  return paths.some(
    (path) => path.length === keys.length && path.every((part, at) => part === "*" || part === keys[at]),
  );
}

// The documents that are opened: what a Pegasus server says at /metrics in any size, and shapes that are hard for viewers.
import { METRICS } from "#pegasus/catalog/metrics.ts";
import { seeded } from "#sim/random.ts";

export interface DocumentKind {
  readonly name: string;
  readonly what: string;
  readonly make: () => string;
  /** Something that stands in it rarely, and something that stands in it often. */
  readonly rare: string;
}

const MB = 1e6;
const SEED = 20261122;
const PARTITIONS = 16;

export function documents(sizes: readonly number[]): DocumentKind[] {
  return [
    ...sizes.map((size) => ({
      name: `metrics ${size} MB`,
      what: "/metrics of a replica server",
      make: () => metrics(size * MB),
      rare: "replica@1.7",
    })),
    { name: "deep", what: "10,000 levels", make: () => deep(10_000), rare: "level_9999" },
    { name: "wide", what: "an object of 500,000 members", make: () => wide(500_000), rare: "member_499999" },
    {
      name: "strings",
      what: "3,000 strings of 5 kB, with escapes",
      make: () => strings(3000, 5000),
      rare: "line 2999 ",
    },
  ];
}

/** As a replica server writes it (reference 3.1): four blanks a level, its metrics by name, int64 values. */
function metrics(bytes: number): string {
  const random = seeded(SEED);
  const own = METRICS.filter(({ entity }) => entity === "replica");
  const int = (below: number): number => Math.floor(random() * below);
  const parts = [
    `{\n    "cluster": "bench",\n    "role": "replica",\n    "host": "node-1.example.net",\n    "port": 34801,\n` +
      `    "timestamp_ns": 1773388800123456789,\n    "entities": [\n`,
  ];
  let length = parts[0]?.length ?? 0;
  for (let replica = 0; length < bytes; replica++) {
    const table = Math.floor(replica / PARTITIONS) + 1;
    const partition = replica % PARTITIONS;
    const values = own.map(({ name, kind }) => {
      const value = (key: string, below: number): string => `                    "${key}": ${int(below)}`;
      const fields =
        kind === "Percentile"
          ? ["p50", "p90", "p95", "p99", "p999"].map((key) => value(key, 1e8))
          : [value("value", kind === "Counter" ? 1e12 : 1e6)];
      return `                {\n                    "name": "${name}",\n${fields.join(",\n")}\n                }`;
    });
    const entity =
      `        {\n            "type": "replica",\n            "id": "replica@${table}.${partition}",\n` +
      `            "attributes": {\n                "partition_id": "${partition}",\n                "table_id": "${table}"\n            },\n` +
      `            "metrics": [\n${values.join(",\n")}\n            ]\n        }`;
    const text = replica === 0 ? entity : `,\n${entity}`;
    parts.push(text);
    length += text.length;
  }
  parts.push("\n    ]\n}");
  return parts.join("");
}

function deep(levels: number): string {
  const opening = Array.from(
    { length: levels },
    (_, level) => `{"level_${level}":${level},"items":[${level},"x"],"next":`,
  );
  return `${opening.join("")}null${"}".repeat(levels)}`;
}

function wide(members: number): string {
  const random = seeded(SEED);
  const text = Array.from({ length: members }, (_, member) => `"member_${member}":${Math.floor(random() * 1e9)}`);
  return `{${text.join(",")}}`;
}

function strings(count: number, length: number): string {
  const random = seeded(SEED);
  const words = ["replica", "größe", "\\n", '\\"quoted\\"', "\\u00e9t\\u00e9", "10.0.0.1:34801", "partition", "データ"];
  const items = Array.from({ length: count }, (_, item) => {
    let text = `line ${item} `;
    while (text.length < length) text += `${words[Math.floor(random() * words.length)] ?? ""} `;
    return `"${text}"`;
  });
  return `{"strings":[${items.join(",\n")}]}`;
}

// Writes the catalogues of metrics and flags from the reference's machine-readable lists and from recordings of real servers:
//   npx tsx scripts/catalog.ts METRICS.json FLAGS.json [RECORDING.har.gz]...
// Recordings give what servers say in their own words: flags by `/configs`, metrics by `/metrics?detail=true`.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as z from "zod/mini";
import { configs, FLAG_TYPES } from "#pegasus/answers/config.ts";
import { metrics } from "#pegasus/answers/metrics.ts";
import { ENTITY_TYPES, type FlagFact, type MetricFact } from "#pegasus/catalog/types.ts";
import { LIMITS, TRAPS } from "./flag-notes.ts";

const ROLES = ["meta", "replica", "collector"] as const;

const metricList = z.array(
  z.looseObject({
    name: z.string(),
    entity: z.enum(ENTITY_TYPES),
    kind: z.enum(["Gauge", "Counter", "Percentile"]),
    unit: z.string(),
    desc: z.string(),
    /** Comma separated roles. */
    server: z.string(),
    lazy: z.optional(z.literal(true)),
  }),
);
const flagList = z.array(
  z.looseObject({
    name: z.string(),
    section: z.string(),
    type: z.enum(FLAG_TYPES),
    default: z.union([z.string(), z.number(), z.boolean()]),
    mutable: z.boolean(),
    validator: z.boolean(),
    servers: z.array(z.enum([...ROLES, "shell", "geo_client"])),
    in_2_5_0: z.boolean(),
    secret: z.optional(z.literal(true)),
    desc: z.optional(z.string()),
  }),
);
const recording = z.object({
  log: z.looseObject({
    entries: z.array(
      z.looseObject({
        request: z.looseObject({ url: z.string() }),
        response: z.looseObject({
          status: z.number(),
          content: z.looseObject({ text: z.optional(z.string()), encoding: z.optional(z.string()) }),
        }),
      }),
    ),
  }),
});

/** The servers' own words: flag name → description, and `entity metric` → desc. */
interface Words {
  readonly flags: Map<string, string>;
  readonly metrics: Map<string, string>;
}

function wordsIn(files: readonly string[]): Words {
  const words: Words = { flags: new Map(), metrics: new Map() };
  for (const file of files) {
    const { log } = recording.parse(JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")));
    for (const { request, response } of log.entries) {
      const { text, encoding } = response.content;
      if (response.status !== 200 || text === undefined || encoding !== undefined) continue;
      if (request.url.endsWith("/configs")) {
        for (const flag of Object.values(configs.decode(text))) words.flags.set(flag.name, flag.description);
      } else if (request.url.endsWith("/metrics?detail=true")) {
        for (const entity of metrics.decode(text).entities) {
          for (const { name, desc } of entity.metrics) {
            if (name !== undefined && desc !== undefined) words.metrics.set(`${entity.type} ${name}`, desc);
          }
        }
      }
    }
  }
  return words;
}

function metricFacts(file: string): MetricFact[] {
  return metricList.parse(JSON.parse(readFileSync(file, "utf8"))).map((metric) => ({
    name: metric.name,
    entity: metric.entity,
    kind: metric.kind,
    unit: metric.unit,
    servers: ROLES.filter((role) => metric.server.split(",").includes(role)),
    meaning: metric.desc,
    ...(metric.lazy === true ? { lazy: true } : {}),
  }));
}

function flagFacts(file: string, words: Words): FlagFact[] {
  return flagList.parse(JSON.parse(readFileSync(file, "utf8"))).map((flag) => ({
    name: flag.name,
    section: flag.section,
    type: flag.type,
    default:
      flag.type === "FV_DOUBLE" && typeof flag.default === "number" ? flag.default.toFixed(2) : String(flag.default),
    mutable: flag.mutable,
    ...limitOf(flag.name, flag.validator),
    servers: flag.servers,
    ...(flag.secret === true ? { secret: true } : {}),
    description: words.flags.get(flag.name) ?? flag.desc ?? "",
    ...(flag.desc === undefined ? {} : { meaning: flag.desc }),
    ...trapsOf(flag.name),
    ...(flag.in_2_5_0 ? {} : { since: "2.6.0" }),
  }));
}

/** A flag with a validator has a limit in the notes, and one without has none: a new one must not be overlooked. */
function limitOf(name: string, validated: boolean): Pick<FlagFact, "limit"> {
  const limit = LIMITS.get(name);
  if ((limit !== undefined) !== validated)
    throw new Error(`scripts/flag-notes.ts disagrees about a validator of ${name}`);
  return limit === undefined ? {} : { limit };
}

function trapsOf(name: string): Pick<FlagFact, "traps"> {
  const traps = TRAPS.get(name);
  return traps === undefined ? {} : { traps };
}

const NOTICE = "Written by scripts/catalog.ts: run it instead of editing this file.";

function write(path: string, title: string, imports: string, declaration: string, value: unknown): void {
  writeFileSync(
    path,
    `// ${title}\n// ${NOTICE}\n${imports}\nexport const ${declaration} = ${JSON.stringify(value)};\n`,
  );
  execFileSync("npx", ["oxfmt", path]);
}

const [metricFile, flagFile, ...recordings] = process.argv.slice(2);
if (metricFile === undefined || flagFile === undefined) {
  console.error("usage: npx tsx scripts/catalog.ts METRICS.json FLAGS.json [RECORDING.har.gz]...");
  process.exit(2);
}
const words = wordsIn(recordings);
const facts = metricFacts(metricFile);
write(
  "src/pegasus/catalog/metrics.ts",
  "Every metric that the servers of HEAD can have (reference 3.9).",
  'import type { MetricFact } from "./types.ts";\n',
  "METRICS: readonly MetricFact[]",
  facts,
);
write(
  "src/pegasus/catalog/flags.ts",
  "Every flag of HEAD (reference 4.3).",
  'import type { FlagFact } from "./types.ts";\n',
  "FLAGS: readonly FlagFact[]",
  flagFacts(flagFile, words),
);
write(
  "src/sim/metrics/desc-catalog.ts",
  "What real servers say of their metrics under `desc` (recorded `/metrics?detail=true`), by `entity name`.",
  "",
  "DESCRIPTIONS: Readonly<Record<string, string>>",
  Object.fromEntries(
    facts.map(({ entity, name, meaning }) => [`${entity} ${name}`, words.metrics.get(`${entity} ${name}`) ?? meaning]),
  ),
);
console.log(
  `${facts.length} metrics, ${words.metrics.size} of them in servers' words; ${words.flags.size} flags recorded.`,
);

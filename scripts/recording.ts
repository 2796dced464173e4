/**
 * Makes a smaller recording out of big ones: `npx tsx scripts/recording.ts --out OUT.har.gz [options] FILE…`. Entries are kept or
 * dropped whole and never edited, but for the values of secret flags, which are masked. See e2e/recordings/README.md.
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";

import { config, configs, type ConfigItem } from "../src/pegasus/answers/config.ts";
import { effectOf } from "../src/pegasus/endpoints.ts";
import { isSecret } from "../src/pegasus/secrets.ts";
import { readTarget } from "../src/pegasus/target.ts";
import { isRecord, readHarFile } from "../src/sim/replay/har-file.ts";

const KiB = 1024;
/** Plain ASCII, so that a recording stays readable everywhere. */
const MASK = "******";

export interface Selection {
  /** Ports; all when empty. */
  readonly servers: readonly string[];
  /** Tried on `METHOD /path?query`. */
  readonly only?: RegExp;
  readonly without?: RegExp;
  /** In ms since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Answers of more than this many characters are dropped. */
  readonly largest: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** The entries of a HAR file that are wanted: never those that changed something or cost the server dear. */
export function selectEntries(entries: readonly unknown[], selection: Selection): unknown[] {
  return entries.filter((entry) => isWanted(fields(entry), selection)).map((entry) => masked(fields(entry)));
}

function isWanted(entry: Fields, { servers, only, without, from, to, largest }: Selection): boolean {
  const { startedDateTime } = entry;
  const { port, target, words } = requestOf(entry);
  const at = Date.parse(String(startedDateTime));
  const text = fields(fields(entry["response"])["content"])["text"];
  const read = readTarget(target);
  return (
    (servers.length === 0 || servers.includes(port)) &&
    at >= from &&
    at <= to &&
    (typeof text !== "string" || text.length <= largest) &&
    read.ok &&
    effectOf(read.target.path) === "read" &&
    only?.test(words) !== false &&
    without?.test(words) !== true
  );
}

function requestOf(entry: Fields): { port: string; target: string; words: string } {
  const { method, url } = fields(entry["request"]);
  const [, port = "", target = ""] = /^https?:\/\/[^/?#]*?:(\d+)(.*)$/.exec(String(url)) ?? [];
  return { port, target, words: `${String(method)} ${target}` };
}

function masked(entry: Fields): Fields {
  const { target } = requestOf(entry);
  const path = target.split("?", 1)[0];
  const response = fields(entry["response"]);
  const content = fields(response["content"]);
  const text = content["text"];
  if (response["status"] !== 200 || typeof text !== "string" || !text.startsWith("{")) return entry;
  const safe = path === "/configs" ? maskAll(text) : path === "/config" ? maskOne(text) : text;
  if (safe === text) return entry;
  const size = Buffer.byteLength(safe);
  const replaceLength = (head: unknown): unknown =>
    typeof head === "string" ? head.replace(/^(content-length: )\d+/im, `$1${size}`) : head;
  const headers = Array.isArray(response["headers"]) ? response["headers"] : [];
  return {
    ...entry,
    response: {
      ...response,
      headers: headers.map((header: unknown) =>
        fields(header)["name"] === "Content-Length" ? { name: "Content-Length", value: String(size) } : header,
      ),
      content: { ...content, size, text: safe },
      bodySize: size,
      _rawHead: replaceLength(response["_rawHead"]),
    },
  };
}

function maskAll(text: string): string {
  const flags = configs.decode(text);
  return configs.encode(Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, maskFlag(flag)])));
}

function maskOne(text: string): string {
  return config.encode(maskFlag(config.decode(text)));
}

function maskFlag(flag: ConfigItem): ConfigItem {
  return isSecret(flag) && flag.value !== "" ? { ...flag, value: MASK } : flag;
}

function fields(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: "string" },
      servers: { type: "string", default: "" },
      only: { type: "string" },
      without: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      largest: { type: "string", default: "5000" },
      comment: { type: "string" },
    },
  });
  const { out } = values;
  if (out === undefined || positionals.length === 0) {
    console.error(
      "Usage: npx tsx scripts/recording.ts --out OUT.har.gz [--servers PORT,…] [--only REGEX] [--without REGEX] " +
        "[--from TIME] [--to TIME] [--largest KiB] [--comment TEXT] FILE…",
    );
    process.exitCode = 2;
    return;
  }
  const files = await Promise.all(positionals.map((file) => readHarFile(file)));
  const selection: Selection = {
    servers: values.servers.split(",").filter((port) => port !== ""),
    ...(values.only === undefined ? {} : { only: new RegExp(values.only) }),
    ...(values.without === undefined ? {} : { without: new RegExp(values.without) }),
    from: values.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(values.from),
    to: values.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(values.to),
    largest: Number(values.largest) * KiB,
  };
  const entries = files
    .flatMap((file) => selectEntries(file.entries, selection))
    .toSorted((a, b) => timeOf(a) - timeOf(b));
  const comment = values.comment ?? files[0]?.comment ?? "";
  const creator = { name: "scripts/recording.ts", version: "1" };
  const text = JSON.stringify({ log: { version: "1.2", creator, comment, pages: [], entries } });
  const bytes = out.endsWith(".gz") ? gzipSync(text, { level: 9 }) : Buffer.from(text);
  await writeFile(out, bytes);
  const kept = `${entries.length} of ${files.flatMap((file) => file.entries).length} entries`;
  console.log(`${out}: ${kept}, ${Math.ceil(bytes.length / KiB)} KiB`);
}

function timeOf(entry: unknown): number {
  return Date.parse(String(fields(entry)["startedDateTime"]));
}

if (process.argv[1] === import.meta.filename) await main();

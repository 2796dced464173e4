// The command line and the configuration file (design.md, contract), read into one plain description of what to run.
import { readFileSync } from "node:fs";
import { OPEN, type AccessSettings } from "./access.ts";
import { BadArguments, readCommandLine, type Words } from "./command-line.ts";
import type { DashboardFile } from "./file/dashboard-file.ts";
import { BadFile, readDashboardFile } from "./file/read-file.ts";
import { keepingOf, type HistoryWishes } from "./history/tiers.ts";
import { CLUSTER_NAME, readAddress, type ClusterSettings } from "./settings.ts";

export type Source =
  | { readonly kind: "demo"; readonly scenario: string }
  | { readonly kind: "replay"; readonly files: readonly string[]; readonly at: number | null; readonly speed: number }
  | { readonly kind: "real"; readonly clusters: readonly ClusterSettings[] };

export interface Arguments {
  /** The path as it was given; null: no file was. */
  readonly configFile: string | null;
  readonly source: Source;
  readonly host: string;
  readonly port: number;
  /** Null: the standard place of this kind of source. */
  readonly dataDir: string | null;
  /** Whether to sample when nobody looks. */
  readonly history: boolean;
  readonly historySettings: HistoryWishes;
  readonly access: AccessSettings;
  readonly webhook: string | null;
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);
const READ_ONLY = "The dashboard was started without --writes, so changes on this cluster are refused.";
const READ_ONLY_BY_FILE = "The configuration does not allow changes on this cluster (writes: true).";

export type ReadText = (path: string) => string;

const readTextFile: ReadText = (path) => readFileSync(path, "utf8");

/** Reads the file anew each time: for SIGHUP the same words are read again. @throws {BadArguments} or {JustSay} */
export function readArguments(
  argv: readonly string[],
  version: string,
  scenarios: readonly string[],
  readText: ReadText = readTextFile,
): Arguments {
  const words = readCommandLine(argv, version, scenarios);
  const file = words.config === undefined ? {} : fileAt(words.config, readText);
  refuseContradictions(words, file);
  const source = sourceOf(words, file);
  const access = accessOf(file);
  const host = words.host ?? file.listen?.host ?? "127.0.0.1";
  if (!LOOPBACK.has(host) && access.signIn === null && words.insecureNoSignIn !== true) {
    throw new BadArguments(
      `Listening on ${host} lets others in, and nobody has to sign in: whoever reaches it can change the cluster. ` +
        "Configure signIn (--config), listen on 127.0.0.1 behind a proxy that signs people in, or say --insecure-no-sign-in.",
    );
  }
  return {
    configFile: words.config ?? null,
    source,
    host,
    port: words.port ?? file.listen?.port ?? 8080,
    dataDir: words.dataDir ?? null,
    history: words.history,
    historySettings: historyOf(file, words.config),
    access,
    webhook: file.webhook?.url ?? null,
  };
}

function fileAt(path: string, readText: ReadText): DashboardFile {
  let text: string;
  try {
    text = readText(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const why =
      code === "ENOENT"
        ? "there is no such file"
        : error instanceof Error
          ? error.message.split(",")[0]
          : String(error);
    throw new BadArguments(`The configuration ${path} cannot be read: ${why}.`);
  }
  try {
    return readDashboardFile(path, text);
  } catch (error) {
    if (error instanceof BadFile) throw new BadArguments(error.message);
    throw error;
  }
}

function refuseContradictions(words: Words, { clusters }: DashboardFile): void {
  const sources = [
    ...(words.demo === undefined ? [] : ["--demo"]),
    ...(words.replay === undefined ? [] : ["--replay"]),
    ...(words.meta.length === 0 ? [] : ["--meta"]),
  ];
  if (sources.length > 1) throw new BadArguments(`${sources.join(" and ")} exclude each other: give one of them.`);
  const [only] = sources;
  if (clusters !== undefined && only !== undefined && only !== "--meta") {
    throw new BadArguments(`${only} and the clusters of ${words.config} exclude each other: give one of them.`);
  }
  if (words.replay === undefined && words.at !== undefined)
    throw new BadArguments("--at is the moment of a recording: it needs --replay.");
  if (words.replay === undefined && words.speed !== undefined)
    throw new BadArguments("--speed is the speed of a recording: it needs --replay.");
  if (words.writes === true && words.meta.length === 0)
    throw new BadArguments("--writes is for real clusters given by --meta; in the configuration it is writes: true.");
}

function sourceOf(words: Words, { clusters = [] }: DashboardFile): Source {
  if (words.replay !== undefined)
    return { kind: "replay", files: words.replay, at: words.at ?? null, speed: words.speed ?? 1 };
  const named = words.meta.map((text) => namedCluster(text, words.writes === true));
  const all = [...clusters.map(configuredCluster), ...named];
  if (all.length === 0) return { kind: "demo", scenario: words.demo ?? "healthy" };
  const names = all.map((cluster) => cluster.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new BadArguments(
      `Two clusters are called "${twice}": give each a name of its own, as --meta staging=host:port.`,
    );
  }
  return { kind: "real", clusters: all };
}

function configuredCluster(said: NonNullable<DashboardFile["clusters"]>[number]): ClusterSettings {
  const { name, title, environment, metas, writes, resolve, members, prometheus } = said;
  return {
    name,
    title: title ?? name,
    environment: environment ?? null,
    metas,
    writes,
    kind: "real",
    ...(writes ? {} : { writesRefused: READ_ONLY_BY_FILE }),
    ...(resolve === undefined ? {} : { resolve }),
    ...(members === undefined ? {} : { members }),
    ...(prometheus === undefined ? {} : { prometheus }),
  };
}

/** `[NAME=]HOST:PORT[,HOST:PORT…]` */
function namedCluster(text: string, writes: boolean): ClusterSettings {
  const equals = text.indexOf("=");
  const name = equals < 0 ? "default" : text.slice(0, equals);
  if (!CLUSTER_NAME.test(name))
    throw new BadArguments(`--meta: "${name}" cannot be a cluster's name; use a-z, 0-9 and -.`);
  const metas = text
    .slice(equals + 1)
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
  if (metas.length === 0)
    throw new BadArguments(`--meta ${text}: no meta server is named; write host:port, as 10.0.0.1:34601.`);
  const wrong = metas.find((item) => readAddress(item) === null);
  if (wrong !== undefined) throw new BadArguments(`--meta: "${wrong}" is not host:port, as 10.0.0.1:34601.`);
  return {
    name,
    title: name,
    environment: null,
    metas,
    writes,
    kind: "real",
    ...(writes ? {} : { writesRefused: READ_ONLY }),
  };
}

function historyOf({ history = {} }: DashboardFile, path: string | undefined): HistoryWishes {
  try {
    keepingOf(history);
    return history;
  } catch (error) {
    throw new BadArguments(`${path ?? ""}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function accessOf({ listen, signIn, scrape }: DashboardFile): AccessSettings {
  return {
    publicUrl: listen?.publicUrl ?? OPEN.publicUrl,
    hosts: listen?.hosts ?? OPEN.hosts,
    trusted: listen?.trusted ?? OPEN.trusted,
    signIn: signIn ?? OPEN.signIn,
    scrapeTokenHash: scrape?.tokenHash ?? OPEN.scrapeTokenHash,
  };
}

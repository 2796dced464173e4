// The command line (design.md, contract): read once, into one plain description of what to run.
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { CLUSTER_NAME, readAddress, type ClusterSettings } from "./settings.ts";

export type Source =
  | { readonly kind: "demo"; readonly scenario: string }
  | { readonly kind: "replay"; readonly files: readonly string[]; readonly at: number | null; readonly speed: number }
  | { readonly kind: "real"; readonly clusters: readonly ClusterSettings[] };

export interface Arguments {
  readonly source: Source;
  readonly host: string;
  readonly port: number;
  /** Null: the standard place of this kind of source. */
  readonly dataDir: string | null;
  readonly history: boolean;
}

/** A sentence for stderr; the process exits with 2. */
export class BadArguments extends Error {
  override readonly name = "BadArguments";
}

/** Asked for by `--help` or `--version`: a text for stdout, exit 0. */
export class JustSay extends Error {
  override readonly name = "JustSay";
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);
const READ_ONLY = "The dashboard was started without --writes, so changes on this cluster are refused.";

interface Raw {
  demo?: string;
  replay?: string[];
  at?: number;
  speed?: number;
  meta: string[];
  host: string;
  port: number;
  writes?: boolean;
  dataDir?: string;
  history: boolean;
  insecureNoSignIn?: boolean;
}

/** @throws {BadArguments} or {JustSay} */
export function readArguments(argv: readonly string[], version: string, scenarios: readonly string[]): Arguments {
  const raw = parse(argv, version, scenarios);
  const given = [
    raw.demo === undefined ? "" : "--demo",
    raw.replay === undefined ? "" : "--replay",
    raw.meta.length === 0 ? "" : "--meta",
  ];
  const sources = given.filter((name) => name !== "");
  if (sources.length > 1) throw new BadArguments(`${sources.join(" and ")} exclude each other: give one of them.`);
  if (raw.replay === undefined && raw.at !== undefined)
    throw new BadArguments("--at is the moment of a recording: it needs --replay.");
  if (raw.replay === undefined && raw.speed !== undefined)
    throw new BadArguments("--speed is the speed of a recording: it needs --replay.");
  if (raw.writes === true && raw.meta.length === 0)
    throw new BadArguments("--writes is for real clusters: it needs --meta.");
  if (!LOOPBACK.has(raw.host) && raw.insecureNoSignIn !== true) {
    throw new BadArguments(
      `Listening on ${raw.host} lets others in, and nobody has to sign in: whoever reaches it can change the cluster. ` +
        "Listen on 127.0.0.1 behind a proxy that signs people in, or say --insecure-no-sign-in.",
    );
  }
  return { source: sourceOf(raw), host: raw.host, port: raw.port, dataDir: raw.dataDir ?? null, history: raw.history };
}

function parse(argv: readonly string[], version: string, scenarios: readonly string[]): Raw {
  const said: string[] = [];
  const command = new Command("pegasus-dashboard")
    .description("The web console for Apache Pegasus. Without options: on the built-in simulated cluster.")
    .option("--demo <scenario>", `the simulated cluster in a scenario: ${scenarios.join(", ")}`, oneOf(scenarios))
    .option(
      "--replay <file...>",
      "a recording (HAR 1.2, .har or .har.gz) of real servers, read-only, in place of a cluster",
    )
    .option("--at <time>", "the moment of the recording to begin with, as 2026-01-31T12:00:00Z", readMoment)
    .option("--speed <n>", "recorded seconds per second, 1 by default; 0 stands still", readSpeed)
    .option(
      "--meta <[name=]host:port,...>",
      "a real cluster by its meta servers; repeatable, one per cluster",
      collect,
      [],
    )
    .option("--host <host>", "where to listen", "127.0.0.1")
    .option("--port <port>", "where to listen; 0: any free port", readPort, 8080)
    .option("--writes", "allow changes on real clusters")
    .option("--data-dir <dir>", "where history and audit are kept")
    .option("--no-history", "no sampling when nobody looks")
    .option("--insecure-no-sign-in", "listen beyond this machine although nobody has to sign in")
    .version(version, "--version")
    .helpOption("--help")
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => said.push(text), writeErr: () => {} });
  try {
    command.parse([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) throw new JustSay(said.join(""));
    const alone = error.code === "commander.excessArguments" ? command.args[0] : undefined;
    if (alone !== undefined) throw new BadArguments(`"${alone}" belongs to no option. See --help.`);
    const message = error.message.replace(/^error: /, "").replaceAll("\n", " ");
    throw new BadArguments(`${message}${/[.!?]$/.test(message) ? "" : "."} See --help.`);
  }
  return command.opts<Raw>();
}

function sourceOf(raw: Raw): Source {
  if (raw.replay !== undefined) return { kind: "replay", files: raw.replay, at: raw.at ?? null, speed: raw.speed ?? 1 };
  if (raw.meta.length === 0) return { kind: "demo", scenario: raw.demo ?? "healthy" };
  const clusters = raw.meta.map((text) => realCluster(text, raw.writes === true));
  const names = clusters.map((cluster) => cluster.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new BadArguments(
      `Two clusters are called "${twice}": give each a name of its own, as --meta staging=host:port.`,
    );
  }
  return { kind: "real", clusters };
}

function realCluster(text: string, writes: boolean): ClusterSettings {
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

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function oneOf(allowed: readonly string[]) {
  return (value: string): string => {
    if (!allowed.includes(value)) throw new InvalidArgumentError(`The scenarios are: ${allowed.join(", ")}.`);
    return value;
  };
}

function readPort(value: string): number {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65535) throw new InvalidArgumentError("A port is a number from 0 to 65535.");
  return port;
}

function readMoment(value: string): number {
  const time = /^\d{11,}$/.test(value) ? Number(value) : /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) throw new InvalidArgumentError("Write a moment as 2026-01-31T12:00:00Z.");
  return time;
}

function readSpeed(value: string): number {
  const speed = Number(value);
  if (value.trim() === "" || !Number.isFinite(speed) || speed < 0 || speed > 1000)
    throw new InvalidArgumentError("A speed is a number from 0 to 1000.");
  return speed;
}

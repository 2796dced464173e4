// The words of the command line, each judged by itself. What they mean together is arguments.ts's work.
import { Command, CommanderError, InvalidArgumentError } from "commander";

/** A sentence for stderr; the process exits with 2. */
export class BadArguments extends Error {
  override readonly name = "BadArguments";
}

/** Asked for by `--help` or `--version`: a text for stdout, exit 0. */
export class JustSay extends Error {
  override readonly name = "JustSay";
}

/** What was said; nothing where nothing was. */
export interface Words {
  demo?: string;
  replay?: string[];
  at?: number;
  speed?: number;
  meta: string[];
  config?: string;
  host?: string;
  port?: number;
  writes?: boolean;
  dataDir?: string;
  history: boolean;
  insecureNoSignIn?: boolean;
}

const COMMANDS = `
Commands:
  hash-password                reads a password from standard input and prints its scrypt hash`;

/** @throws {BadArguments} or {JustSay} */
export function readCommandLine(argv: readonly string[], version: string, scenarios: readonly string[]): Words {
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
    .option("--config <file>", "YAML: clusters, sign-in and more; what is said here wins over it, read anew on SIGHUP")
    .option("--host <host>", "where to listen; 127.0.0.1 by default")
    .option("--port <port>", "where to listen, 8080 by default; 0: any free port", readPort)
    .option("--writes", "allow changes on the clusters given by --meta")
    .option("--data-dir <dir>", "where history and audit are kept")
    .option("--no-history", "no sampling when nobody looks")
    .option("--insecure-no-sign-in", "listen beyond this machine although nobody has to sign in")
    .version(version, "--version")
    .helpOption("--help")
    .addHelpText("after", COMMANDS)
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
    if (error.code === "commander.optionMissingArgument" && argv.at(-1) === "--demo")
      throw new BadArguments(`--demo needs a scenario. The scenarios are: ${scenarios.join(", ")}.`);
    const message = error.message.replace(/^error: /, "").replaceAll("\n", " ");
    throw new BadArguments(`${message}${/[.!?]$/.test(message) ? "" : "."} See --help.`);
  }
  return command.opts<Words>();
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

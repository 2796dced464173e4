// Plays recordings against a simulated cluster, request by request at their recorded times, and collects what differs.
import { readTarget } from "#pegasus/target.ts";
import { startCluster } from "../cluster.ts";
import { readHarFile } from "../replay/har-file.ts";
import { Addresses } from "./addresses.ts";
import { ClientConnection } from "./client.ts";
import { compareOutcomes } from "./compare.ts";
import type { Comparison, Moment } from "./compare-bodies.ts";
import { eventLoopTurn, ManualTime } from "../manual-time.ts";
import type { Mismatch } from "./mismatch.ts";
import { readExchange, type RecordedExchange } from "./recorded.ts";
import { LONGEST } from "./rules.ts";
import { Play } from "./play.ts";
import { moment, type Staging } from "./staging.ts";

export interface Finding {
  readonly exchange: RecordedExchange;
  readonly mismatches: readonly Mismatch[];
}

export interface Performance {
  /** How many requests were played. */
  readonly played: number;
  readonly findings: readonly Finding[];
}

const FOLDER = new URL("recordings/", import.meta.url);

async function readRecordings(names: readonly string[]): Promise<RecordedExchange[]> {
  const lists = await Promise.all(
    names.map(async (name) => {
      const { entries } = await readHarFile(new URL(`${name}.har.gz`, FOLDER).pathname);
      return entries.map((entry, index) => readExchange(name, index, entry));
    }),
  );
  return lists.flat().toSorted((a, b) => a.at - b.at);
}

export async function perform(staging: Staging): Promise<Performance> {
  const exchanges = await readRecordings(staging.recordings);
  const time = new ManualTime(moment(staging.begins));
  const { scenario, plan } = staging;
  const cluster = await startCluster({ scenario, plan, clock: time, wait: time.wait });
  try {
    const addresses = new Addresses([
      ...pairs(staging.ports.metas, cluster.metas),
      ...pairs(staging.ports.replicas, cluster.replicas),
      ...pairs(staging.ports.collectors, cluster.collectors),
    ]);
    const stage = {
      cluster,
      server: (port: number) => addresses.serverOf(port),
      async ask(port: number, target: string) {
        const connection = new ClientConnection(addresses.portOf(port));
        await connection.send([Buffer.from(`GET ${target} HTTP/1.1\r\n\r\n`)], false, () => undefined);
        for (let turn = 0; turn < 8; turn++) await eventLoopTurn();
        connection.close();
      },
    };
    const play = new Play(stage, addresses, time, staging.actions);
    const findings: Finding[] = [];
    const same = sameRequests(exchanges);
    const read: Comparison["read"] = new Map();
    for (const exchange of exchanges) {
      const simulated = await play.ask(exchange);
      const mismatches = compareOutcomes({
        call: callOf(exchange),
        recorded: exchange.outcome,
        simulated,
        addresses,
        recording: exchange.recording,
        read,
        around: momentsAround(exchange, same.get(nameOf(exchange)) ?? []),
      });
      if (mismatches.length > 0) findings.push({ exchange, mismatches });
    }
    play.end();
    return { played: exchanges.length, findings };
  } finally {
    await cluster.close();
  }
}

function pairs(recorded: readonly number[], simulated: readonly string[]): (readonly [number, string])[] {
  if (recorded.length !== simulated.length)
    throw new Error(`${recorded.length} recorded servers and ${simulated.length} simulated ones`);
  return recorded.map((port, index) => [port, simulated[index] ?? ""]);
}

/** Who asked what, so that the same request a moment before and after can be found. */
function sameRequests(exchanges: readonly RecordedExchange[]): Map<string, RecordedExchange[]> {
  const found = new Map<string, RecordedExchange[]>();
  for (const exchange of exchanges) {
    const name = nameOf(exchange);
    const list = found.get(name);
    if (list === undefined) found.set(name, [exchange]);
    else list.push(exchange);
  }
  return found;
}

function nameOf({ port, pieces }: RecordedExchange): string {
  return `${port} ${pieces.map((piece) => piece.toString("latin1")).join("|")}`;
}

function momentsAround(exchange: RecordedExchange, same: readonly RecordedExchange[]): Moment[] {
  const index = same.indexOf(exchange);
  return same.flatMap((other, position): Moment[] => {
    const apart = Math.abs(other.at - exchange.at);
    if (other === exchange || apart > LONGEST) return [];
    return [{ outcome: other.outcome, apart, isNext: Math.abs(position - index) === 1 }];
  });
}

function callOf({ target }: RecordedExchange): string {
  const read = readTarget(target);
  return read.ok ? `/${read.target.path}` : target;
}

// Plays recordings against a simulated cluster, request by request at their recorded times, and collects what differs.
import { readTarget } from "#pegasus/target.ts";
import { startCluster } from "../cluster.ts";
import { readHarFile } from "../replay/har-file.ts";
import { Addresses } from "./addresses.ts";
import { ClientConnection, type Outcome } from "./client.ts";
import { compareOutcomes, type Mismatch, type Moment } from "./compare.ts";
import { eventLoopTurn, ManualTime } from "./manual-time.ts";
import { readExchange, type RecordedExchange } from "./recorded.ts";
import { LONGEST } from "./rules.ts";
import { moment, type Action, type Stage, type Staging } from "./staging.ts";

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
    for (const exchange of exchanges) {
      const simulated = await play.ask(exchange);
      const mismatches = compareOutcomes({
        call: callOf(exchange),
        recorded: exchange.outcome,
        simulated,
        addresses,
        recording: exchange.recording,
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

class Play {
  private readonly stage: Stage;
  private readonly addresses: Addresses;
  private readonly time: ManualTime;
  private readonly actions: (Action & { readonly due: number })[];
  private kept: ClientConnection | undefined;

  constructor(stage: Stage, addresses: Addresses, time: ManualTime, actions: readonly Action[]) {
    this.stage = stage;
    this.addresses = addresses;
    this.time = time;
    this.actions = actions.map((action) => ({ ...action, due: moment(action.at) })).toSorted((a, b) => a.due - b.due);
  }

  async ask(exchange: RecordedExchange): Promise<Outcome> {
    const { at, span, pieces, outcome } = exchange;
    await this.until(at);
    // What happens while the request is under way comes between its bytes and whoever should have read them.
    const [meanwhile] = this.actions;
    const within = meanwhile !== undefined && meanwhile.due < at + span ? meanwhile : undefined;
    if (within !== undefined) this.actions.shift();
    if (!exchange.reuses || this.kept === undefined) {
      this.kept?.close();
      this.kept = new ClientConnection(this.addresses.portOf(exchange.port));
    }
    const connection = this.kept;
    // Pieces without a gap arrive together or not as the kernel likes; what it liked shows in the recording.
    await connection.send(pieces, outcome.kind === "none", () => within?.act(this.stage));
    if (exchange.halfCloses) connection.halfClose();
    const answer = connection.answer(
      outcome.kind === "none" && outcome.how === "silent",
      outcome.kind === "answer" ? outcome.after.length : 0,
    );
    if (span >= LONG) await this.passUntil(answer, Math.max(at, this.time.now()), span, outcome.kind === "answer");
    const came = await answer;
    if (exchange.staysOpen && connection.ended) return { kind: "none", how: "closed" };
    return came;
  }

  /** Lets the time of an exchange pass, and somewhat more where an answer is to come and does not. */
  private async passUntil(answer: Promise<Outcome>, from: number, span: number, isAnswered: boolean): Promise<void> {
    let isThere = false;
    void answer.then(() => {
      isThere = true;
    });
    for (const part of isAnswered ? SLACK : [1]) {
      for (let turn = 0; turn < 8; turn++) await eventLoopTurn();
      if (isThere) return;
      await this.until(from + span * part);
    }
  }

  end(): void {
    this.kept?.close();
  }

  private async until(at: number): Promise<void> {
    for (;;) {
      const [next] = this.actions;
      if (next === undefined || next.due > at) break;
      this.actions.shift();
      await this.time.pass(next.due);
      await next.act(this.stage);
    }
    await this.time.pass(at);
  }
}

/** What takes seconds on a real server takes about as long here: so many times as long are waited for it. */
const SLACK = [1, 1.1, 1.25, 1.5, 2, 3];
/** ms from which on an exchange takes part of the cluster's time: the others are over before anything can happen. */
const LONG = 100;

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

// Takes a snapshot: asks what plan.ts says, few servers at a time and each one question after another. Time and network are arguments.
import type { RosterEntry } from "#api/clusters.ts";
import { apps as appsCodec } from "#pegasus/answers/apps.ts";
import { callList } from "#pegasus/answers/builtin.ts";
import type { Codec } from "#pegasus/answers/codec.ts";
import { fewAtOnce } from "../../parts/few-at-once.ts";
import type { Exchange } from "../../send.ts";
import { recordedOf, type Asking, type HarEntry } from "./har.ts";
import {
  GREETING,
  LAST,
  LISTS,
  questionsFor,
  roundOf,
  ROUND_SECONDS,
  type Choice,
  type Listed,
  type Table,
} from "./plan.ts";

export interface Port {
  readonly ask: (asking: Asking, signal: AbortSignal) => Promise<Exchange>;
  /** ms since epoch. */
  readonly now: () => number;
  /** Resolves at once when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Progress {
  readonly asked: number;
  /** How many requests there will be; null until the servers have told what they offer. */
  readonly expected: number | null;
  /** Bytes of answers. */
  readonly bytes: number;
  /** What is done now, as a sentence's beginning: "Asking every server what it is". */
  readonly doing: string;
  /** Servers that did not answer, and what was not asked, each with its reason. */
  readonly failures: readonly Failed[];
}

export interface Failed extends Asking {
  readonly why: string;
}

const SERVERS_AT_ONCE = 4;
const SECOND = 1000;

/**
 * Resolves when all is asked, or when `signal` aborts: what was recorded until then stands. `onEntries` gets entries in the order
 * in which they were answered; the next question of that server waits for it.
 */
export async function takeSnapshot(
  port: Port,
  servers: readonly RosterEntry[],
  choice: Choice,
  signal: AbortSignal,
  onEntries: (entries: readonly HarEntry[]) => Promise<void>,
  onProgress: (progress: Progress) => void,
): Promise<Progress> {
  const run = new Run(port, signal, onEntries, onProgress);
  const lists = new Map<string, Listed>();
  run.says("Asking every server what it offers");
  await fewAtOnce(servers, SERVERS_AT_ONCE, async ({ server }) => {
    const exchange = await run.ask({ server, target: GREETING });
    lists.set(server, listedIn(exchange));
  });
  const there = servers.filter(({ server }) => (lists.get(server)?.size ?? 0) > 0);
  run.says("Asking the leader for its tables and nodes");
  const tables = await askLeader(run, there);
  const questions = there.map((entry) => questionsFor(entry, lists.get(entry.server) ?? null, tables, choice));
  const withMetrics = there.filter(({ server }) => lists.get(server)?.has("/metrics") === true);
  const metas = there.filter(({ role }) => role === "meta");
  run.expects(questions.flat().length + metas.length + roundOf(withMetrics).length * choice.rounds);
  run.says("Asking every server all that it can be asked");
  await fewAtOnce(questions, SERVERS_AT_ONCE, async (ofOne) => run.askAll(ofOne));
  for (let round = 1; round <= choice.rounds; round++) {
    const began = port.now();
    run.says(`Asking for the load, ${round} of ${choice.rounds}`);
    await fewAtOnce(roundOf(withMetrics), SERVERS_AT_ONCE, async (asking) => run.askAll([asking]));
    if (round === 1) await askLast(run, metas);
    if (round === choice.rounds || withMetrics.length === 0 || signal.aborted) break;
    run.says(`Waiting until ${ROUND_SECONDS} s have passed for the next round of load`);
    await port.sleep(Math.max(0, began + ROUND_SECONDS * SECOND - port.now()), signal);
  }
  return run.says(signal.aborted ? "Stopped" : "Done");
}

/** The tables, as far as they can be known. */
async function askLeader(run: Run, there: readonly RosterEntry[]): Promise<Table[]> {
  const leader = there.find((entry) => entry.leader);
  if (leader === undefined) return [];
  const { server } = leader;
  const apps = read(appsCodec, await run.ask({ server, target: LISTS.apps }));
  await run.ask({ server, target: LISTS.nodes });
  return Object.values(apps?.general_info ?? {}).map(({ app_id, app_name }) => ({ id: app_id, name: app_name }));
}

/** The backups first, to record that they send one on; the leader's answer is the one at which a replay begins. */
async function askLast(run: Run, metas: readonly RosterEntry[]): Promise<void> {
  const ordered = metas.toSorted((a, b) => Number(a.leader) - Number(b.leader));
  await run.askAll(ordered.map(({ server }) => ({ server, target: LAST })));
}

function listedIn(exchange: Exchange | null): Listed {
  const calls = read(callList, exchange);
  return calls === null ? null : new Set(Object.keys(calls));
}

/** Null where there is no such answer; the recording has it all the same. */
function read<T>(codec: Codec<T>, exchange: Exchange | null): T | null {
  if (exchange === null || exchange.server === null || exchange.status !== 200) return null;
  try {
    return codec.decode(exchange.text);
  } catch {
    return null;
  }
}

class Run {
  private readonly port: Port;
  private readonly signal: AbortSignal;
  private readonly onEntries: (entries: readonly HarEntry[]) => Promise<void>;
  private readonly onProgress: (progress: Progress) => void;
  private readonly silent = new Set<string>();
  private progress: Progress = { asked: 0, expected: null, bytes: 0, doing: "", failures: [] };

  constructor(
    port: Port,
    signal: AbortSignal,
    onEntries: (entries: readonly HarEntry[]) => Promise<void>,
    onProgress: (progress: Progress) => void,
  ) {
    this.port = port;
    this.signal = signal;
    this.onEntries = onEntries;
    this.onProgress = onProgress;
  }

  says(doing: string): Progress {
    return this.tell({ ...this.progress, doing });
  }

  /** This many more than until now. */
  expects(more: number): void {
    this.tell({ ...this.progress, expected: this.progress.asked + more });
  }

  /** Null: not asked, since it was stopped or that server has stopped answering. */
  async ask(asking: Asking): Promise<Exchange | null> {
    if (this.signal.aborted || this.silent.has(asking.server)) return null;
    const began = this.port.now();
    let exchange: Exchange;
    try {
      exchange = await this.port.ask(asking, this.signal);
    } catch (error) {
      if (this.signal.aborted) return null;
      throw error;
    }
    const recorded = recordedOf(asking, exchange, this.port.now() - began);
    if (recorded.kind === "entries") await this.onEntries(recorded.entries);
    this.count(asking, exchange, recorded);
    return exchange;
  }

  async askAll(askings: readonly Asking[]): Promise<void> {
    for (const asking of askings) await this.ask(asking);
  }

  private count(asking: Asking, exchange: Exchange, recorded: ReturnType<typeof recordedOf>): void {
    const { asked, bytes, failures } = this.progress;
    const why = whyNot(recorded);
    // A server that is gone or frozen is not asked a hundred times more: each would cost its whole patience.
    if (recorded.kind === "entries" && recorded.failed) this.silent.add(asking.server);
    this.tell({
      ...this.progress,
      asked: asked + 1,
      bytes: bytes + (recorded.kind === "entries" ? exchange.size : 0),
      failures: why === null ? failures : [...failures, { ...asking, why }],
    });
  }

  private tell(progress: Progress): Progress {
    this.progress = progress;
    this.onProgress(progress);
    return progress;
  }
}

function whyNot(recorded: ReturnType<typeof recordedOf>): string | null {
  if (recorded.kind === "not-asked") return recorded.why;
  if (!recorded.failed) return null;
  return recorded.entries.at(-1)?.response._error ?? "It did not answer.";
}

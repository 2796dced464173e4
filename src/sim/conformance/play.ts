// Asks a simulated server what was asked of a recorded one, at its time, while what was done to the cluster is done.
import type { Addresses } from "./addresses.ts";
import { ClientConnection, type Outcome } from "./client.ts";
import { eventLoopTurn, type ManualTime } from "../manual-time.ts";
import type { RecordedExchange } from "./recorded.ts";
import { moment, type Action, type Stage } from "./staging.ts";

export class Play {
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

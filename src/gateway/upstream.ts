// One Pegasus server as the gateway talks to it: few kept connections, time limits, and every way to fail as one kind of failure.
import { Client, Pool, type Dispatcher } from "undici";
import { effectOf } from "#pegasus/endpoints.ts";
import { SECOND, type Clock } from "./clock.ts";
import { exchange, type Bounds, type Heard, type StreamBounds } from "./exchange.ts";
import { GatewayFailure } from "./failure.ts";
import { NobodyTakesIt, type Flow } from "./flow.ts";
import { Gate, gatedConnector } from "./gate-connector.ts";
import { Limit, TooBusy } from "./limit.ts";
import { closedEarly, failureOf, isLost } from "./upstream-failure.ts";

export interface Question {
  readonly method: "GET" | "POST";
  /** In Pegasus's normal form, see `writeTarget`. */
  readonly target: string;
  readonly body?: string;
  /** Until the first byte of the answer; 10 s unless told. */
  readonly patienceMs?: number;
  /** Asks a safe path through the gate, to learn whether a meta is starting. */
  readonly throughGate?: boolean;
  /** A large answer may come as a flow. */
  readonly mayFlow?: boolean;
}

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly location: string | null;
  /** Empty where it flows. */
  readonly body: Buffer;
  /** Null unless the question allows it and the answer is large. */
  readonly flow: Flow | null;
  /** From the question to the last byte; of a flow, to its head. */
  readonly ms: number;
}

export interface Limits {
  readonly connectMs: number;
  readonly patienceMs: number;
  /** Of an answer that is read whole. */
  readonly largestBytes: number;
  readonly streaming?: StreamBounds;
}

const MiB = 1024 * 1024;
const LIMITS: Limits = { connectMs: 2 * SECOND, patienceMs: 10 * SECOND, largestBytes: 64 * MiB };
/** An unfiltered /metrics of a full replica server is tens of megabytes. */
const STREAMING: StreamBounds = { fromBytes: MiB, largestBytes: 1024 * MiB, longestMs: 300 * SECOND };

const AT_ONCE = 4;
/** By this header a replay says that it has no answer to a question; the body is a sentence that says why. */
const REPLAY_HEADER = "x-pegasus-replay";
/** How long what was just learned of a silent server is told to others who ask: twice as long each time, up to the second one. */
const SILENT_MS = SECOND;
const LONGEST_SILENT_MS = 5 * SECOND;
/** Reads must fit the first 4096 bytes that the server is sure to take at once (reference 1.3). */
const LARGEST_REQUEST_BYTES = 4096;
const HEAD_BYTES = 200;
const ACCEPT = { accept: "*/*" };

/** Harmless to ask twice. Never `/meta/*`: where such a request was dropped, a starting meta may have died of it. */
function mayRepeat(target: string): boolean {
  return !needsGate(target) && effectOf(target.replace(/^\/|\?.*$/g, "")) === "read";
}

/** Pegasus paths that can kill a starting meta: only on connections that have passed the gate. */
export function needsGate(target: string): boolean {
  return /^\/meta(\/|\?|$)/.test(target);
}

export class Upstream {
  /** `host:port` to connect to. */
  readonly address: string;
  readonly gate: Gate;
  private readonly safe: Pool;
  private readonly gated: Pool;
  /** Connections for one question each. */
  private readonly fresh = new Set<Client>();
  private readonly replay: boolean;
  /** For calls that keep a worker of the server busy. */
  readonly costly = new Limit(1);
  private readonly limit = new Limit(AT_ONCE);
  private readonly limits: Limits;
  private readonly name: string;
  private readonly clock: Clock;
  /** A server that said nothing at all to the last question; for a moment the others need not wait to hear the same. */
  private silent: { readonly until: number; readonly failure: GatewayFailure; readonly times: number } | null = null;
  private heardAt = -Infinity;

  /** `name` is what people call the server. A `replay` has no process to hurt, so it has no gate. */
  constructor(name: string, address: string, clock: Clock, options: { replay: boolean; limits?: Limits }) {
    this.name = name;
    this.address = address;
    this.clock = clock;
    this.limits = options.limits ?? LIMITS;
    this.replay = options.replay;
    const { connectMs, patienceMs } = this.limits;
    this.gate = new Gate(name, clock, patienceMs);
    const common = { ...this.connectionOptions(), connections: AT_ONCE };
    this.safe = new Pool(`http://${address}`, { ...common, connect: { timeout: connectMs } });
    this.gated = options.replay
      ? this.safe
      : new Pool(`http://${address}`, { ...common, connect: gatedConnector(this.gate, connectMs) });
  }

  /** @throws {GatewayFailure} starting, unreachable, timeout, dropped, busy, too-large or, of a replay, not-recorded */
  async ask(question: Question): Promise<Reply> {
    const body = question.body ?? "";
    if (HEAD_BYTES + question.target.length + Buffer.byteLength(body) > LARGEST_REQUEST_BYTES) {
      throw new GatewayFailure(
        "too-large",
        "The request is over 4 KiB, which a Pegasus server may not read in one piece; it would drop the connection.",
      );
    }
    await this.turn();
    let flow: Flow | null = null;
    try {
      const reply = await this.once(question);
      ({ flow } = reply);
      return reply;
    } finally {
      if (flow === null) this.limit.leave();
      else void flow.over.then((error) => this.flowed(error));
    }
  }

  private async turn(): Promise<void> {
    try {
      await this.limit.enter(this.limits.patienceMs);
    } catch (error) {
      if (!(error instanceof TooBusy)) throw error;
      const what = `has ${AT_ONCE} other questions of this dashboard to answer first, and takes its time`;
      throw new GatewayFailure("busy", `${this.name} ${what}.`, { retryAfter: 2, cause: error });
    }
  }

  private flowed(error: Error | null): void {
    this.limit.leave();
    if (error !== null && !(error instanceof NobodyTakesIt)) this.gate.lost();
  }

  private connectionOptions() {
    const { patienceMs } = this.limits;
    return {
      pipelining: 1, // replies can come out of order otherwise (reference 1.3)
      keepAliveTimeout: 60 * SECOND, // the server never closes; each new connection to a meta costs three questions
      headersTimeout: patienceMs,
      bodyTimeout: patienceMs,
    };
  }

  /** Whether it was silent belongs to another moment. */
  forget(): void {
    this.silent = null;
  }

  async close(): Promise<void> {
    this.gate.close();
    await Promise.all([this.safe, this.gated, ...this.fresh].map((connections) => connections.destroy()));
  }

  private async once(question: Question): Promise<Reply> {
    const gated = !this.replay && (question.throughGate === true || needsGate(question.target));
    if (gated) this.gate.check();
    const started = this.clock.now();
    if (this.silent !== null && started < this.silent.until) {
      const { kind, message, cause } = this.silent.failure;
      throw new GatewayFailure(kind, message, { cause, sent: false }); // this question has not even left
    }
    const patienceMs = question.patienceMs ?? this.limits.patienceMs;
    let begun = false;
    const options: Dispatcher.DispatchOptions = {
      method: question.method,
      path: question.target,
      headers: ACCEPT,
      body: question.body ?? null,
      headersTimeout: patienceMs,
    };
    const { connectMs, largestBytes, streaming = STREAMING } = this.limits;
    const bounds: Bounds = {
      largestBytes,
      tooLarge: (bytes) => this.tooLarge(bytes),
      longestMs: connectMs + patienceMs * 2,
      streaming: question.mayFlow === true ? streaming : null,
      onHead: () => {
        begun = true;
        this.heardAt = this.clock.now();
        this.silent = null;
      },
    };
    try {
      const { status, headers, body, flow } = await (gated
        ? exchange(this.gated, options, bounds)
        : this.exchangeTwice(options, bounds));
      if (this.replay && headers[REPLAY_HEADER] === "not-recorded")
        throw new GatewayFailure("not-recorded", body.toString("utf8").trim());
      const { location } = headers;
      const contentType = headers["content-type"] ?? "text/plain";
      return { status, contentType, location: location ?? null, body, flow, ms: this.clock.now() - started };
    } catch (error) {
      const failure = failureOf(error, { name: this.name, waitedMs: begun ? null : patienceMs, connectMs });
      if (isLost(failure.kind)) this.gate.lost();
      const mute = failure.kind === "timeout" || failure.kind === "unreachable";
      if (mute && this.heardAt < started) this.noteSilence(failure);
      throw failure;
    }
  }

  private tooLarge(bytes: number): GatewayFailure {
    const message = `${this.name} answers more than ${bytes / MiB} MiB; ask for less, with filters.`;
    return new GatewayFailure("too-large", message, { sent: true });
  }

  /** Backs off from a server that says nothing, and tries again. */
  private noteSilence(failure: GatewayFailure): void {
    const times = (this.silent?.times ?? 0) + 1;
    const pause = Math.min(SILENT_MS * 2 ** (times - 1), LONGEST_SILENT_MS);
    this.silent = { until: this.clock.now() + pause, failure, times };
  }

  /** A harmless question whose connection closes before any byte of an answer is sent once more, on a fresh one (reference 1.3). */
  private async exchangeTwice(options: Dispatcher.DispatchOptions, bounds: Bounds): Promise<Heard> {
    let begun = false;
    const onHead = (): void => {
      begun = true;
      bounds.onHead();
    };
    try {
      return await exchange(this.safe, options, { ...bounds, onHead });
    } catch (error) {
      if (begun || !closedEarly(error) || !mayRepeat(options.path)) throw error;
      const fresh = new Client(`http://${this.address}`, {
        ...this.connectionOptions(),
        connect: { timeout: this.limits.connectMs },
      });
      this.fresh.add(fresh);
      const done = (): void => {
        this.fresh.delete(fresh);
        void fresh.destroy();
      };
      let flow: Flow | null = null;
      try {
        const heard = await exchange(fresh, options, bounds);
        ({ flow } = heard);
        return heard;
      } finally {
        if (flow === null) done();
        else void flow.over.then(done);
      }
    }
  }
}

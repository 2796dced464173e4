// One Pegasus server as the gateway talks to it: few kept connections, time limits, and every way to fail as one kind of failure.
import type { Readable } from "node:stream";
import { Client, Pool, type Dispatcher } from "undici";
import { effectOf } from "#pegasus/endpoints.ts";
import { SECOND, type Clock } from "./clock.ts";
import { GatewayFailure } from "./failure.ts";
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
}

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly location: string | null;
  readonly body: Buffer<ArrayBuffer>;
  /** From the question to the last byte. */
  readonly ms: number;
}

export interface Limits {
  readonly connectMs: number;
  readonly patienceMs: number;
  readonly largestBytes: number;
}

const LIMITS: Limits = { connectMs: 2 * SECOND, patienceMs: 10 * SECOND, largestBytes: 64 * 1024 * 1024 };

const AT_ONCE = 4;
/** By this header a replay says that it has no answer to a question; the body is a sentence that says why. */
const REPLAY_HEADER = "x-pegasus-replay";
/** How long what was just learned of a silent server is told to others who ask: twice as long each time, up to the second one. */
const SILENT_MS = SECOND;
const LONGEST_SILENT_MS = 5 * SECOND;
/** Reads must fit the first 4096 bytes that the server is sure to take at once (reference 1.3). */
const LARGEST_REQUEST_BYTES = 4096;
const HEAD_BYTES = 200;
const FIRST_BYTES = 16 * 1024;

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
    try {
      return await this.limit.run(() => this.once(question), this.limits.patienceMs);
    } catch (error) {
      if (!(error instanceof TooBusy)) throw error;
      const what = `has ${AT_ONCE} other questions of this dashboard to answer first, and takes its time`;
      throw new GatewayFailure("busy", `${this.name} ${what}.`, { retryAfter: 2, cause: error });
    }
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
    // Not AbortSignal.timeout: its timers would outlive their questions by many seconds, thousands of them when it is busy.
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new DOMException("It took too long.", "TimeoutError")),
      this.limits.connectMs + patienceMs * 2,
    );
    const options: Dispatcher.RequestOptions = {
      method: question.method,
      path: question.target,
      headers: { accept: "*/*" },
      body: question.body ?? null,
      headersTimeout: patienceMs,
      signal: late.signal,
    };
    try {
      const answer = await (gated ? this.gated.request(options) : this.requestTwice(options));
      begun = true;
      this.heardAt = this.clock.now();
      this.silent = null;
      const length = answer.headers["content-length"];
      const announced = typeof length === "string" ? Number(length) : null;
      const body = await readWhole(answer.body, announced, this.limits.largestBytes, this.name);
      if (this.replay && answer.headers[REPLAY_HEADER] === "not-recorded")
        throw new GatewayFailure("not-recorded", body.toString("utf8").trim());
      const { location } = answer.headers;
      const type = answer.headers["content-type"];
      return {
        status: answer.statusCode,
        contentType: typeof type === "string" ? type : "text/plain",
        location: typeof location === "string" ? location : null,
        body,
        ms: this.clock.now() - started,
      };
    } catch (error) {
      const failure = failureOf(error, {
        name: this.name,
        waitedMs: begun ? null : patienceMs,
        connectMs: this.limits.connectMs,
      });
      if (isLost(failure.kind)) this.gate.lost();
      const mute = failure.kind === "timeout" || failure.kind === "unreachable";
      if (mute && this.heardAt < started) this.noteSilence(failure);
      throw failure;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Backs off from a server that says nothing, and tries again. */
  private noteSilence(failure: GatewayFailure): void {
    const times = (this.silent?.times ?? 0) + 1;
    const pause = Math.min(SILENT_MS * 2 ** (times - 1), LONGEST_SILENT_MS);
    this.silent = { until: this.clock.now() + pause, failure, times };
  }

  /** A harmless question whose connection closes before any byte of an answer is sent once more, on a fresh one (reference 1.3). */
  private async requestTwice(options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData> {
    try {
      return await this.safe.request(options);
    } catch (error) {
      if (!closedEarly(error) || !mayRepeat(options.path)) throw error;
      const fresh = new Client(`http://${this.address}`, {
        ...this.connectionOptions(),
        connect: { timeout: this.limits.connectMs },
      });
      this.fresh.add(fresh);
      const done = (): void => {
        this.fresh.delete(fresh);
        void fresh.destroy();
      };
      try {
        const answer = await fresh.request(options);
        answer.body.once("close", done);
        return answer;
      } catch (again) {
        done();
        throw again;
      }
    }
  }
}

/** `announced`: the Content-Length, which Pegasus always sends; null where it was not. */
async function readWhole(
  body: Readable,
  announced: number | null,
  largest: number,
  name: string,
): Promise<Buffer<ArrayBuffer>> {
  const tooLarge = (): GatewayFailure =>
    new GatewayFailure(
      "too-large",
      `${name} answers more than ${largest / 1024 / 1024} MiB; ask for less, with filters.`,
      {
        sent: true,
      },
    );
  if (announced !== null && announced > largest) {
    body.on("error", () => undefined).destroy(); // and its connection: nobody reads the rest
    throw tooLarge();
  }
  // In its place at once, instead of in pieces that are put together later: that would copy each byte twice.
  let whole = Buffer.allocUnsafeSlow(announced ?? FIRST_BYTES);
  let size = 0;
  // A stream that nobody has given an encoding yields buffers.
  for await (const chunk of body as AsyncIterable<Buffer>) {
    if (size + chunk.length > largest) throw tooLarge();
    if (size + chunk.length > whole.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(whole.length * 2, size + chunk.length));
      whole.copy(larger, 0, 0, size);
      whole = larger;
    }
    chunk.copy(whole, size);
    size += chunk.length;
  }
  return size === whole.length ? whole : whole.subarray(0, size);
}

// Connects to a server and asks its safe paths before anybody may use the connection (undici's `connect` hook). A connection
// dies with the process at its other end, so what was true of it when it was handed over stays true.
import type { Socket } from "node:net";
import { buildConnector } from "undici";
import { config, type ConfigItem } from "#pegasus/answers/config.ts";
import { metrics } from "#pegasus/answers/metrics.ts";
import { startTime } from "#pegasus/answers/builtin.ts";
import { AnswerError, type Codec } from "#pegasus/answers/codec.ts";
import { SECOND, type Clock } from "./clock.ts";
import { GatewayFailure } from "./failure.ts";
import { BEACON_TARGET, judgeGate, type Sighting, type Verdict, type Vitals } from "./gate.ts";
import { socketGet, type PlainAnswer } from "./socket-get.ts";

/** The safe paths answer at once, from memory. */
const LONGEST_ASK_MS = 3 * SECOND;
/** While a gate is known to be shut, a server is looked at once in this time, however many ask. */
const LOOK_AGAIN_MS = SECOND;

/** The gate of one server: shared by all its connections. */
export class Gate {
  private sighting: Sighting | null = null;
  private shutUntil = 0;
  private readonly server: string;
  private readonly clock: Clock;
  private readonly askMs: number;
  private readonly asking = new Set<Socket>();
  private closed = false;
  private lastVerdict: Verdict | null = null;
  constructor(server: string, clock: Clock, patienceMs: number) {
    this.server = server;
    this.clock = clock;
    this.askMs = Math.min(LONGEST_ASK_MS, patienceMs);
  }

  /** Whether the last look at this server found it starting. */
  get starting(): boolean {
    return this.lastVerdict?.open === false;
  }

  /** A connection was refused, reset or dropped: whoever comes up next has to pass anew. */
  lost(): void {
    this.lastVerdict = null;
  }

  /** Refuses without a look while one has just been taken. @throws {GatewayFailure} `starting` */
  check(): void {
    const verdict = this.lastVerdict;
    if (verdict?.open === false && this.clock.now() < this.shutUntil) throw this.refusal(verdict.retryAfterMs);
  }

  /** @throws {GatewayFailure} `starting`, or unreachable where no Pegasus answers; {NoPlainAnswer} while asking. */
  async pass(socket: Socket, host: string): Promise<void> {
    const vitals = await this.vitals(socket, host);
    const verdict = judgeGate(vitals, this.sighting, this.clock.now());
    this.sighting = verdict.sighting;
    this.lastVerdict = verdict;
    if (verdict.open) {
      if (verdict.settleMs > 0) await this.clock.sleep(verdict.settleMs);
      return;
    }
    this.shutUntil = this.clock.now() + Math.min(verdict.retryAfterMs, LOOK_AGAIN_MS);
    throw this.refusal(verdict.retryAfterMs);
  }

  /** Connections that are still asked let go; no new one gets through. */
  close(): void {
    this.closed = true;
    for (const socket of this.asking) socket.destroy();
  }

  private async vitals(socket: Socket, host: string): Promise<Vitals> {
    if (this.closed) socket.destroy();
    this.asking.add(socket);
    try {
      return await askVitals((target) => socketGet(socket, host, target, this.askMs));
    } catch (error) {
      if (!(error instanceof AnswerError)) throw error;
      throw new GatewayFailure(
        "unreachable",
        `What answers at ${this.server} does not say when it started: it is no Pegasus server.`,
        { cause: error },
      );
    } finally {
      this.asking.delete(socket);
    }
  }

  private refusal(retryAfterMs: number): GatewayFailure {
    const seconds = Math.max(1, Math.ceil(retryAfterMs / SECOND));
    return new GatewayFailure(
      "starting",
      `The meta server ${this.server} has just started. A question now could kill it, so it is left alone for ${seconds} s more at most.`,
      { retryAfter: seconds },
    );
  }
}

/** A connector for undici whose sockets have passed `gate`. */
export function gatedConnector(gate: Gate, connectTimeoutMs: number): buildConnector.connector {
  const connect = buildConnector({ timeout: connectTimeoutMs });
  return (options, callback) => {
    connect(options, (...[error, socket]) => {
      if (error !== null || socket === null) {
        callback(error ?? new Error("no socket"), null);
        return;
      }
      gate.pass(socket, `${options.hostname}:${options.port}`).then(
        () => callback(null, socket),
        (reason: unknown) => {
          socket.destroy();
          callback(reason instanceof Error ? reason : new Error(String(reason)), null);
        },
      );
    });
  };
}

/** @throws {NoPlainAnswer}, and an AnswerError when it does not say when it started */
async function askVitals(ask: (target: string) => Promise<PlainAnswer>): Promise<Vitals> {
  const start = await ask("/recentStartTime");
  const beacon = await ask(BEACON_TARGET);
  const timeout = await ask("/config?name=timeout_ms");
  const flag = decoded<ConfigItem>(config, timeout.status === 200 ? timeout.text : "");
  const zookeeperTimeoutMs = flag !== null && /^\d+$/.test(flag.value) ? Number(flag.value) : null;
  const base = { startTime: startTime.decode(start.text).RecentStartTime, zookeeperTimeoutMs };
  // Versions without /metrics say 404; anything else that is not 200 is no sign that the process is up.
  if (beacon.status === 404) return { ...base, metricShown: null, serverNow: null };
  const document = decoded(metrics, beacon.status === 200 ? beacon.text : "");
  if (document === null || typeof document.timestamp_ns !== "bigint")
    return { ...base, metricShown: false, serverNow: null };
  const metricShown = document.entities.some((entity) =>
    entity.metrics.some((metric) => metric.name === "beacon_failed_count"),
  );
  return { ...base, metricShown, serverNow: Number(document.timestamp_ns / 1_000_000n) };
}

function decoded<T>(codec: Codec<T>, text: string): T | null {
  try {
    return codec.decode(text);
  } catch {
    return null;
  }
}

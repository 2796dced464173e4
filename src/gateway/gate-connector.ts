// Connects to a server and asks its safe paths before anybody may use the connection (undici's `connect` hook). A connection
// dies with the process at its other end, so what was true of it when it was handed over stays true.
import type { Socket } from "node:net";
import { buildConnector } from "undici";
import { config, type ConfigItem } from "#pegasus/answers/config.ts";
import { metrics } from "#pegasus/answers/metrics.ts";
import { startTime } from "#pegasus/answers/builtin.ts";
import type { Codec } from "#pegasus/answers/codec.ts";
import { SECOND, type Clock } from "./clock.ts";
import { GatewayFailure } from "./failure.ts";
import { judgeGate, type Sighting, type Verdict, type Vitals } from "./gate.ts";
import { socketGet } from "./socket-get.ts";

const ASK_TIMEOUT_MS = 3 * SECOND;
/** While a gate is known to be shut, a server is looked at once in this time, however many ask. */
const LOOK_AGAIN_MS = SECOND;

/** The gate of one server: shared by all its connections. */
export class Gate {
  private sighting: Sighting | null = null;
  private shutUntil = 0;
  private readonly server: string;
  private readonly clock: Clock;
  private lastVerdict: Verdict | null = null;
  constructor(server: string, clock: Clock) {
    this.server = server;
    this.clock = clock;
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

  /** @throws {GatewayFailure} `starting`, or what went wrong while asking. */
  async pass(socket: Socket, host: string): Promise<void> {
    const vitals = await askVitals(socket, host);
    const verdict = judgeGate(vitals, this.sighting, this.clock.now());
    this.sighting = verdict.sighting;
    this.lastVerdict = verdict;
    if (verdict.open) return;
    this.shutUntil = this.clock.now() + Math.min(verdict.retryAfterMs, LOOK_AGAIN_MS);
    throw this.refusal(verdict.retryAfterMs);
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

async function askVitals(socket: Socket, host: string): Promise<Vitals> {
  const ask = (target: string) => socketGet(socket, host, target, ASK_TIMEOUT_MS);
  const start = await ask("/recentStartTime");
  const beacon = await ask("/metrics?types=server&metrics=beacon_failed_count");
  const timeout = await ask("/config?name=timeout_ms");
  const flag = decoded<ConfigItem>(config, timeout.status === 200 ? timeout.text : "");
  const zookeeperTimeoutMs = flag !== null && /^\d+$/.test(flag.value) ? Number(flag.value) : null;
  const started = decoded(startTime, start.text);
  if (start.status !== 200 || started === null) {
    throw new GatewayFailure(
      "unreachable",
      `What answers at ${host} does not say when it started: it is no Pegasus server.`,
    );
  }
  const base = { startTime: started.RecentStartTime, zookeeperTimeoutMs };
  // Versions without /metrics say 404; anything else that is not 200 is no sign that the process is up.
  if (beacon.status === 404) return { ...base, metricShown: null, serverNow: null };
  const document = decoded(metrics, beacon.status === 200 ? beacon.text : "");
  if (document === null) return { ...base, metricShown: false, serverNow: null };
  const metricShown = document.entities.some((entity) =>
    entity.metrics.some((metric) => metric.name === "beacon_failed_count"),
  );
  return { ...base, metricShown, serverNow: Number(BigInt(document.timestamp_ns) / 1_000_000n) };
}

function decoded<T>(codec: Codec<T>, text: string): T | null {
  try {
    return codec.decode(text);
  } catch {
    return null;
  }
}

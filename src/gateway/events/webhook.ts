// Tells one address when a cluster turns critical and when it recovers. It is tried twice and no more: what rings is not this program.
import { request } from "undici";
import type { ClusterEntry } from "#api/clusters.ts";
import { SECOND, type Clock } from "../clock.ts";
import type { Log } from "../log.ts";

const PATIENCE_MS = 10 * SECOND;
const AGAIN_MS = 30 * SECOND;

export interface Alarm {
  readonly cluster: string;
  readonly title: string;
  readonly state: "critical" | "recovered";
  readonly health: ClusterEntry["health"];
  /** ISO 8601. */
  readonly at: string;
  /** A sentence for people. */
  readonly text: string;
}

export class Webhook {
  private readonly url: string;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly stop = new AbortController();
  private readonly critical = new Set<string>();
  private sending: Promise<void> = Promise.resolve();

  constructor(url: string, clock: Clock, log: Log) {
    this.url = url;
    this.clock = clock;
    this.log = log;
  }

  /** What is not known changes nothing. */
  notice(cluster: { readonly name: string; readonly title: string }, health: ClusterEntry["health"]): void {
    if (health === "unknown" || (health === "critical") === this.critical.has(cluster.name)) return;
    const state = health === "critical" ? "critical" : "recovered";
    if (state === "critical") this.critical.add(cluster.name);
    else this.critical.delete(cluster.name);
    const { name, title } = cluster;
    const text =
      state === "critical"
        ? `${title}: some partitions cannot be read or written.`
        : `${title} is no longer critical; it is ${health === "ok" ? "well" : `at "${health}"`}.`;
    const alarm = { cluster: name, title, state, health, at: new Date(this.clock.now()).toISOString(), text } as const;
    this.sending = this.sending.then(() => this.send(alarm));
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.sending;
  }

  private async send(alarm: Alarm): Promise<void> {
    for (const again of [true, false]) {
      if (this.stop.signal.aborted) return;
      const failure = await this.post(alarm);
      if (failure === null) return;
      this.log.say(`The webhook was not told that ${alarm.cluster} is ${alarm.state}: ${failure}.`);
      if (again) await this.clock.sleep(AGAIN_MS, this.stop.signal);
    }
  }

  /** Why it did not arrive; null: it did. */
  private async post(alarm: Alarm): Promise<string | null> {
    try {
      const { statusCode, body } = await request(this.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(alarm),
        signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), this.stop.signal]),
      });
      await body.dump();
      return statusCode < 300 ? null : `it answered ${statusCode}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}

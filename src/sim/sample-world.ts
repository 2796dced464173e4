// For tests: a cluster without sockets, with the ports of a onebox and time in the test's hand.
import { serve } from "./answers/serve.ts";
import type { Answer } from "./http/answer.ts";
import type { Outcome } from "./http/outcome.ts";
import { STOCK_PLAN, type ClusterPlan } from "./model/plan.ts";
import { scaledTimes } from "./model/times.ts";
import { World } from "./model/world.ts";

export const METAS = ["127.0.0.1:34601", "127.0.0.1:34602", "127.0.0.1:34603"] as const;
export const REPLICAS = [
  "127.0.0.1:34801",
  "127.0.0.1:34802",
  "127.0.0.1:34803",
  "127.0.0.1:34804",
  "127.0.0.1:34805",
] as const;
export const COLLECTOR = "127.0.0.1:34701";

/** 2026-03-13 08:00:00 UTC: when the sample begins. */
const BEGIN = Date.UTC(2026, 2, 13, 8);
export const SECOND = 1000;

export class Sample {
  readonly world: World;
  /** ms since the epoch. */
  now = BEGIN;

  /** With servers to the number of its plan, as far as `METAS`, `REPLICAS` and `COLLECTOR` go. */
  constructor(seed = 1, plan: ClusterPlan = STOCK_PLAN) {
    const addresses = {
      metas: METAS.slice(0, plan.metas),
      replicas: REPLICAS.slice(0, plan.replicas),
      collectors: [COLLECTOR].slice(0, plan.collectors),
    };
    this.world = new World({ plan, addresses, seed, now: BEGIN, times: scaledTimes(1) });
  }

  pass(seconds: number): void {
    this.now += seconds * SECOND;
    this.world.advance(this.now);
  }

  /** @throws for a call that takes time or ends otherwise: see `later`. */
  ask(server: string, target: string, method: "GET" | "POST" = "GET", body = ""): Answer | "dies" {
    const outcome = this.serve(server, target, method, body);
    if (outcome === "dies" || (!(outcome instanceof Promise) && typeof outcome !== "string" && "status" in outcome))
      return outcome;
    throw new Error(`${server}${target} has no answer now; ask by later()`);
  }

  /** For calls that take time: it passes at once. */
  async later(server: string, target: string, method: "GET" | "POST" = "GET", body = ""): Promise<Outcome> {
    return this.serve(server, target, method, body);
  }

  private serve(server: string, target: string, method: "GET" | "POST", body: string): Outcome | Promise<Outcome> {
    const { world, now } = this;
    world.advance(now);
    const process = world.processAt(server);
    const wait = async (ms: number): Promise<void> => {
      this.pass(ms / SECOND);
    };
    return serve({ method, target, last: false, body: Buffer.from(body) }, { process, world, now, sessions: 1, wait });
  }

  /** The body of a 200. @throws for any other outcome. */
  body(server: string, target: string): string {
    const outcome = this.ask(server, target);
    if (
      typeof outcome === "string" ||
      !("status" in outcome) ||
      outcome.status !== 200 ||
      typeof outcome.body !== "string"
    )
      throw new Error(`${server}${target}: ${JSON.stringify(outcome)}`);
    return outcome.body;
  }
}

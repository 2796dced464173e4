// A cluster in one word and one sentence, for lists: by the checks of its own page that the leader's answers suffice for.
import type { ClusterEntry } from "#api/clusters.ts";
import { AT_A_GLANCE, judgeAll, worstOf } from "#pegasus/checks/all.ts";
import type { SeenSince } from "#pegasus/checks/facts.ts";
import { inOneLine } from "#pegasus/checks/words.ts";
import { SECOND, type Clock } from "./clock.ts";
import { glanceFacts } from "./glance-facts.ts";
import { SharedAnswers } from "./shared-answers.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

/** `reason`: the sentence of the worst check; absent where nothing is wrong. */
export type Glance = Pick<ClusterEntry, "health" | "reason">;

const KEPT_MS = 10 * SECOND;
/** The list waits no longer: a cluster that does not answer is a row of it. */
const PATIENCE_MS = SECOND;

export class HealthAtAGlance {
  private readonly cluster: WatchedCluster;
  private readonly clock: Clock;
  private readonly shared: SharedAnswers<Glance>;
  private last: Glance | null = null;
  private deadSince: ReadonlyMap<string, SeenSince> | null = null;
  constructor(cluster: WatchedCluster, clock: Clock) {
    this.cluster = cluster;
    this.clock = clock;
    this.shared = new SharedAnswers({ now: () => clock.now() });
  }

  /** Never keeps a list waiting: what was known before stands until a cluster that takes its time has answered. */
  async now(): Promise<Glance> {
    const enough = new AbortController();
    const late = this.clock.sleep(PATIENCE_MS, enough.signal).then(() => this.last ?? NOT_YET);
    const asked = this.shared.get("health", KEPT_MS, () => this.look()).then(({ value }) => value);
    return Promise.race([asked, late]).finally(() => enough.abort());
  }

  /** What was known belongs to another moment. */
  forget(): void {
    this.shared.forget();
    this.last = null;
    this.deadSince = null;
  }

  private async look(): Promise<Glance> {
    this.last = await this.judge();
    return this.last;
  }

  private async judge(): Promise<Glance> {
    try {
      const facts = await glanceFacts(this.cluster, this.clock.now());
      if (facts.nodes.kind === "known") this.follow(Object.values(facts.nodes.value.details));
      const worst = worstOf(judgeAll(AT_A_GLANCE, { ...facts, deadSince: this.deadSince ?? new Map() }));
      if (worst === null || worst.verdict.severity === "ok") return { health: "ok" };
      const { severity, sentence, apps, servers } = worst.verdict;
      return { health: severity, reason: inOneLine(sentence, [...servers, ...apps]) };
    } catch {
      return { health: "unknown", reason: "It could not be judged; its own page says why." };
    }
  }

  private follow(nodes: readonly { readonly address: string; readonly status: string }[]): void {
    const before = this.deadSince;
    const dead = nodes.filter(({ status }) => status === "UNALIVE").map(({ address }) => address);
    const since = (server: string): SeenSince =>
      before?.get(server) ?? { at: this.clock.now(), atFirst: before === null };
    this.deadSince = new Map(dead.map((server) => [server, since(server)]));
  }
}

const NOT_YET: Glance = { health: "unknown", reason: "It has not answered yet." };

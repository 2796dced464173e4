// Which replica servers the leader believes alive (reference 2.12, 6.2 and 9.2): by their beacons, with a grace.
import type { Schedule } from "./schedule.ts";
import type { Times } from "./times.ts";

interface Node {
  alive: boolean;
  /** Since when it sends no beacons; null when it does. */
  silentSince: number | null;
}

interface Rules {
  /** Whether anybody leads: without a leader nobody is declared anything. */
  readonly hasLeader: () => boolean;
  /** Whether a partition configuration names the node, which is how a new leader knows of one that it never heard. */
  readonly holdsReplicas: (node: string) => boolean;
  /** Somebody was declared dead or alive. */
  readonly changed: (node: string, alive: boolean, at: number) => void;
}

export class FailureDetector {
  /** Replica servers that the present leader has declared dead, each time counted. */
  disconnections = 0;
  private readonly nodes: Map<string, Node>;
  private readonly rules: Rules;
  private readonly schedule: Schedule;
  private readonly times: Times;

  constructor(nodes: readonly string[], rules: Rules, schedule: Schedule, times: Times) {
    this.nodes = new Map(nodes.map((node) => [node, { alive: true, silentSince: null }]));
    this.rules = rules;
    this.schedule = schedule;
    this.times = times;
  }

  /** The nodes that the leader knows, dead ones too. */
  get known(): readonly string[] {
    return [...this.nodes.keys()];
  }

  isAlive(node: string): boolean {
    return this.nodes.get(node)?.alive ?? false;
  }

  /** Its process is gone or hangs. */
  silent(name: string, at: number): void {
    const node = this.nodes.get(name);
    if (node === undefined || node.silentSince !== null) return;
    node.silentSince = at;
    this.expire(name, node, at);
  }

  /** A beacon of it has arrived. */
  heard(name: string, at: number): void {
    const node = this.nodes.get(name) ?? { alive: false, silentSince: null };
    this.nodes.set(name, node);
    node.silentSince = null;
    if (node.alive || !this.rules.hasLeader()) return;
    node.alive = true;
    this.rules.changed(name, true, at);
  }

  /** A new leader believes everybody alive whom it hears of, and gives each the whole grace again (2.12). */
  takeOver(at: number): void {
    this.disconnections = 0;
    for (const [name, node] of this.nodes) {
      if (node.silentSince !== null && !this.rules.holdsReplicas(name)) {
        this.nodes.delete(name);
        continue;
      }
      const risen = !node.alive;
      node.alive = true;
      if (node.silentSince !== null) {
        node.silentSince = at;
        this.expire(name, node, at);
      } else if (risen) this.rules.changed(name, true, at);
    }
  }

  private expire(name: string, node: Node, since: number): void {
    this.schedule.plan(since + this.times.grace, (at) => {
      if (node.silentSince !== since || !node.alive || !this.rules.hasLeader()) return;
      node.alive = false;
      this.disconnections++;
      this.rules.changed(name, false, at);
    });
  }
}

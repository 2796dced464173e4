// Which replica servers the leader believes alive (reference 2.12, 6.2 and 9.2): by their beacons, with a grace.
import type { Surroundings } from "./surroundings.ts";

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
  /** Somebody is about to be declared dead or alive. */
  readonly changing: (at: number) => void;
  /** Somebody was. */
  readonly changed: (node: string, alive: boolean, at: number) => void;
}

export class FailureDetector {
  /** Replica servers that the present leader has declared dead, each time counted. */
  disconnections = 0;
  private readonly nodes: Map<string, Node>;
  /** Who is known and who of them lives; null after a change. */
  private listed: { readonly known: readonly string[]; readonly alive: readonly string[] } | null = null;
  private readonly rules: Rules;
  private readonly place: Pick<Surroundings, "schedule" | "times">;

  constructor(nodes: readonly string[], rules: Rules, place: Pick<Surroundings, "schedule" | "times">) {
    this.nodes = new Map(nodes.map((node) => [node, { alive: true, silentSince: null }]));
    this.rules = rules;
    this.place = place;
  }

  /** The nodes that the leader knows, dead ones too. */
  get known(): readonly string[] {
    return this.lists().known;
  }

  /** Those that it believes alive. */
  get alive(): readonly string[] {
    return this.lists().alive;
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
    this.listed = null;
    node.silentSince = null;
    if (node.alive || !this.rules.hasLeader()) return;
    this.rules.changing(at);
    this.set(node, true);
    this.rules.changed(name, true, at);
  }

  /** A new leader believes everybody alive whom it hears of, and gives each the whole grace again (2.12). */
  takeOver(at: number): void {
    this.disconnections = 0;
    for (const [name, node] of this.nodes) {
      if (node.silentSince !== null && !this.rules.holdsReplicas(name)) {
        this.nodes.delete(name);
        this.listed = null;
        continue;
      }
      const risen = !node.alive;
      this.set(node, true);
      if (node.silentSince !== null) {
        node.silentSince = at;
        this.expire(name, node, at);
      } else if (risen) this.rules.changed(name, true, at);
    }
  }

  private lists() {
    if (this.listed === null) {
      const known = [...this.nodes.keys()];
      this.listed = { known, alive: known.filter((node) => this.isAlive(node)) };
    }
    return this.listed;
  }

  private set(node: Node, alive: boolean): void {
    node.alive = alive;
    this.listed = null;
  }

  private expire(name: string, node: Node, since: number, due = since + this.place.times.grace): void {
    this.place.schedule.plan(due, (at) => {
      if (node.silentSince !== since || !node.alive) return;
      if (!this.rules.hasLeader()) {
        // Should the same leader come back, it goes on counting.
        this.expire(name, node, since, at + this.place.times.beacon);
        return;
      }
      this.rules.changing(at);
      this.set(node, false);
      this.disconnections++;
      this.rules.changed(name, false, at);
    });
  }
}

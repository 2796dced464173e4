// Lays partitions out over the replica servers, evenly: per table first, over the whole cluster second, by chance third.
import type { NodeCount } from "./balance.ts";
import type { Configuration } from "./partition.ts";

/** Counts by the node's index. */
type Tally = Int32Array;

export class Placement {
  private readonly nodes: readonly string[];
  private readonly random: () => number;
  private readonly primaries: Tally;
  private readonly replicas: Tally;

  /** `counts`: what the nodes hold already. */
  constructor(nodes: readonly string[], counts: ReadonlyMap<string, NodeCount>, random: () => number) {
    this.nodes = nodes;
    this.random = random;
    this.primaries = Int32Array.from(nodes, (node) => counts.get(node)?.primary ?? 0);
    this.replicas = Int32Array.from(nodes, (node) => {
      const { primary, secondary } = counts.get(node) ?? { primary: 0, secondary: 0 };
      return primary + secondary;
    });
  }

  /** Configurations for all partitions of one table; fewer copies where there are not enough nodes. */
  layOut(partitions: number, copies: number): Configuration[] {
    const ownSecondaries = new Int32Array(this.nodes.length);
    const ownPrimaries = new Int32Array(this.nodes.length);
    return Array.from({ length: partitions }, () => {
      const [primary] = this.lowest(1, [ownPrimaries, this.primaries, this.replicas], -1);
      if (primary === undefined) return { primary: null, secondaries: [] };
      const secondaries = this.lowest(copies - 1, [ownSecondaries, this.replicas], primary);
      add(ownPrimaries, primary);
      add(this.primaries, primary);
      add(this.replicas, primary);
      for (const node of secondaries) {
        add(ownSecondaries, node);
        add(this.replicas, node);
      }
      return { primary: this.nodes[primary] ?? null, secondaries: secondaries.map((node) => this.nodes[node] ?? "") };
    });
  }

  /** The `count` nodes with the lowest tallies, in order; `tallies` in order of weight, `except` left out. */
  private lowest(count: number, tallies: readonly Tally[], except: number): number[] {
    // Written for speed: a large cluster asks it a hundred thousand times for a hundred nodes.
    const { random } = this;
    const found: Candidate[] = [];
    for (let node = 0; node < this.nodes.length; node++) {
      if (node === except) continue;
      let weight = 0;
      for (const tally of tallies) weight = weight * MOST + (tally[node] ?? 0);
      const draw = random();
      const last = found[count - 1];
      if (last !== undefined && !isLower(weight, draw, last)) continue;
      let place = found.length;
      while (place > 0) {
        const before = found[place - 1];
        if (before === undefined || !isLower(weight, draw, before)) break;
        place--;
      }
      found.splice(place, 0, { node, weight, draw });
      if (found.length > count) found.pop();
    }
    return found.map(({ node }) => node);
  }
}

interface Candidate {
  readonly node: number;
  /** Its tallies as one number. */
  readonly weight: number;
  /** Decides between nodes of the same weight. */
  readonly draw: number;
}

/** More than a node ever has of anything; three tallies fit into one exact number. */
const MOST = 2 ** 17;

function isLower(weight: number, draw: number, other: Candidate): boolean {
  return weight === other.weight ? draw < other.draw : weight < other.weight;
}

function add(tally: Tally, node: number): void {
  tally[node] = (tally[node] ?? 0) + 1;
}

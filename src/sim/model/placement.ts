// Lays the tables out over the replica servers, evenly: per table first, over the whole cluster second, by chance third.
import { keyOf, seeded } from "../random.ts";
import { Partition } from "./partition.ts";
import type { TablePlan } from "./tables.ts";
import { waveOf } from "./wave.ts";

export interface Table {
  readonly plan: TablePlan;
  readonly partitions: readonly Partition[];
}

/** How many replicas a node holds. */
class Tally {
  private readonly counts = new Map<string, number>();
  of(node: string): number {
    return this.counts.get(node) ?? 0;
  }
  add(node: string): void {
    this.counts.set(node, this.of(node) + 1);
  }
}

/** `since`: from when on a node has held its replicas, ms since the epoch. */
export function placeTables(
  plans: readonly TablePlan[],
  nodes: readonly string[],
  since: (node: string) => number,
  seed: number,
): Table[] {
  const random = seeded(seed);
  const primaries = new Tally();
  const replicas = new Tally();
  return plans.map((plan) => {
    const own = new Tally();
    const ownPrimaries = new Tally();
    const partitions = partitionsOf(plan, seed);
    for (const partition of partitions) {
      const [primary] = ranked(nodes, [ownPrimaries, primaries, replicas], random);
      if (primary === undefined) continue;
      const others = nodes.filter((node) => node !== primary);
      const secondaries = ranked(others, [own, replicas], random).slice(0, plan.copies - 1);
      partition.place({ primary, secondaries }, since);
      ownPrimaries.add(primary);
      primaries.add(primary);
      for (const node of [primary, ...secondaries]) {
        own.add(node);
        replicas.add(node);
      }
    }
    return { plan, partitions };
  });
}

/** The nodes with the lowest counts first; `tallies` in order of weight. */
function ranked(nodes: readonly string[], tallies: readonly Tally[], random: () => number): string[] {
  return nodes
    .map((node) => ({ node, draw: random() }))
    .toSorted((a, b) => {
      const tally = tallies.find((candidate) => candidate.of(a.node) !== candidate.of(b.node));
      return tally === undefined ? a.draw - b.draw : tally.of(a.node) - tally.of(b.node);
    })
    .map(({ node }) => node);
}

function partitionsOf(plan: TablePlan, seed: number): Partition[] {
  const random = seeded(keyOf(seed, plan.name));
  const weights = Array.from({ length: plan.partitions }, (_, index) => {
    const even = Math.exp(plan.skew * (random() + random() + random() - 1.5) * 2);
    return plan.hot?.partition === index ? even * plan.hot.times : even;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, index) => {
    const tableMood = (purpose: string) => seeded(keyOf(seed, plan.name, purpose));
    const reads = waveOf(tableMood("reads"), seeded(keyOf(seed, plan.name, "reads", index)));
    const writes = waveOf(tableMood("writes"), seeded(keyOf(seed, plan.name, "writes", index)));
    const sizeMb = (plan.sizeMb / plan.partitions) * (0.9 + 0.2 * random());
    const ballot = BigInt(3 + Math.floor(random() * 18));
    const share = weight / total;
    return new Partition({ tableId: plan.id, index, copies: plan.copies, share, sizeMb, reads, writes }, ballot);
  });
}

// What functions cost, who calls them and whom they call: each stack counts once, however often they stand in it. Pure.
import type { CallTree } from "./tree.ts";
import type { Weights } from "./weights.ts";

/** By profile. */
type Amounts = readonly number[];

export interface FunctionSums {
  /** By profile, by function: where it was itself, and where it or what it called was. */
  readonly self: readonly Float64Array[];
  readonly total: readonly Float64Array[];
}

/** Calls `enter` and `leave` at each node but the root, children between the two. */
function walk(tree: CallTree, enter: (node: number) => void, leave: (node: number) => void): void {
  const { first, next, parents } = tree;
  let node = first[0] ?? 0;
  while (node !== 0) {
    enter(node);
    const child = first[node] ?? 0;
    if (child !== 0) {
      node = child;
      continue;
    }
    leave(node);
    while (node !== 0 && (next[node] ?? 0) === 0) {
      node = parents[node] ?? 0;
      if (node !== 0) leave(node);
    }
    node = next[node] ?? 0;
  }
}

export function sumFunctions(tree: CallTree, { self, total }: Weights, count: number): FunctionSums {
  const sums = { self: self.map(() => new Float64Array(count)), total: total.map(() => new Float64Array(count)) };
  const open = new Uint32Array(count);
  walk(
    tree,
    (node) => {
      const callee = tree.functions[node] ?? 0;
      add(sums.self, self, callee, node);
      // Of a function that calls itself the outermost has it all.
      if ((open[callee] ?? 0) === 0) add(sums.total, total, callee, node);
      open[callee] = (open[callee] ?? 0) + 1;
    },
    (node) => {
      const callee = tree.functions[node] ?? 0;
      open[callee] = (open[callee] ?? 0) - 1;
    },
  );
  return sums;
}

function add(sums: readonly Float64Array[], weights: readonly Float64Array[], callee: number, node: number): void {
  for (let profile = 0; profile < sums.length; profile++) {
    const ofProfile = sums[profile];
    if (ofProfile !== undefined) ofProfile[callee] = (ofProfile[callee] ?? 0) + (weights[profile]?.[node] ?? 0);
  }
}

export interface Edge {
  /** The number of the other function; -1: it is called by nobody, it begins the stack. */
  readonly other: number;
  readonly amounts: Amounts;
}

export interface Edges {
  readonly callers: readonly Edge[];
  readonly callees: readonly Edge[];
}

/** Who calls a function and whom it calls, as far as there are samples of it. */
export function edgesOf(tree: CallTree, { total }: Weights, wanted: number): Edges {
  const callers = new EdgeSums(total);
  const callees = new EdgeSums(total);
  const callerOf = (node: number): number => tree.functions[tree.parents[node] ?? 0] ?? -1;
  walk(
    tree,
    (node) => {
      const caller = callerOf(node);
      if (tree.functions[node] === wanted) callers.enter(caller, node);
      if (caller === wanted) callees.enter(tree.functions[node] ?? 0, node);
    },
    (node) => {
      const caller = callerOf(node);
      if (tree.functions[node] === wanted) callers.leave(caller);
      if (caller === wanted) callees.leave(tree.functions[node] ?? 0);
    },
  );
  return { callers: callers.edges(), callees: callees.edges() };
}

class EdgeSums {
  private readonly total: readonly Float64Array[];
  private readonly sums = new Map<number, number[]>();
  private readonly open = new Map<number, number>();

  constructor(total: readonly Float64Array[]) {
    this.total = total;
  }

  enter(other: number, node: number): void {
    const depth = this.open.get(other) ?? 0;
    this.open.set(other, depth + 1);
    if (depth > 0) return;
    const sum = this.sums.get(other) ?? this.total.map(() => 0);
    this.sums.set(other, sum);
    for (const [profile, weights] of this.total.entries()) sum[profile] = (sum[profile] ?? 0) + (weights[node] ?? 0);
  }

  leave(other: number): void {
    this.open.set(other, (this.open.get(other) ?? 0) - 1);
  }

  edges(): Edge[] {
    return [...this.sums].map(([other, amounts]) => ({ other, amounts }));
  }
}

export interface Match {
  /** How many functions have the text in their name. */
  readonly functions: number;
  /** By profile: what went through one of them at least. */
  readonly amounts: Amounts;
}

/** By function: 1 where its name has the text, whatever its case. */
export function functionsNamed(names: readonly string[], text: string): Uint8Array {
  const wanted = text.toLowerCase();
  return Uint8Array.from(names, (name) => (name.toLowerCase().includes(wanted) ? 1 : 0));
}

export function matchOf(tree: CallTree, { total }: Weights, found: Uint8Array): Match {
  const amounts = total.map(() => 0);
  const seen = new Set<number>();
  // A parent comes before its children: what is below a match has been counted with it.
  const covered = new Uint8Array(tree.size);
  for (let node = 1; node < tree.size; node++) {
    const callee = tree.functions[node] ?? 0;
    const matches = found[callee] === 1;
    if (matches) seen.add(callee);
    const above = covered[tree.parents[node] ?? 0] === 1;
    if (above || matches) covered[node] = 1;
    if (above || !matches) continue;
    for (const [profile, weights] of total.entries()) amounts[profile] = (amounts[profile] ?? 0) + (weights[node] ?? 0);
  }
  return { functions: seen.size, amounts };
}

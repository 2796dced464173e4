// One profile, or two that are compared, as the worker keeps them: trees and sums are made when they are first asked for. Pure.
import { AnswerError } from "#pegasus/answers/codec.ts";
import type { Measure, StackProfile } from "#pegasus/pprof/stack-profile.ts";
import { callsOf, Functions, type Calls } from "./calls.ts";
import { Layout, type Rects } from "./layout.ts";
import type { CallList, CallRow, Counted, Flame, FrameFacts, FunctionRow, TopList } from "./protocol.ts";
import { edgesOf, functionsNamed, matchOf, sumFunctions, type Edge, type FunctionSums } from "./sums.ts";
import { growTree, nodeAt, pathTo, type CallTree, type Shape } from "./tree.ts";
import { weigh, type Weights } from "./weights.ts";

type Count = Pick<Counted, "measure" | "scale">;

interface View {
  readonly tree: CallTree;
  readonly weights: Weights;
  readonly layout: Layout;
}

export interface Named {
  readonly profile: StackProfile;
  /** By site. */
  readonly names: readonly string[];
}

const UPRIGHT: Shape = { inverted: false, byThread: false };
/** Functions that are listed: those that cost most, by themselves or with what they call. */
const MOST_LISTED = 1000;

export class OpenProfiles {
  readonly measures: readonly Measure[];
  readonly standard: string;
  readonly threads: boolean;
  private readonly profiles: readonly StackProfile[];
  private readonly functions = new Functions();
  private readonly calls: readonly Calls[];
  private readonly trees = new Map<string, CallTree>();
  private readonly views = new Map<string, View>();
  private readonly sums = new Map<string, FunctionSums>();
  private search: { readonly text: string; readonly found: Uint8Array } | null = null;

  /** @throws {AnswerError} when they count nothing alike */
  constructor(sources: readonly Named[]) {
    this.profiles = sources.map(({ profile }) => profile);
    this.calls = sources.map(({ profile, names }) => callsOf(profile, names, this.functions));
    const [first, ...others] = this.profiles;
    this.measures = (first?.measures ?? []).filter(({ type, unit }) =>
      others.every(({ measures }) => measures.some((other) => other.type === type && other.unit === unit)),
    );
    const standard = first?.measures[first.standard]?.type;
    const shown = this.measures.find(({ type }) => type === standard) ?? this.measures.at(-1);
    if (shown === undefined) {
      throw new AnswerError("These two profiles count different things, and cannot be compared.");
    }
    this.standard = shown.type;
    this.threads = this.profiles.every(({ threads }) => threads !== null);
  }

  get functionCount(): number {
    return this.functions.names.length;
  }

  flame(count: Count, shape: Shape, zoom: readonly number[], find: string, width: number): Flame {
    const { tree, weights, layout } = this.view(count, shape);
    const found = this.found(find);
    const node = nodeAt(tree, zoom);
    const rects: Rects = layout.rects({ zoom: node, width, found });
    return {
      rects,
      path: pathTo(tree, node).map((at) => this.factsOf(tree, weights, at)),
      all: weights.total.map((sums) => sums[0] ?? 0),
      match: found === null ? null : matchOf(tree, weights, found),
    };
  }

  frame(count: Count, shape: Shape, node: number): FrameFacts {
    const { tree, weights } = this.view(count, shape);
    return this.factsOf(tree, weights, node);
  }

  top(count: Count, find: string): TopList {
    const { weights } = this.view(count, UPRIGHT);
    const { self, total } = this.sumsOf(count);
    const found = this.found(find);
    const numbers = this.functions.names.flatMap((_, number) => {
      const used = total.some((sums) => (sums[number] ?? 0) > 0);
      return used && (found === null || found[number] === 1) ? [number] : [];
    });
    const costOf = (sums: readonly Float64Array[], number: number): number =>
      sums.reduce((sum, ofProfile, profile) => sum + (ofProfile[number] ?? 0) * (weights.factors[profile] ?? 1), 0);
    const most = (sums: readonly Float64Array[]): number[] =>
      numbers.toSorted((a, b) => costOf(sums, b) - costOf(sums, a)).slice(0, MOST_LISTED);
    const listed =
      numbers.length <= MOST_LISTED ? numbers : new Set([...most(self), ...most(total)].slice(0, 2 * MOST_LISTED));
    const rows = [...listed].map((number): FunctionRow => ({
      name: this.functions.names[number] ?? "",
      self: self.map((sums) => sums[number] ?? 0),
      total: total.map((sums) => sums[number] ?? 0),
    }));
    return { rows, functions: numbers.length, all: weights.total.map((sums) => sums[0] ?? 0) };
  }

  callsOf(count: Count, name: string): CallList | null {
    const number = this.functions.find(name);
    if (number === null) return null;
    const { tree, weights } = this.view(count, UPRIGHT);
    const { self, total } = this.sumsOf(count);
    const { callers, callees } = edgesOf(tree, weights, number);
    const row = ({ other, amounts }: Edge): CallRow => ({
      name: other < 0 ? null : (this.functions.names[other] ?? ""),
      total: amounts,
    });
    return {
      self: self.map((sums) => sums[number] ?? 0),
      total: total.map((sums) => sums[number] ?? 0),
      all: weights.total.map((sums) => sums[0] ?? 0),
      callers: callers.map(row),
      callees: callees.map(row),
    };
  }

  private factsOf(tree: CallTree, { self, total }: Weights, node: number): FrameFacts {
    const callee = tree.functions[node] ?? -1;
    return {
      node,
      function: callee,
      name: callee < 0 ? "all" : (this.functions.names[callee] ?? ""),
      self: self.map((sums) => sums[node] ?? 0),
      total: total.map((sums) => sums[node] ?? 0),
    };
  }

  private found(text: string): Uint8Array | null {
    if (text === "") return null;
    if (this.search?.text !== text) this.search = { text, found: functionsNamed(this.functions.names, text) };
    return this.search.found;
  }

  private sumsOf(count: Count): FunctionSums {
    return remembered(this.sums, `${count.measure} ${count.scale}`, () => {
      const { tree, weights } = this.view(count, UPRIGHT);
      return sumFunctions(tree, weights, this.functions.names.length);
    });
  }

  private view({ measure, scale }: Count, shape: Shape): View {
    const { inverted, byThread } = shape;
    return remembered(this.views, `${measure} ${scale} ${inverted} ${byThread}`, () => {
      const tree = remembered(this.trees, `${inverted} ${byThread}`, () => growTree(this.calls, shape));
      const values = this.profiles.map((profile) => {
        const index = profile.measures.findIndex(({ type }) => type === measure);
        return profile.values[index < 0 ? profile.standard : index] ?? new Float64Array(0);
      });
      const weights = weigh(tree, values, scale);
      return { tree, weights, layout: new Layout(tree, weights, this.functions.names) };
    });
  }
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

// Stacks of functions: a profile of which each address has got a name. Pure.
import type { StackProfile } from "#pegasus/pprof/stack-profile.ts";

/** Functions by number. Two profiles that are compared share one: the same name is the same function. */
export class Functions {
  readonly names: string[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  /** Null: there is no function of that name. */
  find(name: string): number | null {
    return this.numbers.get(name) ?? null;
  }
}

export interface Calls {
  /** Numbers of functions, stack after stack, the innermost first. */
  readonly frames: Uint32Array;
  /** By stack: the index into `frames` behind its last one. */
  readonly ends: ArrayLike<number>;
  /** By stack: the number of the function that stands for its thread; null: threads are not told. */
  readonly threads: Int32Array | null;
}

/** `names`: by site. */
export function callsOf(profile: StackProfile, names: readonly string[], functions: Functions): Calls {
  const { frames, ends, threads } = profile;
  const numbers = Uint32Array.from(names, (name) => functions.numberOf(name));
  const threadNumbers = threads?.names.map((name) => functions.numberOf(`thread ${name}`)) ?? [];
  const unknown = threads === null ? -1 : functions.numberOf("thread not told");
  return {
    frames: frames.map((site) => numbers[site] ?? 0),
    ends,
    threads: threads === null ? null : Int32Array.from(threads.of, (thread) => threadNumbers[thread] ?? unknown),
  };
}

// What a check of the cluster's health is: a named question that is answered from what is known, in one sentence.
import type { Severity } from "../health.ts";
import type { ClusterFacts } from "./facts.ts";

/**
 * Something that is known of the cluster, or why it is not.
 * - `waiting`: it is being asked.
 * - `failed`: it was asked in vain.
 * - `absent`: it cannot be had here (the version lacks it), or is not asked by itself.
 */
export type Fact<T> =
  | { readonly kind: "known"; readonly value: T }
  | { readonly kind: "waiting" }
  | { readonly kind: "failed" | "absent"; readonly why: string };

export interface Verdict {
  readonly severity: Severity;
  readonly sentence: string;
  /** What it is about, the most concerned first. */
  readonly apps: readonly string[];
  readonly servers: readonly string[];
  /** As `<app name>.<partition index>`. */
  readonly partitions: readonly string[];
  /** Why nothing is known; null where something is. */
  readonly unknown: Exclude<Fact<unknown>["kind"], "known"> | null;
}

export interface Check {
  /** Stands in addresses and tests. */
  readonly id: string;
  readonly title: string;
  readonly judge: (facts: ClusterFacts) => Verdict;
}

type About = Partial<Pick<Verdict, "apps" | "servers" | "partitions">>;

export function verdict(severity: Severity, sentence: string, about: About = {}): Verdict {
  return { severity, sentence, apps: [], servers: [], partitions: [], unknown: null, ...about };
}

export function ok(sentence: string): Verdict {
  return verdict("ok", sentence);
}

export function known<T>(value: T): Fact<T> {
  return { kind: "known", value };
}

/** The verdict over a fact: `judge`'s where it is known, else that it is not. */
export function over<T>(fact: Fact<T>, judge: (value: T) => Verdict): Verdict {
  if (fact.kind === "known") return judge(fact.value);
  const sentence = fact.kind === "waiting" ? "Being asked." : fact.why;
  return { ...verdict("unknown", sentence), unknown: fact.kind };
}

/** Both, or the first that is not known. */
export function both<A, B>(a: Fact<A>, b: Fact<B>): Fact<readonly [A, B]> {
  if (a.kind !== "known") return a;
  return b.kind === "known" ? known([a.value, b.value] as const) : b;
}

export function mapped<A, B>(fact: Fact<A>, map: (value: A) => B): Fact<B> {
  return fact.kind === "known" ? known(map(fact.value)) : fact;
}

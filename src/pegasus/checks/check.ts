// What a check of the cluster's health is: a named question that is answered from what is known, in one sentence.
import type { Severity } from "../health.ts";
import type { Fact } from "./fact.ts";
import type { ClusterFacts } from "./facts.ts";

export interface Verdict {
  readonly severity: Severity;
  readonly sentence: string;
  /** What it is about, the most concerned first. */
  readonly apps: readonly string[];
  readonly servers: readonly string[];
  /** As `<app name>.<partition index>`. */
  readonly partitions: readonly string[];
  /** What to say of each server, where there is something. */
  readonly notes: ReadonlyMap<string, string>;
  /** Why nothing is known; null where something is. */
  readonly unknown: Exclude<Fact<unknown>["kind"], "known"> | null;
}

export interface Check {
  /** Stands in addresses and tests. */
  readonly id: string;
  readonly title: string;
  readonly judge: (facts: ClusterFacts) => Verdict;
}

type About = Partial<Pick<Verdict, "apps" | "servers" | "partitions" | "notes">>;

export function verdict(severity: Severity, sentence: string, about: About = {}): Verdict {
  return { severity, sentence, apps: [], servers: [], partitions: [], notes: new Map(), unknown: null, ...about };
}

export function ok(sentence: string): Verdict {
  return verdict("ok", sentence);
}

/** The verdict over a fact: `judge`'s where it is known, else that it is not. */
export function over<T>(fact: Fact<T>, judge: (value: T) => Verdict): Verdict {
  if (fact.kind === "known") return judge(fact.value);
  const sentence = fact.kind === "waiting" ? "Being asked." : fact.why;
  return { ...verdict("unknown", sentence), unknown: fact.kind };
}

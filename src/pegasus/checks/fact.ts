// A part of what is known of a cluster.

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

export function known<T>(value: T): Fact<T> {
  return { kind: "known", value };
}

/** Both, or the first that is not known. */
export function both<A, B>(a: Fact<A>, b: Fact<B>): Fact<readonly [A, B]> {
  if (a.kind !== "known") return a;
  return b.kind === "known" ? known([a.value, b.value] as const) : b;
}

export function mapped<A, B>(fact: Fact<A>, map: (value: A) => B): Fact<B> {
  return fact.kind === "known" ? known(map(fact.value)) : fact;
}

// Scenarios of servers that are healthy and hard to hear.
import type { Damage, Fault } from "../http/faults.ts";
import { STOCK_PLAN } from "../model/plan.ts";
import { chance, keyOf } from "../random.ts";
import type { Scenario } from "./scenario.ts";

export const SLOW = {
  name: "slow",
  title: "Every answer takes one to three seconds.",
  plan: { ...STOCK_PLAN, slowness: 45 },
  faults: ({ key, number }) => ({ delay: 1000 + 2000 * chance(keyOf(key, "slow", number)), damage: null }),
} as const satisfies Scenario;

/**
 * Of a hundred requests so many fare so; the others are answered. Metas are spared: a dropped `/meta/*` request looks like a meta that has
 * died of it, so that it is left alone for a while (reference 9.1), and what is to be seen would be up to chance.
 */
const MISHAPS: readonly (readonly [percent: number, damage: Damage])[] = [
  [8, "closes"],
  [5, "resets"],
  [5, "half"],
  [4, "garbage"],
  [3, "wrong"],
  [2, "hangs"],
];

function flaky(draw: number): Fault["damage"] {
  let percent = draw * 100;
  for (const [share, damage] of MISHAPS) {
    if (percent < share) return damage;
    percent -= share;
  }
  return null;
}

export const FLAKY = {
  name: "flaky",
  title:
    "Of four requests to a replica server about one goes wrong, the same ones in each run: the connection is dropped or reset, half an answer comes, or garbage, or nothing. Metas answer.",
  faults: ({ key, role, number }) => ({
    delay: 0,
    damage: role === "meta" ? null : flaky(chance(keyOf(key, "flaky", number))),
  }),
} as const satisfies Scenario;

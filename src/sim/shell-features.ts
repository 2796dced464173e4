// The admin shell's orders for duplications, backups, bulk loads and table environments.
import type { Surroundings } from "./model/surroundings.ts";

/** `now` gives ms since the epoch. */
export function featureActions(_world: Surroundings, _now: () => number) {
  return {};
}

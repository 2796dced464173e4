// What a leader knows at the moment: a new one has loaded nothing yet (reference 1.8 and 9.2).
import type { Table } from "../model/table.ts";
import type { Ask } from "./ask.ts";

/** Part of its loading time after which the first table is there. The last ones come together at its end. */
const FIRST = 0.25;
const LAST = 1.1;

/** One after the other (recording 07d). */
export function loadedTables({ world, now }: Ask): readonly Table[] {
  const { available } = world.tables;
  if (!world.isLoading(now)) return available;
  const along = (now - world.election.since) / world.times.emptyLeader;
  return available.slice(0, Math.max(0, Math.ceil(available.length * ((along - FIRST) / (LAST - FIRST)))));
}

export function loadedNodes({ world, now }: Ask): readonly string[] {
  return world.isLoading(now) ? [] : world.detector.known.toSorted(byHostPort);
}

/** Servers sort addresses by host, then by port as a number. */
export function byHostPort(a: string, b: string): number {
  const [hostA = "", portA = ""] = a.split(":");
  const [hostB = "", portB = ""] = b.split(":");
  if (hostA !== hostB) return hostA < hostB ? -1 : 1;
  return Number(portA) - Number(portB);
}

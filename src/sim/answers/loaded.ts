// What a leader knows at the moment: a new one has loaded nothing yet (reference 1.8 and 9.2).
import type { Table } from "../model/table.ts";
import type { Ask } from "./ask.ts";

export function loadedTables({ world, now }: Ask): readonly Table[] {
  return world.isLoading(now) ? [] : world.tables.available;
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

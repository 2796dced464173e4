// The format that the values of an app are written in, over all of its replicas (reference 2.21). Pure.
import type { Fleet } from "#pegasus/checks/facts.ts";
import { plural } from "../../format.ts";

/** `Data version 1 on all 24 replicas.`, or where which differs. */
export function versionWords({ answers }: Fleet<Readonly<Record<string, { readonly data_version: number }>>>): string {
  const where = new Map<number, string[]>();
  for (const [server, replicas] of answers) {
    for (const [partition, { data_version }] of Object.entries(replicas)) {
      where.set(data_version, [...(where.get(data_version) ?? []), `${partition} on ${server}`]);
    }
  }
  const versions = [...where].toSorted(([, a], [, b]) => b.length - a.length);
  const [most, ...others] = versions;
  if (most === undefined) return "No node tells a data version.";
  if (others.length === 0)
    return `Data version ${most[0]} on all ${plural(most[1].length, "replica")} that were told of.`;
  const exceptions = others.map(([version, places]) => `${version} of partition ${places.slice(0, 5).join(", ")}`);
  return `Data versions differ: ${most[0]} on ${plural(most[1].length, "replica")}, ${exceptions.join("; ")}.`;
}

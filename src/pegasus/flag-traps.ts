// What somebody who is about to change a flag ought to know: the traps of the reference, those of this value, and of these servers. Pure.
import type { FlagFact } from "./catalog/types.ts";
import { groupComplaints } from "./flag-groups.ts";

export interface PlannedChange {
  readonly fact: FlagFact | null;
  readonly name: string;
  /** In normal form. */
  readonly value: string;
  /** The role of each server that is to be changed. */
  readonly roles: readonly string[];
  /** How many servers there are of each role that uses the flag. */
  readonly fleet: ReadonlyMap<string, number>;
}

/** A sentence each, the most important first. */
export function trapsOf({ fact, name, value, roles, fleet }: PlannedChange): string[] {
  const traps: string[] = [];
  if (fact === null) {
    traps.push("This dashboard does not know this flag: what it does, and on which servers, is only told by its name.");
  } else {
    const inert = [...new Set(roles)].filter((role) => isInert(fact, role));
    if (inert.length > 0) traps.push(`It does nothing on a ${inert.join(" or ")} server (trap 44).`);
  }
  for (const { flag, when, words } of VALUE_TRAPS) if (flag === name && when(value)) traps.push(words);
  traps.push(...(fact?.traps ?? []));
  for (const [role, all] of fleet) {
    const chosen = roles.filter((one) => one === role).length;
    if (chosen === 0 || chosen === all) continue;
    traps.push(
      role === "meta"
        ? `Only ${chosen} of ${all} metas: what holds is the value of the one that leads, and another may lead tomorrow.`
        : `Only ${chosen} of ${all} ${role} servers: they will differ from the others.`,
    );
  }
  return traps;
}

/** Whether a server of this role has the flag without using it (reference 4.1). */
export function isInert({ servers }: Pick<FlagFact, "servers">, role: string): boolean {
  return !servers.some((user) => user === role);
}

interface ValueTrap {
  readonly flag: string;
  readonly when: (value: string) => boolean;
  readonly words: string;
}

const VALUE_TRAPS: readonly ValueTrap[] = [
  {
    flag: "disk_min_available_space_ratio",
    when: (value) => Number(value) > 100,
    words: "With more than 100 every disk counts as full, and clients cannot write.",
  },
  {
    flag: "reject_write_when_disk_insufficient",
    when: (value) => value === "false",
    words: "Then disks may fill up to the last byte, which RocksDB does not survive.",
  },
  {
    flag: "mandatory_auth",
    when: (value) => value === "true",
    words: "Clients that do not authenticate are refused from that moment on.",
  },
  ...["inject_read_error_for_test", "inject_write_error_for_test"].map((flag) => ({
    flag,
    when: (value: string) => value !== "0",
    words: "Requests of clients will fail from that moment on.",
  })),
  ...["max_copy_rate_megabytes_per_disk", "max_send_rate_megabytes_per_disk"].map((flag) => ({
    flag,
    when: (value: string) => value === "0",
    words: "0 is no limit: copies may take all of a disk's bandwidth from clients.",
  })),
];

/**
 * What one server's group validators would say, in the words of `/updateConfig`; empty: nothing. All groups run at each update, so that
 * an inconsistency elsewhere fails it (4.1). `valueOf`: that server's own values; undefined where it has no such flag.
 */
export function groupRefusal(
  name: string,
  value: string,
  valueOf: (flag: string) => string | undefined,
): readonly string[] {
  try {
    return groupComplaints((flag) => (flag === name ? value : (valueOf(flag) ?? "?")));
  } catch {
    return []; // a server of another version lacks one of them: it will say for itself
  }
}

// Group validators: rules over several flags of a process. All of them run at every update, so that an inconsistency elsewhere
// fails it (reference 4.1; utils/flags.cpp:255-263). Only groups with a flag that can change are here: the others held at the start.

interface FlagGroup {
  readonly name: string;
  readonly flags: readonly string[];
  /** What is wrong, `""` when the validator gives no message, null when nothing is. */
  readonly complaint: (value: (flag: string) => bigint) => string | null;
}

/** By name, the order in which servers report them. */
export const FLAG_GROUPS: readonly FlagGroup[] = [
  {
    // nfs/nfs_client_impl.cpp: no rate limit, or more than one block
    name: "max_copy_rate_megabytes_per_disk",
    flags: ["max_copy_rate_megabytes_per_disk", "nfs_copy_block_bytes"],
    complaint(value) {
      const rate = value("max_copy_rate_megabytes_per_disk");
      return rate === 0n || BigInt.asIntN(64, rate << 20n) > value("nfs_copy_block_bytes") ? null : "";
    },
  },
  {
    // meta/server_state.cpp
    name: "min_max_allowed_replica_count",
    flags: ["min_allowed_replica_count", "max_allowed_replica_count"],
    complaint(value) {
      const least = value("min_allowed_replica_count");
      const most = value("max_allowed_replica_count");
      return least <= most
        ? null
        : `meta_server.min_allowed_replica_count(${least}) should be <= meta_server.max_allowed_replica_count(${most})`;
    },
  },
];

/** What the groups say against these values (in the text form of `/config`), in the words of `/updateConfig`; empty: nothing. */
export function groupComplaints(valueOf: (flag: string) => string): string[] {
  return FLAG_GROUPS.flatMap(({ name, complaint }) => {
    const message = complaint((flag) => BigInt(valueOf(flag)));
    if (message === null) return [];
    return [`group validator "${name}" failed${message === "" ? "" : `: "${message}"`}`];
  });
}

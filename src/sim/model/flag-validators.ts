// The validators that a mutable flag can run into. The others guard flags that never change after the start.

type Validator = (value: bigint) => boolean;

const positive: Validator = (value) => value > 0n;

/** replica/replica_stub.cpp, meta/server_state.cpp and meta/meta_service.cpp, each beside its flag. */
const VALIDATORS: ReadonlyMap<string, Validator> = new Map([
  ["config_sync_interval_ms", positive],
  ["load_replica_max_wait_time_ms", positive],
  ["max_allowed_replica_count", positive],
  ["max_replicas_on_load_for_each_disk", positive],
  ["min_allowed_replica_count", positive],
  ["min_live_node_count_for_unfreeze", positive],
  ["replicas_stat_interval_ms", positive],
]);

/** `value` is a value of the flag's type in normal form. */
export function passesValidator(name: string, value: string): boolean {
  return VALIDATORS.get(name)?.(BigInt(value)) ?? true;
}

interface GroupValidator {
  readonly name: string;
  /** What is wrong, `""` when the validator gives no message, undefined when nothing is. */
  readonly complaint: (value: (flag: string) => bigint) => string | undefined;
}

const GROUP_VALIDATORS: readonly GroupValidator[] = [
  {
    // meta/server_state.cpp
    name: "min_max_allowed_replica_count",
    complaint(value) {
      const least = value("min_allowed_replica_count");
      const most = value("max_allowed_replica_count");
      return least <= most
        ? undefined
        : `meta_server.min_allowed_replica_count(${least}) should be <= meta_server.max_allowed_replica_count(${most})`;
    },
  },
  {
    // nfs/nfs_client_impl.cpp: no rate limit, or more than one block
    name: "max_copy_rate_megabytes_per_disk",
    complaint(value) {
      const rate = value("max_copy_rate_megabytes_per_disk");
      return rate === 0n || rate << 20n > value("nfs_copy_block_bytes") ? undefined : "";
    },
  },
];

/** All of them run on every update (4.1). The complaints as `/updateConfig` words them, undefined when there is none. */
export function groupVerdict(valueOf: (flag: string) => string): string | undefined {
  const complaints = GROUP_VALIDATORS.flatMap(({ name, complaint }) => {
    const message = complaint((flag) => BigInt(valueOf(flag)));
    if (message === undefined) return [];
    return [`group validator "${name}" failed${message === "" ? "" : `: "${message}"`}`];
  });
  return complaints.length === 0 ? undefined : complaints.join("; ");
}

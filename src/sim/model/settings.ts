// What the INI of the simulated cluster says: the stock onebox configuration, as a recorded one had it, for this cluster's servers.

export const CLUSTER_NAME = "demo";

/** By flag name, in the text form of `/config`. What a plan does not change is the same for every process. */
export function iniSettings(metas: readonly string[], cluster = CLUSTER_NAME): ReadonlyMap<string, string> {
  const root = `/pegasus/${cluster}`;
  return new Map([
    ["available_detect_alert_script_dir", "./package/bin"],
    ["available_detect_app", "stat"],
    ["cluster_name", cluster],
    ["cluster_root", root],
    ["cold_backup_disabled", "false"],
    ["cold_backup_root", cluster],
    ["distributed_lock_service_parameters", `${root}/lock`],
    ["hosts_list", "127.0.0.1:2181,127.0.0.1:2182,127.0.0.1:2183"],
    // One table has a single copy; with the default of 2 nobody could write to it (6.1).
    ["mutation_2pc_min_replica_count", "1"],
    ["primary_interface", "lo"],
    // Made up, in the shape of a real one: it is here so that masking can be seen to work.
    ["server_key", "5EC2E75EC2E75EC2E75EC2E75EC2E75EC2E75EC2E75EC2E75EC2E75EC2E75EC2"],
    ["server_list", metas.join(",")],
    ["stable_rs_min_running_seconds", "0"],
    ["stderr_start_level", "LOG_LEVEL_ERROR"],
    ["timeout_ms", "10000"],
    ["usage_stat_app", "stat"],
  ]);
}

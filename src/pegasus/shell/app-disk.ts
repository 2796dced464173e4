// The admin shell's `app_disk`: what a table takes on disks, by the metas' configuration (reference 6.6;
// shell/commands/table_management.cpp:184-420). MiB.
import type { Partition } from "../answers/app.ts";
import type { NodeSample } from "../load-sample.ts";

export interface DiskUsage {
  /** One copy: what the primaries hold. */
  readonly primariesMb: number;
  /** All copies that the configuration names. */
  readonly allMb: number;
  /** Replicas that the configuration names and no server told of. */
  readonly missing: number;
}

/** `samples`: by node, with the metric `rdb_total_sst_size_mb` of its replicas. */
export function appDisk(
  appId: number,
  partitions: readonly Partition[],
  samples: ReadonlyMap<string, NodeSample>,
): DiskUsage {
  let primariesMb = 0;
  let allMb = 0;
  let missing = 0;
  for (const { pidx, primary, secondaries } of partitions) {
    for (const node of [...(primary === null ? [] : [primary]), ...secondaries]) {
      const size = samples.get(node)?.replicas.get(`${appId}.${pidx}`)?.values.get("rdb_total_sst_size_mb");
      if (size === undefined) {
        missing++;
        continue;
      }
      allMb += Number(size);
      if (node === primary) primariesMb += Number(size);
    }
  }
  return { primariesMb, allMb, missing };
}

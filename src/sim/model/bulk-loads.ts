// Bulk loads of the cluster: one table at a time, unless a flag allows more (reference 2.15 and 2.16).
import type { BulkLoadState, BulkLoadVerdict } from "#pegasus/answers/bulk-load.ts";
import { BulkLoadShelf, isSamePath, type BulkLoadRequest } from "./bulk-load-files.ts";
import { BulkLoad, type PartitionLoading, type RoundRules } from "./bulk-load.ts";
import type { Partition } from "./partition.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Table } from "./table.ts";

const SECOND = 1000;
/** From one request to the primaries to the next (BULK_LOAD_REQUEST_INTERVAL). */
const ROUND = 10 * SECOND;
/** MiB that a replica downloads in a round. */
const DOWNLOAD_MB = 400;
/** Of a table, when nobody has put other files there. */
const STANDING_PART = 0.25;

/** Sections of the stock configuration. */
const PROVIDERS = ["fds_service", "hdfs_service", "local_service"];

export class BulkLoads {
  readonly shelf: BulkLoadShelf;
  private readonly place: Surroundings;
  private readonly steady: (now: number) => void;
  /** Of each table by its id, the latest last. */
  private readonly byTable = new Map<number, readonly BulkLoad[]>();

  /** `steady`: sets the meta function level, so that nothing is balanced meanwhile (2.16). */
  constructor(place: Surroundings, cluster: string, steady: (now: number) => void) {
    this.place = place;
    this.steady = steady;
    this.shelf = new BulkLoadShelf(PROVIDERS, ({ app_name, cluster_name, file_provider_type, remote_root_path }) => {
      const table = place.tables.named(app_name);
      const isHere = file_provider_type === "hdfs_service" && remote_root_path === "bulk_load_root";
      if (table === undefined || !isHere || cluster_name !== cluster) return undefined;
      const path = { provider: file_provider_type, root: remote_root_path, cluster, table: app_name };
      return { ...path, sizeMb: Math.max(1, table.load.sizeMb * STANDING_PART) };
    });
  }

  /** In the order of the leader's checks (meta/meta_bulk_load_service.cpp:101-252). */
  start(request: BulkLoadRequest, now: number): BulkLoadVerdict {
    if (!this.isConcurrent() && this.running().length > 0)
      return refused("ERR_BUSY", "meta server is busy now, please wait");
    const table = this.place.tables.named(request.app_name);
    if (table === undefined) return refused("ERR_APP_NOT_EXIST", "app not existed is ");
    if (table.status !== "available") return refused("ERR_APP_DROPPED", "app not available is ");
    if (this.of(table)?.isLoading === true) {
      return refused("ERR_BUSY", `app(${table.name}) is already executing bulk load`);
    }
    if (!this.shelf.knows(request.file_provider_type))
      return refused("ERR_INVALID_PARAMETERS", "invalid file_provider");
    const files = this.shelf.at(request);
    if (files === undefined) return refused("ERR_OBJECT_NOT_FOUND", "read bulk_load_info failed");
    if (files.damaged === true) return refused("ERR_CORRUPTION", "bulk_load_info damaged");
    const { tableId = table.id, partitions = table.partitions.length } = files;
    if (tableId !== table.id || partitions !== table.partitions.length) {
      return refused("ERR_INCONSISTENT_STATE", "app_id or partition_count is inconsistent");
    }
    const isRepeated = this.allOf(table).some(
      (other) => other.status === "BLS_SUCCEED" && isSamePath(other.files, files),
    );
    const load = new BulkLoad(table, files, isRepeated, now);
    this.byTable.set(table.id, [...this.allOf(table), load]);
    this.steady(now);
    this.planRound(load, now);
    return { error: "ERR_OK", hint_msg: "" };
  }

  query(name: string): BulkLoadState {
    const table = this.place.tables.named(name);
    if (table === undefined) return { error: "ERR_APP_NOT_EXIST", app_status: "BLS_INVALID" };
    if (table.status !== "available") return { error: "ERR_APP_DROPPED", app_status: "BLS_INVALID" };
    const load = this.of(table);
    if (load === undefined) return { error: "ERR_OK", app_status: "BLS_INVALID" };
    return { error: (load.isLoading ? null : load.failure) ?? "ERR_OK", app_status: load.status };
  }

  /** The latest of a table, under way or done. */
  of(table: Table): BulkLoad | undefined {
    return this.allOf(table).at(-1);
  }

  /** Since the simulation began, the latest last. */
  allOf(table: Table): readonly BulkLoad[] {
    return this.byTable.get(table.id) ?? [];
  }

  /** How far a partition is, while its table is being loaded. */
  loadingOf({ tableId, index }: Partition): PartitionLoading | undefined {
    const load = this.byTable.get(tableId)?.at(-1);
    return load?.isLoading === true ? load.partitions.get(index) : undefined;
  }

  private running(): BulkLoad[] {
    return [...this.byTable.values()].flat().filter(({ isLoading }) => isLoading);
  }

  private isConcurrent(): boolean {
    return this.place.flags.value("enable_concurrent_bulk_load") === "true";
  }

  private planRound(load: BulkLoad, after: number): void {
    const { schedule, times } = this.place;
    schedule.plan(after + ROUND * times.scale, (at) => {
      if (load.table.status !== "available") load.isLoading = false;
      else if (this.place.leader !== null) load.round(this.rules());
      if (load.isLoading) this.planRound(load, at);
    });
  }

  private rules(): RoundRules {
    return {
      downloadMb: DOWNLOAD_MB,
      downloadsAtOnce: (node) =>
        Number(this.place.processAt(node).flags.value("max_concurrent_bulk_load_downloading_count")),
      ingestsAtOnce: Number(this.place.flags.value("bulk_load_node_max_ingesting_count")),
      mostRollbacks: Number(this.place.flags.value("bulk_load_max_rollback_times")),
    };
  }
}

function refused(error: string, hint: string): BulkLoadVerdict {
  return { error, hint_msg: hint };
}

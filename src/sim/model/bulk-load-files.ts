// Files on remote storage that tables can be loaded from. A path is `<root>/<cluster>/<table>`, on a provider that the servers'
// configuration knows (meta/meta_bulk_load_service.cpp, `get_bulk_load_info_path`).

export interface BulkLoadFiles {
  readonly provider: string;
  readonly root: string;
  readonly cluster: string;
  readonly table: string;
  /** MiB of all partitions together. */
  readonly sizeMb: number;
  /** What `bulk_load_info` says; the table's own when left out. */
  readonly tableId?: number;
  readonly partitions?: number;
  /** `bulk_load_info` is no JSON. */
  readonly damaged?: boolean;
  /** The files of this partition do not match their checksums: the load fails while they are downloaded. */
  readonly corruptPartition?: number;
}

export interface BulkLoadRequest {
  readonly app_name: string;
  readonly cluster_name: string;
  readonly file_provider_type: string;
  readonly remote_root_path: string;
}

export function isSamePath(a: BulkLoadFiles, b: BulkLoadFiles): boolean {
  return a.provider === b.provider && a.root === b.root && a.cluster === b.cluster && a.table === b.table;
}

export class BulkLoadShelf {
  private readonly providers: ReadonlySet<string>;
  private files: readonly BulkLoadFiles[] = [];
  private readonly standing: (request: BulkLoadRequest) => BulkLoadFiles | undefined;

  /** `standing`: files that are always there, unless others have been put in their place. */
  constructor(providers: readonly string[], standing: (request: BulkLoadRequest) => BulkLoadFiles | undefined) {
    this.providers = new Set(providers);
    this.standing = standing;
  }

  /** Replaces what lies at the same path. */
  put(files: BulkLoadFiles): void {
    this.files = [...this.files.filter((other) => !isSamePath(other, files)), files];
  }

  knows(provider: string): boolean {
    return this.providers.has(provider);
  }

  at(request: BulkLoadRequest): BulkLoadFiles | undefined {
    const put = this.files.find(
      ({ provider, root, cluster, table }) =>
        provider === request.file_provider_type &&
        root === request.remote_root_path &&
        cluster === request.cluster_name &&
        table === request.app_name,
    );
    return put ?? this.standing(request);
  }
}

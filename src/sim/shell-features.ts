// The admin shell's orders for duplications, backups, bulk loads and table environments.
import type { FailMode } from "#pegasus/answers/duplication.ts";
import type { EnvChanges } from "./model/app-envs.ts";
import type { BackupPlan } from "./model/backup-policy.ts";
import type { BulkLoadFiles, BulkLoadRequest } from "./model/bulk-load-files.ts";
import type { BulkLoad } from "./model/bulk-load.ts";
import type { Duplication, NewDuplication } from "./model/duplication.ts";
import type { RemoteCluster } from "./model/remote-clusters.ts";
import type { Table } from "./model/table.ts";
import type { World } from "./model/world.ts";

/** `now` gives ms since the epoch. Each order throws, with the server's reason, what the leader would refuse. */
export function featureActions(world: World, now: () => number) {
  const { envs, duplications, bulkLoads, backups } = world.features;

  function present(): number {
    const at = now();
    world.advance(at);
    return at;
  }

  function tableNamed(name: string): Table {
    const found = world.tables.named(name);
    if (found?.status !== "available") throw new Error(`There is no table "${name}" in service`);
    return found;
  }

  function duplicationOf(app: string, id: number): Duplication {
    const found = duplications.of(tableNamed(app)).find(({ facts }) => facts.id === id);
    if (found === undefined) throw new Error(`Table "${app}" has no duplication ${id}`);
    return found;
  }

  function loadOf(app: string): BulkLoad {
    const found = bulkLoads.of(tableNamed(app));
    if (found === undefined) throw new Error(`app(${app}) is not executing bulk load`);
    return found;
  }

  function change(app: string, changes: EnvChanges): void {
    const { error, hint } = envs.change(app, changes, present());
    if (error !== "ERR_OK") throw new Error(`${error}: ${hint}`);
  }

  return {
    /** Shown a moment later, as after a write over HTTP. */
    setEnvs(app: string, values: Readonly<Record<string, string>>): void {
      change(app, values);
    },
    removeEnvs(app: string, keys: readonly string[]): void {
      change(app, Object.fromEntries(keys.map((key) => [key, null] as const)));
    },
    clearEnvs(app: string): void {
      present();
      change(app, Object.fromEntries([...tableNamed(app).envs.keys()].map((key) => [key, null] as const)));
    },
    /** Answers the duplication's id. */
    addDuplication(app: string, wanted: NewDuplication): number {
      const at = present();
      return duplications.add(tableNamed(app), wanted, at).facts.id;
    },
    pauseDuplication(app: string, id: number): void {
      const at = present();
      duplications.pause(duplicationOf(app, id), at);
    },
    /** Goes on after a pause. */
    startDuplication(app: string, id: number): void {
      const at = present();
      duplications.resume(duplicationOf(app, id), at);
    },
    setDuplicationFailMode(app: string, id: number, mode: FailMode): void {
      present();
      duplicationOf(app, id).failMode = mode;
    },
    removeDuplication(app: string, id: number): void {
      const at = present();
      duplications.remove(duplicationOf(app, id), at);
    },
    /** What becomes of a cluster that is duplicated to: it stops answering, or takes fewer writes. */
    changeRemoteCluster(name: string, changes: Partial<RemoteCluster>): void {
      duplications.changeRemote(name, changes, present());
    },
    /** Lays files where a bulk load can find them. */
    putBulkLoadFiles(files: BulkLoadFiles): void {
      bulkLoads.shelf.put(files);
    },
    startBulkLoad(request: BulkLoadRequest): void {
      const { error, hint_msg } = bulkLoads.start(request, present());
      if (error !== "ERR_OK") throw new Error(`${error}: ${hint_msg}`);
    },
    pauseBulkLoad(app: string): void {
      present();
      loadOf(app).pause();
    },
    restartBulkLoad(app: string): void {
      present();
      loadOf(app).restart();
    },
    cancelBulkLoad(app: string, force?: boolean): void {
      present();
      loadOf(app).cancel(force);
    },
    addBackupPolicy(policy: BackupPlan): void {
      backups.add(policy, present());
    },
    enableBackupPolicy(name: string): void {
      present();
      backups.able(name, true);
    },
    disableBackupPolicy(name: string): void {
      present();
      backups.able(name, false);
    },
    /** Once, without a policy. */
    startBackup(app: string): void {
      const at = present();
      backups.start([tableNamed(app)], at);
    },
  };
}

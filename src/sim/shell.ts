// What an operator does in Pegasus's admin shell, for which there is no HTTP call. Each order is given at once and takes effect in
// the time that it takes on real servers.
import type { FunctionLevel } from "#pegasus/level.ts";
import type { Move } from "./model/balance-plan.ts";
import type { NewTable } from "./model/ddl.ts";
import { isSplitting } from "./model/split.ts";
import type { World } from "./model/world.ts";
import { featureActions } from "./shell-features.ts";

const SECOND = 1000;

interface BalanceOrder extends Pick<Move, "kind" | "from" | "to"> {
  readonly app: string;
  readonly partition: number;
}

/** `now` gives ms since the epoch. */
export function shellOf(world: World, now: () => number) {
  function present(): number {
    world.advance(now());
    return world.now;
  }

  return {
    /** @throws when the name is taken. */
    createTable(table: NewTable): void {
      world.ddl.create(table, present());
    },
    /** It can be recalled for `keepSeconds`, a week when not given. @throws when there is no such table. */
    dropTable(name: string, keepSeconds?: number): void {
      world.ddl.drop(name, present(), keepSeconds);
    },
    /** `newName`: when its old one is taken meanwhile. @throws when there is nothing to recall, or the name is taken. */
    recallTable(id: number, newName?: string): void {
      world.ddl.recall(id, present(), newName);
    },
    /** @throws when there is no such table, or one of the new name already. */
    renameTable(name: string, newName: string): void {
      present();
      world.ddl.rename(name, newName);
    },
    /** Doubles its partitions. @throws when there is no such table, or it is splitting. */
    splitTable(name: string): void {
      world.split.begin(name, present());
    },
    /** Whether some of its partitions are not registered yet. */
    isSplitting(name: string): boolean {
      present();
      const table = world.tables.named(name);
      return table !== undefined && isSplitting(table);
    },
    isBulkLoading(name: string): boolean {
      present();
      const table = world.tables.named(name);
      return table !== undefined && world.features.bulkLoads.of(table)?.isLoading === true;
    },
    /** Manual compaction of a whole table, now. @throws when there is no such table. */
    compact(name: string): void {
      const seconds = Math.floor(present() / SECOND);
      const { error, hint } = world.features.envs.change(
        name,
        { "manual_compact.once.trigger_time": String(seconds) },
        world.now,
      );
      if (error !== "ERR_OK") throw new Error(`${error}: ${hint}`);
    },
    setMetaLevel(level: FunctionLevel): void {
      world.setLevel(level, present());
    },
    /** One move of a replica. @throws when there is no such partition. */
    balance({ app, partition: index, kind, from, to }: BalanceOrder): void {
      const at = present();
      const partition = world.tables.named(app)?.partitions[index];
      if (partition === undefined) throw new Error(`There is no partition ${index} of a table "${app}"`);
      world.balancer.order({ kind, partition, from, to }, at);
    },
    ...featureActions(world, now),
  };
}

export type Shell = ReturnType<typeof shellOf>;

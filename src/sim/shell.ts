// What an operator does in Pegasus's admin shell, for which there is no HTTP call. Each order is given at once and takes effect in
// the time that it takes on real servers.
import type { NewTable } from "./model/ddl.ts";
import type { FunctionLevel } from "./model/level.ts";
import type { World } from "./model/world.ts";
import { featureActions } from "./shell-features.ts";

export function shellOf(world: World, now: () => number) {
  return {
    /** @throws when the name is taken. */
    createTable(table: NewTable): void {
      world.advance(now());
      world.ddl.create(table, now());
    },
    /** It can be recalled for `keepSeconds`, a week when not given. @throws when there is no such table. */
    dropTable(name: string, keepSeconds?: number): void {
      world.advance(now());
      world.ddl.drop(name, now(), keepSeconds);
    },
    /** @throws when there is no such table, or one of the new name already. */
    renameTable(name: string, newName: string): void {
      world.advance(now());
      world.ddl.rename(name, newName);
    },
    setMetaLevel(level: FunctionLevel): void {
      world.setLevel(level, now());
    },
    ...featureActions(world, now),
  };
}

export type Shell = ReturnType<typeof shellOf>;

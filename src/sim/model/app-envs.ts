// Writes to table environments. The leader says ERR_OK first and stores them in ZooKeeper then, so that `/meta/app_envs` goes on
// showing the old values for a moment (reference 9.2; recording 04).
import { envRefusal } from "#pegasus/env-value.ts";
import { chance, keyOf } from "../random.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Table } from "./table.ts";

/** null takes the env away. */
export type EnvChanges = Readonly<Record<string, string | null>>;

/** As the leader answers a write (2.17): an error's name, and what it says of it. */
export interface EnvVerdict {
  readonly error: "ERR_OK" | "ERR_INVALID_PARAMETERS" | "ERR_APP_NOT_EXIST" | "ERR_BUSY_DROPPING";
  readonly hint: string;
}

const ACCEPTED: EnvVerdict = { error: "ERR_OK", hint: "" };

/** ms from the answer until the new values are shown: these at least, and up to as many more. */
const [SOONEST, WITHIN] = [500, 400];

export class AppEnvs {
  private readonly place: Surroundings;
  private readonly stored: (at: number) => void;
  /** When the latest write to a table will be stored, by its id: a later one is not stored before it. */
  private readonly latest = new Map<number, number>();
  private writes = 0;

  /** `stored` hears of each write that has come into force. */
  constructor(place: Surroundings, stored: (at: number) => void) {
    this.place = place;
    this.stored = stored;
  }

  /** In the order of the leader's checks: values first, then the table (meta/server_state.cpp:3104-3177). */
  change(name: string, changes: EnvChanges, now: number): EnvVerdict {
    for (const [key, value] of Object.entries(changes)) {
      const hint = value === null ? null : envRefusal(key, value);
      if (hint !== null) return { error: "ERR_INVALID_PARAMETERS", hint };
    }
    const table = this.place.tables.named(name);
    if (table === undefined) return { error: "ERR_APP_NOT_EXIST", hint: "app cannot be found" };
    if (table.status === "dropping") return { error: "ERR_BUSY_DROPPING", hint: "app is being dropped" };
    this.store(table, changes, now);
    return ACCEPTED;
  }

  private store(table: Table, changes: EnvChanges, now: number): void {
    const { schedule, seed, times } = this.place;
    const takes = SOONEST + WITHIN * chance(keyOf(seed, "env write", this.writes++));
    const due = Math.max(now + takes * times.scale, this.latest.get(table.id) ?? 0);
    this.latest.set(table.id, due);
    schedule.plan(due, (at) => {
      for (const [key, value] of Object.entries(changes)) {
        table.envChanges.push({ at, key, before: table.envs.get(key) });
        if (value === null) table.envs.delete(key);
        else table.envs.set(key, value);
      }
      this.stored(at);
    });
  }
}

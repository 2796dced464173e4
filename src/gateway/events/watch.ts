// Compares what is known of a cluster after each round with what was known before, and tells what happened in between. Pure; what is seen
// first is no event.
import type { RosterEntry } from "#api/clusters.ts";
import type { ClusterEvent } from "#api/events.ts";
import { byName, valueOf } from "../history/reduce-servers.ts";
import type { LeaderSample } from "../history/reduce-leader.ts";
import type { SampledRound } from "../history/sampled-round.ts";

export type Noticed = Omit<ClusterEvent, "id">;

export interface Seen {
  readonly at: number;
  readonly roster: readonly RosterEntry[];
  readonly round: Pick<SampledRound, "failures" | "places" | "samples">;
  /** Null: no leader told of its tables. */
  readonly leader: LeaderSample | null;
}

interface Trouble {
  /** Partitions that cannot be read or written, and those that only miss copies. */
  readonly down: number;
  readonly ill: number;
}

export class EventWatch {
  private leader: string | null = null;
  private readonly alive = new Map<string, boolean>();
  private troubles: ReadonlyMap<string, Trouble> | null = null;
  private incomplete: boolean | null = null;

  /** What was known belongs to another moment. */
  forget(): void {
    this.leader = null;
    this.alive.clear();
    this.troubles = null;
    this.incomplete = null;
  }

  see(seen: Seen): Noticed[] {
    return [...this.seeLeader(seen), ...this.seeServers(seen), ...this.seeTables(seen), ...this.seeRound(seen)];
  }

  private seeLeader({ at, roster }: Seen): Noticed[] {
    const leader = roster.find((entry) => entry.leader)?.server;
    if (leader === undefined || leader === this.leader) return [];
    const before = this.leader;
    this.leader = leader;
    if (before === null) return [];
    const message = `${leader} leads the metas; before it was ${before}.`;
    return [{ at, kind: "leader-moved", level: "warning", server: leader, app: null, message }];
  }

  private seeServers({ at, roster }: Seen): Noticed[] {
    const events: Noticed[] = [];
    for (const { server, role, alive } of roster) {
      if (alive === null) continue;
      const before = this.alive.get(server);
      this.alive.set(server, alive);
      if (before === undefined || before === alive) continue;
      const what = role === "meta" ? "The meta" : "The replica server";
      events.push(
        alive
          ? { at, kind: "node-up", level: "info", server, app: null, message: `${what} ${server} is back.` }
          : { at, kind: "node-down", level: "critical", server, app: null, message: `${what} ${server} is down.` },
      );
    }
    return events;
  }

  private seeTables({ at, leader, round }: Seen): Noticed[] {
    if (leader === null) return [];
    const now = troublesIn(leader, round.places.tables);
    const before = this.troubles;
    this.troubles = now;
    if (before === null) return [];
    const events: Noticed[] = [];
    for (const [id, { down, ill }] of now) {
      const earlier = before.get(id) ?? { down: 0, ill: 0 };
      const app = round.places.tables.get(Number(id))?.detail.general.app_name ?? `the app ${id}`;
      const about = { at, server: null, app };
      if (down > 0 && earlier.down === 0)
        events.push({
          ...about,
          kind: "partitions-unhealthy",
          level: "critical",
          message: `${counted(down)} of ${app} cannot be read or written.`,
        });
      else if (ill > 0 && earlier.ill === 0 && earlier.down === 0)
        events.push({
          ...about,
          kind: "partitions-unhealthy",
          level: "warning",
          message: `${counted(ill)} of ${app} ${ill === 1 ? "lacks" : "lack"} copies.`,
        });
      else if (down + ill === 0 && earlier.down + earlier.ill > 0)
        events.push({
          ...about,
          kind: "partitions-healthy",
          level: "info",
          message: `All partitions of ${app} are healthy again.`,
        });
    }
    return events;
  }

  private seeRound({ at, round: { failures, samples } }: Seen): Noticed[] {
    const incomplete = failures.size > 0;
    const before = this.incomplete;
    this.incomplete = incomplete;
    if (before === incomplete || (before === null && !incomplete)) return [];
    if (!incomplete) {
      const message = "All replica servers told of their load again.";
      return [{ at, kind: "round-complete", level: "info", server: null, app: null, message }];
    }
    const [server = null, why = ""] = [...failures][0] ?? [];
    const all = failures.size + samples.size;
    const message = `${failures.size} of ${all} replica servers did not tell of their load. ${why}`;
    return [{ at, kind: "round-incomplete", level: "warning", server, app: null, message }];
  }
}

function counted(partitions: number): string {
  return partitions === 1 ? "One partition" : `${partitions} partitions`;
}

/** Those of tables that there are still: metrics of dropped ones live on for a while (reference 3.7). */
function troublesIn({ metrics }: LeaderSample, tables: SampledRound["places"]["tables"]): ReadonlyMap<string, Trouble> {
  const troubles = new Map<string, Trouble>();
  for (const entity of metrics.entities) {
    if (entity.type !== "table") continue;
    const id = entity.attributes["table_id"] ?? entity.id.replace("table@", "");
    const table = tables.get(Number(id));
    if (table === undefined) continue;
    const told = byName(entity);
    const count = (name: string): number => valueOf(told.get(name)) ?? 0;
    // A table with one replica is always "unwritable" to these metrics (reference 6.1): that is how it was made.
    const unwritable = table.detail.general.max_replica_count === 1 ? 0 : count("unwritable_partitions");
    troubles.set(id, {
      down: count("dead_partitions") + count("unreadable_partitions") + unwritable,
      ill: count("writable_ill_partitions"),
    });
  }
  return troubles;
}

// Where the replicas of all tables are, by the leader's configuration. A thousand tables are a thousand questions: each is read once, then
// again as soon as something tells that it has changed, and all of them in turn, a few at a time (reference 1.8, 9.1).
import { app as appCodec, type AppDetail, type Partition } from "#pegasus/answers/app.ts";
import { apps as appsCodec } from "#pegasus/answers/apps.ts";
import { writeTarget } from "#pegasus/target.ts";
import { SECOND, type Clock } from "./clock.ts";
import { GatewayFailure } from "./failure.ts";
import { eachLimited } from "./limit.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

/** A configuration changes seldom. Older ones are read anew, in turn. */
const KEPT_MS = 30 * SECOND;
/** So many in each round, the oldest first: a small cluster is read whole, a thousand tables take fifty rounds. */
const IN_TURN = 20;
/** So many of those that seem to have changed. */
const SUSPECTS = 100;
const AT_ONCE = 2;

export interface TablePlace {
  readonly detail: AppDetail;
  /** When it was read, ms since epoch. */
  readonly at: number;
}

export interface Places {
  /** `<app id>.<partition index>` → its primary, by the name in the roster. */
  readonly primaries: ReadonlyMap<string, string>;
  /** The same with all that hold it. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly tables: ReadonlyMap<number, TablePlace>;
  /** Tables whose configuration is not known. */
  readonly unread: number;
}

/** Of a watched cluster. */
type Asking = Pick<WatchedCluster, "askLeader" | "replicaServers">;

export class Placement {
  private readonly cluster: Asking;
  private readonly clock: Clock;
  private readonly known = new Map<number, TablePlace>();
  /** Tables that could not be read, and when that was tried. */
  private readonly missing = new Map<number, number>();
  private latest: Places = { primaries: new Map(), members: new Map(), tables: new Map(), unread: 0 };

  constructor(cluster: Asking, clock: Clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /** As it was read last. */
  get places(): Places {
    return this.latest;
  }

  forget(): void {
    this.known.clear();
    this.missing.clear();
  }

  /**
   * What is known, with some of it read anew. `suspects`: apps by id whose replicas seem to have moved.
   * @throws {GatewayFailure} nobody lists the tables
   */
  async read(suspects: ReadonlySet<number>): Promise<Places> {
    const list = await this.cluster.askLeader({ method: "GET", target: "/meta/apps" });
    if (list.reply.status !== 200) throw new GatewayFailure("unreachable", "The leader does not list its tables.");
    const listed = new Map(
      Object.values(appsCodec.decode(list.reply.body.toString("utf8")).general_info).map((app) => [
        app.app_id,
        app.app_name,
      ]),
    );
    for (const map of [this.known, this.missing]) {
      for (const id of map.keys()) if (!listed.has(id)) map.delete(id);
    }
    await eachLimited(this.chosen(listed, suspects), AT_ONCE, async (id) => {
      const detail = await this.readTable(listed.get(id) ?? "");
      this.known.delete(id);
      this.missing.delete(id);
      if (detail === null) this.missing.set(id, this.clock.now());
      else this.known.set(id, { detail, at: this.clock.now() });
    });
    this.latest = await this.arranged(listed.size);
    return this.latest;
  }

  private chosen(listed: ReadonlyMap<number, string>, suspects: ReadonlySet<number>): number[] {
    const ids = [...listed.keys()];
    const at = (id: number): number => this.known.get(id)?.at ?? this.missing.get(id) ?? -Infinity;
    const tried = ids.filter((id) => at(id) > -Infinity).toSorted((a, b) => at(a) - at(b));
    const stale = tried.filter((id) => this.clock.now() - at(id) >= KEPT_MS).slice(0, IN_TURN);
    const moved = tried.filter((id) => suspects.has(id)).slice(0, SUSPECTS);
    return [...new Set([...ids.filter((id) => at(id) === -Infinity), ...moved, ...stale])];
  }

  /** Null: a table that was dropped meanwhile, or is not recorded. */
  private async readTable(name: string): Promise<AppDetail | null> {
    const target = writeTarget({
      path: "meta/app",
      query: new Map([
        ["name", name],
        ["detail", ""],
      ]),
    });
    try {
      const { reply } = await this.cluster.askLeader({ method: "GET", target });
      return reply.status === 200 ? appCodec.decode(reply.body.toString("utf8")) : null;
    } catch (error) {
      if (error instanceof GatewayFailure && error.kind === "not-recorded") return null;
      throw error;
    }
  }

  private async arranged(listed: number): Promise<Places> {
    const names = new Map<string, string>();
    for (const { name, aliases } of await this.cluster.replicaServers()) {
      for (const alias of aliases) names.set(alias, name);
    }
    const nameOf = (server: string): string => names.get(server) ?? server;
    const primaries = new Map<string, string>();
    const members = new Map<string, readonly string[]>();
    for (const [id, { detail }] of this.known) {
      for (const partition of Object.values(detail.replicas ?? {})) {
        const key = `${id}.${partition.pidx}`;
        if (partition.primary !== null) primaries.set(key, nameOf(partition.primary));
        members.set(key, membersOf(partition).map(nameOf));
      }
    }
    return { primaries, members, tables: new Map(this.known), unread: listed - this.known.size };
  }
}

function membersOf({ primary, secondaries }: Partition): string[] {
  return primary === null ? secondaries : [primary, ...secondaries];
}

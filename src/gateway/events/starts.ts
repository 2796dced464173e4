// When each server started and what it runs: asked seldom, by paths that are safe at any time (reference 9.1).
import { startTime, version } from "#pegasus/answers/builtin.ts";
import { SECOND } from "../clock.ts";
import { GatewayFailure } from "../failure.ts";
import { eachLimited } from "../limit.ts";
import type { Member } from "../members.ts";
import type { WatchedCluster } from "../watched-cluster.ts";
import type { Noticed } from "./watch.ts";

const EVERY_MS = 60 * SECOND;
const AT_ONCE = 4;

interface Known {
  readonly started: string;
  readonly version: string;
}

export class StartWatch {
  private readonly cluster: WatchedCluster;
  private readonly known = new Map<string, Known>();
  private askedAt = -Infinity;

  constructor(cluster: WatchedCluster) {
    this.cluster = cluster;
  }

  forget(): void {
    this.known.clear();
    this.askedAt = -Infinity;
  }

  /** `now`: ms. Tells nothing where it is not time to ask again. `asked` counts questions. */
  async see(now: number, asked: (bytes: number) => void): Promise<Noticed[]> {
    if (now - this.askedAt < EVERY_MS) return [];
    this.askedAt = now;
    const events: Noticed[] = [];
    const members = await this.cluster.membersOf("all");
    await eachLimited(members, AT_ONCE, async (member) => {
      if (member.alive === false) return;
      try {
        events.push(...(await this.look(member, now, asked)));
      } catch (error) {
        if (!(error instanceof GatewayFailure)) throw error;
      }
    });
    return events;
  }

  private async look(member: Member, at: number, asked: (bytes: number) => void): Promise<Noticed[]> {
    const ask = async (target: string): Promise<string | null> => {
      const reply = await this.cluster.ask(member, { method: "GET", target });
      asked(reply.body.length);
      return reply.status === 200 ? reply.body.toString("utf8") : null;
    };
    const text = await ask("/recentStartTime");
    if (text === null) return [];
    const started = startTime.decode(text).RecentStartTime;
    const before = this.known.get(member.name);
    if (before?.started === started) return [];
    // Only a new process can be of another version.
    const about = await ask("/version");
    const now = about === null ? "" : version.decode(about);
    const runs = now === "" ? "" : `${now.Version} (${now.GitCommit})`;
    this.known.set(member.name, { started, version: runs });
    if (before === undefined) return [];
    const server = member.name;
    const events: Noticed[] = [
      {
        at,
        kind: "restart",
        level: "warning",
        server,
        app: null,
        message: `${server} was restarted: it started at ${started} by its own clock.`,
      },
    ];
    if (before.version !== runs)
      events.push({
        at,
        kind: "version",
        level: "info",
        server,
        app: null,
        message: `${server} runs ${runs}; before it was ${before.version}.`,
      });
    return events;
  }
}

// From a question to the server that answers it: redirects are followed here and nowhere else (reference 1.7, 9.3).
import type { Attempt } from "#api/errors.ts";
import { GatewayFailure } from "./failure.ts";
import type { Member } from "./members.ts";
import { readAddress } from "./settings.ts";
import type { Question, Reply } from "./upstream.ts";

export interface Answered {
  readonly member: Member;
  readonly reply: Reply;
  /** `server status` (or `server kind` for a failure) of each one before. */
  readonly hops: readonly string[];
}

export interface FollowPort {
  /** @throws {GatewayFailure} */
  ask(member: Member, question: Question): Promise<Reply>;
  /** A member meta named this one as leader. */
  admitLeader(name: string): Promise<Member>;
  /** Who may be asked when a redirect leads nowhere. */
  metas(): Promise<Member[]>;
}

const MOST_REDIRECTS = 3;
/** What a meta writes where the leader's name should be when it knows none (reference 1.7). */
const NO_LEADER = "invalid host_port";

/**
 * Asks `first` in their order until one answers. A 307 moves the leader that it names to the front; a leader that is gone or whose
 * name does not resolve sends the question on to the other metas. `once`: a change that may have been done is not asked of another.
 * @throws {GatewayFailure} saying of each one tried what happened.
 */
export async function follow(
  port: FollowPort,
  first: readonly Member[],
  question: Question,
  once: boolean,
): Promise<Answered> {
  const queue = [...first];
  const asked = new Set<string>();
  const hops: string[] = [];
  const tried: Attempt[] = [];
  const failures: GatewayFailure[] = [];
  let redirects = 0;
  let leaderless = false;
  let gone: string | null = null;
  for (let member = queue.shift(); member !== undefined; member = queue.shift()) {
    if (asked.has(member.key)) continue;
    asked.add(member.key);
    let reply: Reply;
    try {
      reply = await port.ask(member, question);
    } catch (error) {
      if (!(error instanceof GatewayFailure)) throw error;
      const { kind, message } = error;
      tried.push({ server: member.name, kind, message });
      hops.push(`${member.name} ${kind}`);
      failures.push(error);
      if (redirects > 0) {
        gone = member.name;
        queue.push(...(await port.metas()));
      }
      const mayHaveHappened = kind === "dropped" || kind === "timeout";
      if (kind === "too-large" || kind === "bad-request" || (once && mayHaveHappened)) throw error;
      continue;
    }
    if (reply.status !== 307) return { member, reply, hops };
    hops.push(`${member.name} 307`);
    redirects++;
    const authority = authorityOf(reply.location);
    if (authority === NO_LEADER) {
      leaderless = true;
      tried.push({ server: member.name, kind: "no-leader", message: `${member.name} knows no leader` });
      continue;
    }
    tried.push({ server: member.name, kind: "electing", message: `${member.name} says that ${authority} leads` });
    if (readAddress(authority) === null || redirects > MOST_REDIRECTS) continue;
    const leader = await port.admitLeader(authority);
    if (leader.address === null) queue.push(...(await port.metas()));
    else if (asked.has(leader.key)) gone = gone ?? leader.name;
    else queue.unshift(leader);
  }
  throw verdict({ tried, failures, hops, leaderless, gone });
}

function authorityOf(location: string | null): string {
  return /^https?:\/\/([^/]*)/.exec(location ?? "")?.[1] ?? "";
}

interface Outcome {
  readonly tried: readonly Attempt[];
  readonly failures: readonly GatewayFailure[];
  readonly hops: readonly string[];
  readonly leaderless: boolean;
  readonly gone: string | null;
}

/** Why nobody answered, as one failure: what will pass by itself is named first. */
function verdict({ tried, failures, hops, leaderless, gone }: Outcome): GatewayFailure {
  const [only] = failures;
  if (gone !== null) {
    return new GatewayFailure("electing", `The leader ${gone} is gone; a new one is elected within seconds.`, {
      tried,
      hops,
      retryAfter: 2,
    });
  }
  if (leaderless) {
    return new GatewayFailure(
      "no-leader",
      "The meta servers know no leader. Without one the cluster cannot fail over; see their logs and ZooKeeper.",
      {
        tried,
        hops,
        retryAfter: 5,
      },
    );
  }
  if (only === undefined) {
    return new GatewayFailure("no-leader", "The meta servers only point at each other; none of them leads.", {
      tried,
      hops,
      retryAfter: 2,
    });
  }
  const starting = failures.find((failure) => failure.kind === "starting");
  const leading = starting ?? only;
  if (failures.length === 1) {
    return new GatewayFailure(leading.kind, leading.message, { tried, hops, ...retry(leading) });
  }
  const lead = starting === undefined ? "No meta server answers." : "No meta server can answer yet.";
  return new GatewayFailure(leading.kind, `${lead} ${failures.map((failure) => failure.message).join(" ")}`, {
    tried,
    hops,
    ...retry(leading),
  });
}

function retry(failure: GatewayFailure): { retryAfter?: number } {
  return failure.retryAfter === undefined ? {} : { retryAfter: failure.retryAfter };
}

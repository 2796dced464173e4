// From a question to the server that answers it: redirects are followed here and nowhere else (reference 1.7, 9.3).
import type { Attempt } from "#api/errors.ts";
import { GatewayFailure } from "./failure.ts";
import type { Member } from "./members.ts";
import { readAddress } from "./settings.ts";
import { isLost } from "./upstream-failure.ts";
import type { Question, Reply } from "./upstream.ts";

export interface Answered {
  readonly member: Member;
  readonly reply: Reply;
  /** `server status` (or `server kind` for a failure) of each one before. */
  readonly hops: readonly string[];
}

export interface FollowPort {
  /** @throws {GatewayFailure} */
  readonly ask: (member: Member, question: Question) => Promise<Reply>;
  /** A member meta named this one as leader. */
  readonly admitLeader: (name: string) => Promise<Member>;
  /** Who may be asked when a redirect leads nowhere. */
  readonly metas: () => Promise<Member[]>;
}

const MOST_REDIRECTS = 3;
/** What a meta writes where the leader's name should be when it knows none (reference 1.7). */
const NO_LEADER = "invalid host_port";

/** What came of asking so far. */
interface Trail {
  readonly tried: Attempt[];
  readonly hops: string[];
  /** By the key of the server that was asked, in order. */
  readonly failed: Map<string, GatewayFailure>;
  /** Whom redirects named as leader, in order. */
  readonly named: Member[];
  /** Some meta said that it knows no leader. */
  leaderless: boolean;
}

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
  const trail: Trail = { tried: [], hops: [], failed: new Map(), named: [], leaderless: false };
  let redirects = 0;
  for (let member = queue.shift(); member !== undefined; member = queue.shift()) {
    if (asked.has(member.key)) continue;
    asked.add(member.key);
    const reply = await attempt(port, member, question, trail, once);
    if (reply === null) {
      if (redirects > 0) queue.push(...(await port.metas()));
      continue;
    }
    // Only a meta's word counts on who leads; from anybody else a 307 is an answer like others.
    if (reply.status !== 307 || member.role !== "meta") return { member, reply, hops: trail.hops };
    redirects++;
    const name = leaderIn(member, reply, trail);
    if (name === null || redirects > MOST_REDIRECTS) continue;
    const leader = await port.admitLeader(name);
    trail.named.push(leader);
    if (leader.address === null) queue.push(...(await port.metas()));
    else queue.unshift(leader);
  }
  throw verdict(trail);
}

/** Null: it failed, which is noted; another may be asked. @throws {GatewayFailure} when no other may. */
async function attempt(
  port: FollowPort,
  member: Member,
  question: Question,
  trail: Trail,
  once: boolean,
): Promise<Reply | null> {
  try {
    return await port.ask(member, question);
  } catch (error) {
    if (!(error instanceof GatewayFailure)) throw error;
    const { kind, message } = error;
    trail.tried.push({ server: member.name, kind, message });
    trail.hops.push(`${member.name} ${kind}`);
    trail.failed.set(member.key, error);
    if (kind === "too-large" || kind === "bad-request" || (once && error.sent)) throw retold(error, message, trail);
    return null;
  }
}

/** All that is used of a redirect; empty where it has none. */
export function authorityOf(location: Reply["location"]): string {
  return /^https?:\/\/([^/]*)/.exec(location ?? "")?.[1] ?? "";
}

/** Whom a redirect names, noted; null when that is nobody who could be asked. */
function leaderIn(member: Member, { location }: Reply, trail: Trail): string | null {
  trail.hops.push(`${member.name} 307`);
  const authority = authorityOf(location);
  const tell = (kind: "no-leader" | "electing", words: string): void => {
    trail.tried.push({ server: member.name, kind, message: `${member.name} ${words}` });
  };
  if (authority === NO_LEADER) {
    trail.leaderless = true;
    tell("no-leader", "knows no leader");
    return null;
  }
  if (readAddress(authority) === null) {
    tell("no-leader", `redirects to "${authority}", which is not host:port`);
    return null;
  }
  tell("electing", `says that ${authority} leads`);
  return authority;
}

/** Why nobody answered, as one failure: what will pass by itself is named first. */
function verdict(trail: Trail): GatewayFailure {
  const { failed, named, leaderless } = trail;
  const failures = [...failed.values()];
  const unrecorded = notRecorded(trail);
  if (unrecorded !== undefined) return retold(unrecorded, unrecorded.message, trail);
  const gone = named.find(({ key, address }) => {
    // One that only its name hides from here may be well.
    const failure = address === null ? undefined : failed.get(key);
    return failure !== undefined && isLost(failure.kind);
  });
  if (gone !== undefined)
    return told("electing", `The leader ${gone.name} is gone; a new one is elected within seconds.`, 2, trail);
  if (leaderless) {
    const message =
      "The meta servers know no leader. Without one the cluster cannot fail over; see their logs and ZooKeeper.";
    return told("no-leader", message, 5, trail);
  }
  const starting = failures.find(({ kind }) => kind === "starting");
  const leading = starting ?? failures[0];
  const nameless = named.find(({ address }) => address === null);
  if (nameless !== undefined && starting === undefined) {
    const why = nameless.outside
      ? "is outside of the members that the dashboard's configuration allows"
      : "does not resolve from here";
    const message = `The leader is called ${nameless.name}, which ${why}, and no other meta server that was asked leads.`;
    return told(
      nameless.outside ? "not-a-member" : "unreachable",
      [message, ...failures.map((failure) => failure.message)].join(" "),
      undefined,
      trail,
    );
  }
  const living = named.some(({ key }) => !failed.has(key));
  if (leading === undefined || (living && starting === undefined)) {
    const message = "The meta servers only point at each other; none of them leads.";
    return told("no-leader", [message, ...failures.map((failure) => failure.message)].join(" "), 2, trail);
  }
  if (failures.length === 1) return retold(leading, leading.message, trail);
  const lead = starting === undefined ? "No meta server answers." : "No meta server can answer yet.";
  return retold(leading, [lead, ...failures.map((failure) => failure.message)].join(" "), trail);
}

/** That something was not recorded is the whole truth in a replay; what the leader says of it tells most. */
function notRecorded({ failed, named }: Trail): GatewayFailure | undefined {
  const ofLeaders = named.flatMap(({ key }) => failed.get(key) ?? []);
  return [...ofLeaders, ...failed.values()].find(({ kind }) => kind === "not-recorded");
}

function told(kind: GatewayFailure["kind"], message: string, retryAfter: number | undefined, trail: Trail) {
  return new GatewayFailure(kind, message, { ...trail, retryAfter, sent: maySent(trail) });
}

function retold({ kind, retryAfter, sent, cause }: GatewayFailure, message: string, trail: Trail): GatewayFailure {
  return new GatewayFailure(kind, message, { ...trail, retryAfter, sent: sent || maySent(trail), cause });
}

function maySent({ failed }: Trail): boolean {
  return [...failed.values()].some(({ sent }) => sent);
}

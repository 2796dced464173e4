// One watched cluster: its members, who leads, and one way to ask any of them.
import type { RosterEntry } from "#api/clusters.ts";
import type { ErrorKind } from "#api/errors.ts";
import { cluster as clusterCodec } from "#pegasus/answers/cluster.ts";
import { nodes as nodesCodec } from "#pegasus/answers/nodes.ts";
import { AddressList } from "./address-list.ts";
import { SECOND, type Clock } from "./clock.ts";
import { GatewayFailure } from "./failure.ts";
import { follow, type Answered, type FollowPort } from "./follow.ts";
import { Leadership } from "./leadership.ts";
import { Members, type Member } from "./members.ts";
import { Names, type Resolve } from "./names.ts";
import type { Asked } from "./own-metrics.ts";
import type { ClusterSettings } from "./settings.ts";
import { SharedAnswers } from "./shared-answers.ts";
import { isLost } from "./upstream-failure.ts";
import { Upstream, needsGate, type Limits, type Question, type Reply } from "./upstream.ts";

const ROSTER_MAX_AGE_MS = 5 * SECOND;
/** A backup that hangs must not keep the roster waiting: what it says counts when it comes. */
const BACKUPS_MS = SECOND;

export interface WatchOptions {
  readonly clock: Clock;
  readonly resolve: Resolve;
  readonly limits?: Limits;
  /** Told of each question to a server when it has ended. */
  readonly onAsked?: (asked: Asked) => void;
}

export class WatchedCluster {
  /** What says nothing of how it is reached may be replaced while it runs. */
  settings: ClusterSettings;
  readonly answers: SharedAnswers<Answered>;
  private readonly clock: Clock;
  private readonly options: WatchOptions;
  private readonly members: Members;
  private readonly upstreams = new Map<string, Upstream>();
  private readonly rosters: SharedAnswers<null>;
  private closed = false;
  private readonly leadership: Leadership;

  constructor(settings: ClusterSettings, options: WatchOptions) {
    this.settings = settings;
    this.options = options;
    this.clock = options.clock;
    this.leadership = new Leadership(options.clock);
    const allowed = settings.members === undefined ? null : new AddressList(settings.members);
    this.members = new Members(settings.metas, new Names(options.resolve, options.clock, settings.resolve), allowed);
    const now = (): number => options.clock.now();
    this.answers = new SharedAnswers({
      now,
      weigh: ({ reply }) => reply.body.length,
      keep: ({ reply }) => reply.flow === null,
    });
    this.rosters = new SharedAnswers({ now });
  }

  /** The primary meta's answer. `once`: see `follow`. @throws {GatewayFailure} */
  async askLeader(question: Question, once = false): Promise<Answered> {
    if (needsGate(question.target)) return this.askMetas(question, once);
    // Paths outside /meta are answered by any process for itself: the leader has to be known first.
    const { member, hops } = await this.leading();
    return { member, hops, reply: await this.ask(member, question) };
  }

  /** One member's answer; a 307 of it is followed. @throws {GatewayFailure} */
  async askServer(server: string | Member, question: Question, once = false): Promise<Answered> {
    const member = typeof server === "string" ? await this.memberNamed(server) : server;
    return follow(this.port, [member], question, once);
  }

  /** The member of any of its names. @throws {GatewayFailure} not-a-member */
  async memberNamed(name: string): Promise<Member> {
    await this.members.roots();
    const found = this.members.find(name);
    if (found !== undefined) return found;
    await this.refresh(ROSTER_MAX_AGE_MS);
    const late = this.members.find(name);
    if (late !== undefined) return late;
    throw new GatewayFailure(
      "not-a-member",
      `${name} is not a server of the cluster ${this.settings.name}, so nothing was sent to it.`,
    );
  }

  /** Who leads now, and who said so before it. @throws {GatewayFailure} */
  async leading(): Promise<Omit<Answered, "reply">> {
    return this.askMetas({ method: "GET", target: "/meta/cluster" }, false);
  }

  /** Runs a costly call of this member; a second one waits its turn instead of being refused by the server. */
  async oneAtATime<T>(member: Member, call: () => Promise<T>): Promise<T> {
    return this.upstreamOf(member).costly.run(call);
  }

  /** The roster as far as it is known; a cluster without a leader still has one. */
  async roster(maxAgeMs = ROSTER_MAX_AGE_MS): Promise<RosterEntry[]> {
    await this.members.roots();
    await this.refresh(maxAgeMs);
    const entry = (member: Member): RosterEntry => ({
      server: member.name,
      role: member.role,
      leader: member.key === this.leadership.key,
      alive: member.alive,
      starting: this.upstreams.get(member.key)?.gate.starting ?? false,
    });
    const byName = (a: Member, b: Member): number => a.name.localeCompare(b.name, "en", { numeric: true });
    return [...this.members.metas().toSorted(byName), ...this.members.replicas().toSorted(byName)].map(entry);
  }

  /** The replica servers that the metas call alive, and those they call dead. */
  async replicaServers(): Promise<Member[]> {
    return this.membersOf("replica");
  }

  /** All servers of a role as far as they are known, metas first. */
  async membersOf(role: Member["role"] | "all"): Promise<Member[]> {
    await this.members.roots();
    await this.refresh(ROSTER_MAX_AGE_MS);
    const members = [...this.members.metas(), ...this.members.replicas()];
    return role === "all" ? members : members.filter((member) => member.role === role);
  }

  async ask(member: Member, question: Question): Promise<Reply> {
    const upstream = this.upstreamOf(member);
    const started = performance.now();
    try {
      const reply = await upstream.ask(question);
      if (member.role === "meta") member.alive = true;
      this.tell(member, "answered", started);
      return reply;
    } catch (error) {
      if (error instanceof GatewayFailure) {
        this.noticeFailure(member, question, error.kind);
        this.tell(member, error.kind, started);
      }
      throw error;
    }
  }

  private tell({ role }: Member, outcome: Asked["outcome"], started: number): void {
    const seconds = (performance.now() - started) / 1000;
    this.options.onAsked?.({ cluster: this.settings.name, role, outcome, seconds });
  }

  /** Who is known to belong to it now, without asking anybody. */
  known(): { readonly role: Member["role"]; readonly starting: boolean }[] {
    return [...this.members.metas(), ...this.members.replicas()].map(({ role, key }) => ({
      role,
      starting: this.upstreams.get(key)?.gate.starting ?? false,
    }));
  }

  /** What was said belongs to another moment, as when the clock of a recording is moved. */
  forget(): void {
    this.answers.forget();
    this.rosters.forget();
    for (const upstream of this.upstreams.values()) upstream.forget();
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.upstreams.values()].map((upstream) => upstream.close()));
  }

  private noticeFailure(member: Member, question: Question, kind: ErrorKind): void {
    const lost = isLost(kind);
    if (member.role === "meta" && lost) member.alive = false;
    if (member.role === "meta" && (kind === "starting" || kind === "not-recorded")) member.alive = true;
    if (needsGate(question.target) && (lost || kind === "starting")) this.leadership.lost(member.key);
  }

  private readonly port: FollowPort = {
    ask: (member, question) => this.ask(member, question),
    admitLeader: (name) => this.members.admit(name, "meta", true),
    metas: () => this.candidates(),
  };

  private async candidates(): Promise<Member[]> {
    const roots = await this.members.roots();
    const leader = this.members.metas().filter((member) => member.key === this.leadership.key);
    return [...new Set([...leader, ...roots, ...this.members.metas()])];
  }

  private async askMetas(question: Question, once: boolean): Promise<Answered> {
    const answered = await follow(this.port, await this.candidates(), question, once);
    if (answered.reply.status !== 200) return answered; // a backup refuses unknown parameters itself: that makes it no leader
    this.leadership.noticed(answered.member.key);
    if (once || question.method !== "GET") return answered;
    return this.believe(answered, question);
  }

  /** What a leader says in its first second is asked again when the second is over: it may be an empty cluster. */
  private async believe(answered: Answered, question: Question): Promise<Answered> {
    const doubtedMs = this.leadership.doubtedMs();
    if (doubtedMs <= 0) return answered;
    answered.reply.flow?.drop();
    await this.clock.sleep(doubtedMs);
    return follow(this.port, [answered.member], question, false);
  }

  private upstreamOf(member: Member): Upstream {
    const found = this.upstreams.get(member.key);
    if (found !== undefined) return found;
    if (this.closed) throw new GatewayFailure("unreachable", "The dashboard's server is closing.");
    if (member.outside) {
      const what = "is named by the cluster, and outside of the members that the dashboard's configuration allows";
      throw new GatewayFailure("not-a-member", `${member.name} ${what}; nothing was sent to it.`);
    }
    if (member.address === null) {
      throw new GatewayFailure("unreachable", `${member.name} has a name that does not resolve from here.`);
    }
    const upstream = new Upstream(member.name, member.address, this.clock, {
      replay: this.settings.kind === "replay",
      ...(this.options.limits === undefined ? {} : { limits: this.options.limits }),
    });
    this.upstreams.set(member.key, upstream);
    return upstream;
  }

  /** Learns who belongs to the cluster, and whether the backups answer. Never throws: what cannot be learned stays as it was. */
  private async refresh(maxAgeMs: number): Promise<void> {
    await this.rosters.get("roster", maxAgeMs, async () => {
      const enough = new AbortController();
      const looked = this.lookAtBackups().finally(() => enough.abort());
      await Promise.all([this.learn(), Promise.race([looked, this.clock.sleep(BACKUPS_MS, enough.signal)])]);
      return null;
    });
  }

  private async learn(): Promise<void> {
    try {
      const info = await this.askLeader({ method: "GET", target: "/meta/cluster" });
      const list = await this.askLeader({ method: "GET", target: "/meta/nodes" });
      if (info.reply.status !== 200 || list.reply.status !== 200) return;
      const { meta_servers, primary_meta_server } = clusterCodec.decode(info.reply.body.toString("utf8"));
      const { details } = nodesCodec.decode(list.reply.body.toString("utf8"));
      await this.members.callItself(info.member, primary_meta_server);
      const metas = [...meta_servers, primary_meta_server].map((name) => this.members.admit(name, "meta", true));
      const replicas = Object.values(details).map(async (node) => {
        const member = await this.members.admit(node.address, "replica", true);
        if (member.role === "replica") member.alive = node.status === "ALIVE";
        return member;
      });
      const current = await Promise.all([...metas, ...replicas]);
      await this.letGo(this.members.retain(new Set(current.map((member) => member.key))));
    } catch {
      return; // no leader, or an answer that cannot be read: the asker of that answer is told, the roster stays
    }
  }

  private async letGo(gone: readonly Member[]): Promise<void> {
    for (const { key } of gone) {
      const upstream = this.upstreams.get(key);
      this.upstreams.delete(key);
      await upstream?.close();
    }
  }

  /** On a connection that has passed the gate, so that it shows whether they are starting; no `/meta/*` request is made. */
  private async lookAtBackups(): Promise<void> {
    const backups = this.members.metas().filter((member) => member.key !== this.leadership.key);
    const look: Question = { method: "GET", target: "/version", throughGate: true };
    await Promise.allSettled(backups.map((member) => this.ask(member, look)));
  }
}

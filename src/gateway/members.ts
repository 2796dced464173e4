// Who belongs to a cluster: the configured metas are the root of trust, and only a member may name further ones (design.md,
// the roster). Names that reach the same address and port are one server.
import type { AddressList } from "./address-list.ts";
import type { Names } from "./names.ts";
import { readAddress } from "./settings.ts";

export interface Member {
  /** `ip:port`, or the name itself where it does not resolve. */
  readonly key: string;
  /** Where to connect; null while the name does not resolve, and where nobody may be contacted. */
  readonly address: string | null;
  /** The cluster names it, and the configuration's `members` does not allow to contact it. */
  readonly outside: boolean;
  /** What people call it: the cluster's own name once it is known. */
  name: string;
  role: "meta" | "replica";
  /** As the metas say of a replica server, or as a meta's last answer shows; null: not known. */
  alive: boolean | null;
  /** Every spelling that may be used in requests. */
  readonly aliases: Set<string>;
}

const LATELY_MS = 500;

export class Members {
  private readonly byKey = new Map<string, Member>();
  private readonly names: Names;
  private readonly configured: readonly string[];
  private readonly allowed: AddressList | null;
  private configuredKeys = new Set<string>();
  /** What `roots` found, for a moment: every request asks. */
  private lately: { readonly roots: Promise<Member[]>; readonly until: number } | null = null;

  /** `configured`: the metas that the operator names, who may be contacted in any case. `allowed`: who else; null: everybody. */
  constructor(configured: readonly string[], names: Names, allowed: AddressList | null = null) {
    this.configured = configured;
    this.names = names;
    this.allowed = allowed;
  }

  /** The configured metas, in their order, with names looked up anew when their time has come. */
  roots(): Promise<Member[]> {
    const now = this.names.now();
    if (this.lately === null || now >= this.lately.until)
      this.lately = { roots: this.lookAtRoots(), until: now + LATELY_MS };
    return this.lately.roots;
  }

  private async lookAtRoots(): Promise<Member[]> {
    const roots = await Promise.all(
      this.configured.map(async (name) => this.take(name, "meta", false, await this.names.addressOf(name), false)),
    );
    this.configuredKeys = new Set(roots.map((member) => member.key));
    return [...new Set(roots)];
  }

  /** Takes in a server that a member named. `own`: it is the cluster's own name for it. */
  async admit(name: string, role: Member["role"], own: boolean): Promise<Member> {
    const address = await this.names.addressOf(name);
    const known = address !== null && this.configuredKeys.has(address);
    return address === null || known || this.allows(name, address)
      ? this.take(name, role, own, address, false)
      : this.take(name, role, own, null, true);
  }

  private allows(name: string, address: string): boolean {
    const hosts = [name, address].map((text) => readAddress(text)?.host ?? "");
    return this.allowed === null || hosts.some((host) => this.allowed?.has(host) === true);
  }

  private take(name: string, role: Member["role"], own: boolean, address: string | null, outside: boolean): Member {
    // A name that does not resolve from here may be known all the same, see `callItself`.
    const found = address === null ? this.find(name) : this.byKey.get(address);
    const member: Member = found ?? {
      key: address ?? name,
      address,
      outside,
      name,
      role,
      alive: null,
      aliases: new Set<string>(),
    };
    this.byKey.set(member.key, member);
    if (address !== null) member.aliases.add(address);
    this.call(member, name, own);
    return member;
  }

  /** What `member` calls itself in its own answer. It is believed where the name does not resolve to somebody else. */
  async callItself(member: Member, name: string): Promise<void> {
    const address = await this.names.addressOf(name);
    if (address === null || address === member.address) this.call(member, name, true);
  }

  /** A name means one server: whoever had it before has it no longer. */
  private call(member: Member, name: string, own: boolean): void {
    for (const other of this.byKey.values()) {
      if (other === member || !other.aliases.delete(name)) continue;
      this.lately = null;
      if (other.aliases.size === 0) this.byKey.delete(other.key);
    }
    member.aliases.add(name);
    if (own) member.name = name;
  }

  /** The member of any of its spellings. Never looks a name up: what is not known is not a member. */
  find(text: string): Member | undefined {
    for (const member of this.byKey.values()) if (member.aliases.has(text)) return member;
    return undefined;
  }

  metas(): Member[] {
    return this.of("meta");
  }

  replicas(): Member[] {
    return this.of("replica");
  }

  /** Lets go of those whom the cluster no longer names. Returns them. */
  retain(current: ReadonlySet<string>): Member[] {
    const gone = [...this.byKey.values()].filter(
      (member) => !current.has(member.key) && !this.configuredKeys.has(member.key),
    );
    for (const member of gone) this.byKey.delete(member.key);
    return gone;
  }

  private of(role: Member["role"]): Member[] {
    return [...this.byKey.values()].filter((member) => member.role === role);
  }
}

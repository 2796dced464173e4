// Sign-in by a proxy in front: it names the user, and perhaps the groups, in headers that are believed from it alone.
import { AddressList } from "../address-list.ts";
import type { HeaderReader } from "../asking.ts";
import type { ProxyHeader } from "../access.ts";
import type { Role } from "../caller.ts";
import type { Visit } from "./visit.ts";

export interface Person {
  readonly user: string;
  readonly role: Role;
}

export class ProxyUsers {
  private readonly settings: ProxyHeader;
  private readonly trusted: AddressList;
  constructor(settings: ProxyHeader) {
    this.settings = settings;
    this.trusted = new AddressList(settings.trusted);
  }

  /** Null: no proxy that is trusted names anybody. */
  named(headers: HeaderReader, { peer }: Visit): Person | null {
    if (peer === null || !this.trusted.has(peer)) return null;
    const user = readable(headers.get(this.settings.name));
    // Where a header stands there twice, somebody has smuggled in one of them: `ann, eve` is nobody.
    if (user === null || user.includes(",") || /\p{Cc}/u.test(user) || user.length > 200) return null;
    return { user, role: this.roleOf(user, headers) };
  }

  private roleOf(user: string, headers: HeaderReader): Role {
    const { operators, groupsHeader, operatorGroups } = this.settings;
    if (operators.includes(user)) return "operator";
    const groups = groupsHeader === undefined ? null : readable(headers.get(groupsHeader));
    const named = (groups ?? "").split(/[,;]/).map((group) => group.trim());
    return named.some((group) => group !== "" && operatorGroups.includes(group)) ? "operator" : "viewer";
  }
}

/** Headers come as Latin-1, one character a byte; proxies write UTF-8. */
function readable(value: string | null): string | null {
  const text = value?.trim() ?? "";
  if (text === "") return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(text, "latin1"));
  } catch {
    return text;
  }
}

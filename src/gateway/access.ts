// Who may come in and by which names, as configured. All of it can change while the dashboard runs (SIGHUP).
import type { Role } from "./caller.ts";

export interface User {
  readonly name: string;
  readonly role: Role;
  /** `scrypt$…`, see people/password-hash.ts. */
  readonly passwordHash: string;
}

/** A proxy in front signs people in and says who they are. */
export interface ProxyHeader {
  /** The header that names the user. */
  readonly name: string;
  /** The addresses (and CIDRs) of the proxies. From anybody else the header means nothing. */
  readonly trusted: readonly string[];
  readonly operators: readonly string[];
  readonly groupsHeader?: string | undefined;
  readonly operatorGroups: readonly string[];
}

export interface SignInSettings {
  readonly users?: readonly User[] | undefined;
  readonly proxyHeader?: ProxyHeader | undefined;
  /** How long one stays signed in with a password, ms. */
  readonly session?: number | undefined;
}

export interface AccessSettings {
  /** What people type to come here, as `https://pegasus.example.com`; null: the address that it listens on. */
  readonly publicUrl: string | null;
  /** Further names that it may be called by. */
  readonly hosts: readonly string[];
  /** Proxies whose `X-Forwarded-For` and `-Proto` are believed, beside those of `proxyHeader`. */
  readonly trusted: readonly string[];
  /** Null: everybody who reaches it is the operator `local`. */
  readonly signIn: SignInSettings | null;
  /** Of the bearer token that scrapes `/metrics`; null: none is needed without sign-in, none is accepted with it. */
  readonly scrapeTokenHash: string | null;
}

export const OPEN: AccessSettings = { publicUrl: null, hosts: [], trusted: [], signIn: null, scrapeTokenHash: null };

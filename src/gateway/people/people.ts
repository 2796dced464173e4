// Who somebody is, asked anew at each request: nobody keeps a role that the configuration no longer gives.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import type { Session } from "#api/clusters.ts";
import type { SignIn } from "#api/sign-in.ts";
import type { SignInSettings, User } from "../access.ts";
import type { HeaderReader } from "../asking.ts";
import type { Clock } from "../clock.ts";
import { GatewayFailure } from "../failure.ts";
import { Limit, TooBusy } from "../limit.ts";
import { decoyLike, isPasswordOf } from "./password-hash.ts";
import { ProxyUsers, type Person } from "./proxy-user.ts";
import { SignInBrake } from "./sign-in-brake.ts";
import { cookieNamed, readSigned, signText } from "./signed-text.ts";
import type { SessionId, Vault } from "./vault.ts";
import type { Visit } from "./visit.ts";

const SECOND = 1000;
const HOUR = 3600 * SECOND;
/** A shift. It does not slide: a page that polls would keep itself signed in for ever. */
const STANDARD_SESSION_MS = 12 * HOUR;
/** A browser is known again this long, see SignInBrake. */
const DEVICE_MS = 90 * 24 * HOUR;
/** Each holds 32 MiB for a quarter of a second. */
const PASSWORDS_AT_ONCE = 2;
const LONGEST_QUEUE_MS = 5 * SECOND;

const LOCAL: Person = { user: "local", role: "operator" };

const sessionSchema = z.object({
  user: z.string(),
  id: z.string(),
  began: z.number(),
  expires: z.number(),
  /** Of the password hash: another password ends the session. */
  seal: z.string(),
});
const deviceSchema = z.object({ user: z.string(), id: z.string(), expires: z.number() });

export interface PeopleOptions {
  readonly settings: SignInSettings | null;
  readonly vault: Vault;
  readonly clock: Clock;
}

export interface SignedIn {
  /** Whole `Set-Cookie` values. */
  readonly cookies: readonly string[];
  readonly session: Session;
}

interface Known {
  readonly person: Person;
  readonly signIn: Session["signIn"];
  readonly session: SessionId | null;
}

export class People {
  private settings: SignInSettings | null;
  private proxy: ProxyUsers | null = null;
  private decoy = "";
  private readonly vault: Vault;
  private readonly clock: Clock;
  private readonly brake: SignInBrake;
  private readonly passwords = new Limit(PASSWORDS_AT_ONCE);

  constructor({ settings, vault, clock }: PeopleOptions) {
    this.vault = vault;
    this.clock = clock;
    this.brake = new SignInBrake(clock);
    this.settings = settings;
    this.change(settings);
  }

  /** From the next request on. */
  change(settings: SignInSettings | null): void {
    this.settings = settings;
    this.proxy = settings?.proxyHeader === undefined ? null : new ProxyUsers(settings.proxyHeader);
    this.decoy = decoyLike(settings?.users?.[0]?.passwordHash ?? "");
  }

  /** Null: nobody who is signed in. */
  who(headers: HeaderReader, visit: Visit): Person | null {
    return this.known(headers, visit)?.person ?? null;
  }

  session(headers: HeaderReader, visit: Visit): Session {
    const known = this.known(headers, visit);
    if (known !== null)
      return { ...known.person, signIn: known.signIn, ...(known.session && { expires: known.session.expires }) };
    return { user: null, role: null, signIn: this.settings?.users === undefined ? "proxy" : "password" };
  }

  /** For somebody who has proven to be who they say. @throws {GatewayFailure} sign-in, busy, bad-request */
  async signIn({ name, password }: SignIn, headers: HeaderReader, visit: Visit): Promise<SignedIn> {
    const users = this.settings?.users;
    if (users === undefined)
      throw new GatewayFailure("bad-request", "Nobody signs in to this dashboard with a password.");
    const counted = SignInBrake.counted(name, visit.address, this.deviceOf(headers, name, visit));
    const wait = this.brake.begin(counted);
    if (wait > 0) {
      const seconds = Math.ceil(wait / SECOND);
      throw new GatewayFailure("busy", `There were too many attempts to sign in. Try again in ${seconds} s.`, {
        retryAfter: seconds,
      });
    }
    // Who is not known costs as much time as who is.
    const user = users.find((one) => one.name === name);
    const right = await this.tried(user?.passwordHash ?? this.decoy, password);
    // The configuration can have changed meanwhile.
    const still = this.settings?.users?.find((one) => one.name === name);
    if (!right || user === undefined || still?.passwordHash !== user.passwordHash)
      throw new GatewayFailure("sign-in", "The name or the password is wrong.");
    this.brake.succeeded(counted);
    return this.signedIn(still, visit);
  }

  /** Ends the session, also for whoever has kept a copy of its cookie. Returns the cookie that clears it. */
  signOut(headers: HeaderReader, visit: Visit): string {
    const session = this.known(headers, visit)?.session ?? null;
    if (session !== null) this.vault.end(session, this.clock.now());
    return cookie(visit, "session", "", 0);
  }

  private known(headers: HeaderReader, visit: Visit): Known | null {
    if (this.settings === null) return { person: LOCAL, signIn: "none", session: null };
    const named = this.proxy?.named(headers, visit) ?? null;
    if (named !== null) return { person: named, signIn: "proxy", session: null };
    return this.byCookie(headers, visit);
  }

  private byCookie(headers: HeaderReader, visit: Visit): Known | null {
    const text = cookieNamed(headers.get("cookie"), cookieName(visit, "session"));
    const read = text === null ? null : sessionSchema.safeParse(readSigned(this.vault.key, "session", text));
    if (read === null || !read.success) return null;
    const session = read.data;
    const user = this.settings?.users?.find(({ name }) => name === session.user);
    if (user === undefined || session.expires <= this.clock.now() || this.vault.isEnded(session)) return null;
    if (!equal(session.seal, this.sealOf(user))) return null;
    return { person: { user: user.name, role: user.role }, signIn: "password", session };
  }

  private signedIn(user: User, visit: Visit): SignedIn {
    const began = this.clock.now();
    const lasts = this.settings?.session ?? STANDARD_SESSION_MS;
    const of = { user: user.name, id: randomBytes(9).toString("base64url") };
    const session = { ...of, began, expires: began + lasts, seal: this.sealOf(user) };
    const device = { ...of, expires: began + DEVICE_MS };
    return {
      cookies: [
        cookie(visit, "session", signText(this.vault.key, "session", session), lasts / SECOND),
        cookie(visit, "device", signText(this.vault.key, "device", device), DEVICE_MS / SECOND),
      ],
      session: { user: user.name, role: user.role, signIn: "password", expires: session.expires },
    };
  }

  /** The mark of a browser from which `name` has signed in before. */
  private deviceOf(headers: HeaderReader, name: string, visit: Visit): string | null {
    const text = cookieNamed(headers.get("cookie"), cookieName(visit, "device"));
    const read = text === null ? null : deviceSchema.safeParse(readSigned(this.vault.key, "device", text));
    if (read === null || !read.success) return null;
    return read.data.user === name && read.data.expires > this.clock.now() ? read.data.id : null;
  }

  private sealOf({ passwordHash }: User): string {
    return createHmac("sha256", this.vault.key).update(`seal.${passwordHash}`).digest("base64url").slice(0, 22);
  }

  private async tried(hash: string, password: string): Promise<boolean> {
    try {
      return await this.passwords.run(() => isPasswordOf(hash, password), LONGEST_QUEUE_MS);
    } catch (error) {
      if (!(error instanceof TooBusy)) throw error;
      throw new GatewayFailure("busy", "Too many people sign in at this moment. Try again.", { retryAfter: 2 });
    }
  }
}

type Purpose = "session" | "device";

/** Behind https the prefix keeps other hosts of the domain from setting it. */
function cookieName({ secure }: Visit, purpose: Purpose): string {
  return `${secure ? "__Host-" : ""}pegasus-${purpose}`;
}

function cookie(visit: Visit, purpose: Purpose, value: string, seconds: number): string {
  const secure = visit.secure ? "; Secure" : "";
  const name = cookieName(visit, purpose);
  return `${name}=${value}; Path=/; Max-Age=${Math.floor(seconds)}; HttpOnly; SameSite=Lax${secure}`;
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

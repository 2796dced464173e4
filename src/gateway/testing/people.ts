// People who sign in, for tests: with hashes that cost as little as the configuration allows.
import { scryptSync } from "node:crypto";
import { OPEN, type AccessSettings, type ProxyHeader, type User } from "../access.ts";
import type { Role } from "../caller.ts";
import type { Dashboard } from "./dashboard.ts";
import { ORIGIN } from "./dashboard.ts";

const SALT = Buffer.from("sixteen bytes ..");

function cheapHash(password: string): string {
  const hash = scryptSync(password, SALT, 32, { N: 16_384, r: 8, p: 1 });
  return `scrypt$16384$8$1$${SALT.toString("base64url")}$${hash.toString("base64url")}`;
}

export function user(name: string, password: string, role: Role): User {
  return { name, role, passwordHash: cheapHash(password) };
}

/** Ann, an operator, and Vic, a viewer; their passwords are `ann's` and `vic's`. */
export const ANN = user("ann", "ann's", "operator");
export const VIC = user("vic", "vic's", "viewer");

export function signingIn(users: readonly User[], more: Partial<AccessSettings> = {}): AccessSettings {
  return { ...OPEN, signIn: { users }, ...more };
}

export const PROXY: ProxyHeader = {
  name: "X-Forwarded-User",
  trusted: ["10.9.9.9"],
  operators: ["ann"],
  groupsHeader: "X-Forwarded-Groups",
  operatorGroups: ["sre"],
};

export function trySignIn(
  dashboard: Dashboard,
  name: string,
  password: string,
  more: { readonly headers?: Readonly<Record<string, string>>; readonly peer?: string } = {},
): Promise<Response> {
  const request = new Request(`${ORIGIN}/api/session`, {
    method: "POST",
    headers: { host: "localhost:8080", origin: ORIGIN, "content-type": "application/json", ...more.headers },
    body: JSON.stringify({ name, password }),
  });
  return dashboard.fetch(request, more.peer ?? null);
}

/** Both cookies, as a browser sends them back. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.slice(0, cookie.indexOf(";")))
    .join("; ");
}

/** The cookie header of somebody who has signed in. @throws when they may not */
export async function signedIn(
  dashboard: Dashboard,
  name: string,
  password = `${name}'s`,
): Promise<{ cookie: string }> {
  const response = await trySignIn(dashboard, name, password);
  if (response.status !== 200) throw new Error(`${name} could not sign in: ${await response.text()}`);
  return { cookie: cookiesOf(response) };
}

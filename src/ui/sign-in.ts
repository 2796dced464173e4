// Signing in and out: what is sent, and what came of it.
import { sessionSchema, type Session } from "#api/clusters.ts";
import { SESSION } from "#api/routes.ts";
import type { SignIn } from "#api/sign-in.ts";
import { judgeApi, refuseErrors } from "./answer.ts";
import { send } from "./send.ts";

/** @throws what the gateway refuses with */
export async function signIn(who: SignIn): Promise<Session> {
  const headers = { "content-type": "application/json" };
  const exchange = await send({ url: SESSION, method: "POST", headers, body: JSON.stringify(who) });
  return judgeApi<Session>(exchange, sessionSchema).data;
}

/** @throws what the gateway refuses with */
export async function signOut(): Promise<void> {
  refuseErrors(await send({ url: SESSION, method: "DELETE" }));
}

// `/api/session`: who am I, sign in, sign out.
import type { Hono } from "hono";
import { SESSION } from "#api/routes.ts";
import { signInSchema } from "#api/sign-in.ts";
import type { Env } from "./entrance.ts";
import { refuseForeign, type Doors } from "./guard.ts";
import type { People } from "./people/people.ts";
import { bodyAs } from "./request-body.ts";

export function sessionRoutes(app: Hono<Env>, people: People, doors: Doors): void {
  app.get(SESSION, (c) => c.json(people.session(c.req.raw.headers, c.var.visit)));
  app.post(SESSION, async (c) => {
    // Nobody should be signed in, to somebody else's name, by a page of another site.
    refuseForeign(c.req.raw, doors);
    const wanted = await bodyAs(c, signInSchema);
    const signedIn = await people.signIn(wanted, c.req.raw.headers, c.var.visit);
    for (const cookie of signedIn.cookies) c.header("set-cookie", cookie, { append: true });
    return c.json(signedIn.session);
  });
  app.delete(SESSION, (c) => {
    refuseForeign(c.req.raw, doors);
    c.header("set-cookie", people.signOut(c.req.raw.headers, c.var.visit));
    return c.json(people.session(new Headers(), c.var.visit));
  });
}

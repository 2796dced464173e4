// `GET …/history`, `…/history/disks`, `…/events` and `…/prometheus` of a cluster.
import type { Hono } from "hono";
import type { Audit } from "../audit.ts";
import type { Clock } from "../clock.ts";
import type { Watched } from "../clusters.ts";
import type { Env } from "../entrance.ts";
import { answerEvents } from "../events/answer.ts";
import { CONTENT_TYPE } from "../prometheus/exposition.ts";
import { historyText } from "./answer.ts";
import { historyOf } from "./cluster-history.ts";
import type { HistoryStore } from "./store.ts";

export interface HistoryRoutes {
  readonly named: (cluster: string) => Watched;
  readonly store: HistoryStore | null;
  readonly audit: Audit | null;
  readonly clock: Clock;
}

export function historyRoutes(app: Hono<Env>, { named, store, audit, clock }: HistoryRoutes): void {
  app.get("/api/clusters/:cluster/history", async (c) => {
    const history = historyOf(named(c.req.param("cluster")).history);
    const query = c.req.query();
    if (Object.keys(query).length === 0) return c.json(history.status());
    const text = await historyText(await history.answer(query));
    return c.body(text, 200, { "content-type": "application/json" });
  });
  app.get("/api/clusters/:cluster/history/disks", async (c) =>
    c.json(await historyOf(named(c.req.param("cluster")).history).disks(c.req.query())),
  );
  app.get("/api/clusters/:cluster/events", async (c) => {
    const { name } = named(c.req.param("cluster")).cluster.settings;
    return c.json(await answerEvents(name, { store, audit, now: clock.now() }, c.req.query()));
  });
  app.get("/api/clusters/:cluster/prometheus", async (c) =>
    c.body(await historyOf(named(c.req.param("cluster")).history).scrape(), 200, { "content-type": CONTENT_TYPE }),
  );
}

import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { metrics } from "#pegasus/answers/metrics.ts";
import { answerAt } from "./answer.ts";
import { readAsked } from "./asked.ts";
import { Decoded } from "./decoded.ts";
import { RULES } from "./derive.ts";
import type { Answer, Failure } from "./exchange.ts";
import { entry, START, type Said } from "./har-fixture.ts";
import { readEntry } from "./har-entry.ts";
import { answerOf, History, type Recorded } from "./history.ts";
import { readRecording } from "./recording.ts";
import { findServers } from "./servers.ts";

const HEALTHY = fileURLToPath(new URL("../../../e2e/recordings/01b-healthy-with-data.har.gz", import.meta.url));

/** Types, ids, attributes, and of each metric its name and which fields it has: what does not change between two polls. */
function shapeOf(answer: Answer): string[] {
  return metrics
    .decode(String(answer.body))
    .entities.map(({ type, id, attributes, metrics: list }) => {
      const fields = list.map((metric) => `${metric.name ?? ""}(${Object.keys(metric).join()})`).toSorted();
      const pairs = Object.entries(attributes).map((pair) => pair.join("="));
      return `${type} ${id} ${pairs.toSorted().join(";")} ${fields.join(" ")}`;
    })
    .toSorted();
}

it("filters a wide /metrics just as the real servers did in the same moment", { timeout: 60_000 }, async () => {
  const { exchanges } = await readRecording([HEALTHY]);
  const decoded = new Decoded();
  let compared = 0;
  for (const server of findServers(exchanges)) {
    const history = new History(server.exchanges);
    for (const recorded of history.all) {
      const answer = answerOf(recorded, 200);
      const { target } = recorded.asked;
      if (answer === undefined || target?.path !== "metrics") continue;
      for (const rule of RULES.filter(({ path }) => path === "metrics")) {
        const isSource = (one: Recorded): boolean =>
          one.asked.key !== recorded.asked.key &&
          one.asked.target !== undefined &&
          rule.serves(one.asked.target, target);
        const source = answerOf(history.lastAt("metrics", recorded.exchange.at, isSource), 200);
        const derived = source === undefined ? undefined : rule.derive(source, target, decoded);
        if (derived === undefined) continue;
        compared++;
        expect(shapeOf(derived), `${server.names[0]} ${recorded.asked.text}`).toEqual(shapeOf(answer));
      }
    }
  }
  expect(compared).toBeGreaterThan(150);
});

/** The recorder changed these and read them back, after it had asked for all flags. */
const CHANGED =
  /name=(enable_latency_tracer|rocksdb_abnormal_batch_get_bytes_threshold|disk_min_available_space_ratio)$/;

it("derives the short lists and single flags word for word as the real servers answered them", async () => {
  const { exchanges } = await readRecording([HEALTHY]);
  const decoded = new Decoded();
  let compared = 0;
  for (const server of findServers(exchanges)) {
    const history = new History(server.exchanges);
    for (const { asked, exchange } of history.all) {
      const { outcome } = exchange;
      const path = asked.target?.path ?? "";
      if (outcome.kind === "fault" || outcome.status !== 200 || !/^(config|meta\/(app|apps|nodes))$/.test(path))
        continue;
      if (CHANGED.test(asked.text)) continue;
      const others = new History(server.exchanges.filter(({ target }) => readAsked("GET", target).key !== asked.key));
      const derived = answerAt(others, asked, Number.POSITIVE_INFINITY, decoded);
      if (derived === undefined) continue;
      compared++;
      expect(derived).toMatchObject({ status: 200, body: String(outcome.body) });
    }
  }
  expect(compared).toBeGreaterThan(50);
});

const listed = (...apps: { id: number; name: string; envs?: number }[]): string =>
  JSON.stringify({
    general_info: Object.fromEntries(
      apps.map(({ id, name, envs = 0 }) => [
        id,
        {
          app_id: String(id),
          status: "AVAILABLE",
          app_name: name,
          app_type: "pegasus",
          partition_count: "4",
          replica_count: "3",
          is_stateful: "true",
          create_time: "2026-01-01 00:00:00.000",
          drop_time: "-",
          drop_expire: "-",
          envs_count: String(envs),
        },
      ]),
    ),
    summary: { total_app_count: String(apps.length) },
  });
const flags = `{"a_key":{"name":"a_key","section":"s","type":"FV_STRING","tags":"","description":"d","value":"v"}}\n`;
const detail = (count: number): string =>
  `{"general":{"app_name":"t","app_id":"1","partition_count":"${count}","max_replica_count":"3"},"replicas":{},"nodes":{},"healthy":{"fully_healthy_partition_count":"0","unhealthy_partition_count":"0","write_unhealthy_partition_count":"0","read_unhealthy_partition_count":"0"}}\n`;
const general = (count: number): string => `${detail(count).split(',"replicas"')[0]}}\n`;

const said = (at: number, path: string, body = "x", status: number | string = 200): Said => ({
  at,
  request: `http://m1:34601${path}`,
  body,
  status,
});
const sent = (at: number, path: string, leader: string): Said => ({
  ...said(at, path, "", 307),
  location: `http://${leader}/meta/x`,
});
const apps = (at: number, ...tables: { id: number; name: string; envs?: number }[]): Said =>
  said(at, "/meta/apps", listed(...tables));
const t = { id: 1, name: "t" };
const flag = `${flags.slice(9, -2)}\n`;

it.each<[sentence: string, recorded: Said[], asked: string, seen: string | undefined]>([
  [
    "gives the last answer before the moment",
    [said(1, "/version", "old"), said(2, "/version", "new"), said(9, "/version", "later")],
    "/version",
    "200 new",
  ],
  ["has nothing before the first", [said(9, "/version")], "/version", undefined],
  [
    "does not mind the order of parameters, nor the value of a flag",
    [said(1, "/meta/app?name=t&detail")],
    "/meta/app?detail=false&name=t",
    "200 x",
  ],
  ["does not mind parameters that the server passes over", [said(1, "/meta/cluster?detail")], "/meta/cluster", "200 x"],
  ["minds parameters that the server refuses", [said(1, "/meta/apps")], "/meta/apps?x=1", undefined],
  [
    "does not mind the order of filters",
    [said(1, "/metrics?types=a,b&metrics=c")],
    "/metrics?metrics=c&types=b,%20a",
    "200 x",
  ],
  ["does not take one name for another", [said(1, "/meta/app?name=t")], "/meta/app?name=u", undefined],
  ["finds a flag in all flags", [said(1, "/configs", flags)], "/config?name=a_key", `200 ${flag}`],
  [
    "knows from all flags that there is no such flag",
    [said(1, "/configs", flags)],
    "/config?name=toString",
    "200 ERR_OBJECT_NOT_FOUND: 'toString' is not found",
  ],
  ["does not name a flag that nobody named", [said(1, "/configs", flags)], "/config", undefined],
  [
    "shortens the details of a table",
    [said(1, "/meta/app?name=t&detail", detail(4))],
    "/meta/app?name=t",
    `200 ${general(4)}`,
  ],
  [
    "prefers newer details to an older short answer",
    [said(1, "/meta/app?name=t", general(4)), said(2, "/meta/app?detail&name=t", detail(8))],
    "/meta/app?name=t",
    `200 ${general(8)}`,
  ],
  [
    "prefers a newer short answer to older details",
    [said(1, "/meta/app?name=t&detail", detail(8)), said(2, "/meta/app?name=t", general(4))],
    "/meta/app?name=t",
    `200 ${general(4)}`,
  ],
  [
    "falls back to an older answer where the newer cannot be read",
    [said(1, "/meta/app?name=t", general(4)), said(2, "/meta/app?name=t&detail", "/")],
    "/meta/app?name=t",
    `200 ${general(4)}`,
  ],
  [
    "knows from the list that there is no such table",
    [apps(1, t)],
    "/meta/app?name=u&detail",
    '404 table not found: "u"',
  ],
  ["does not know the details of a table that is only listed", [apps(1, t)], "/meta/app?name=t&detail", undefined],
  [
    "believes a newer list that a table is gone",
    [said(1, "/meta/app?name=t", general(4)), apps(2)],
    "/meta/app?name=t",
    '404 table not found: "t"',
  ],
  [
    "believes a newer list that a table is there",
    [said(1, "/meta/app?name=t", "", 404), apps(2, t)],
    "/meta/app?name=t",
    undefined,
  ],
  ["knows from the list that a table has no envs", [apps(1, t)], "/meta/app_envs?name=t", "200 {}\n"],
  ["does not know the envs of a table that has some", [apps(1, { ...t, envs: 2 })], "/meta/app_envs?name=t", undefined],
  ["gives an unknown table no envs", [apps(1)], "/meta/app_envs?name=t", "200 {}\n"],
  ["derives nothing from what it cannot read", [said(1, "/meta/apps", "{}")], "/meta/app?name=t", undefined],
  ["derives nothing from a failure", [said(1, "/configs", flags, 500)], "/config?name=a_key", undefined],
  [
    "sends everybody to the leader that a backup named last",
    [sent(1, "/meta/apps", "m2:1"), sent(2, "/meta/nodes", "m3:1")],
    "/meta/apps",
    "307 http://m3:1/meta/apps",
  ],
  [
    "does not send anybody on once it leads itself",
    [sent(1, "/meta/apps", "m2:1"), said(2, "/meta/nodes")],
    "/meta/apps",
    undefined,
  ],
  [
    "sends on, once it leads no more, what it answered before",
    [said(1, "/meta/apps"), sent(2, "/meta/nodes", "m2:1")],
    "/meta/apps",
    "307 http://m2:1/meta/apps",
  ],
  [
    "passes on that a backup knows no leader",
    [sent(1, "/meta/apps", "invalid host_port")],
    "/meta/nodes",
    "307 http://invalid host_port/meta/nodes",
  ],
  [
    "does not take a refused parameter for leading",
    [sent(1, "/meta/apps", "m2:1"), said(2, "/meta/apps?x=1", "", 400)],
    "/meta/apps",
    "307 http://m2:1/meta/x",
  ],
  [
    "does not send on what a backup refuses before",
    [said(1, "/meta/apps?x=1", "", 400), sent(2, "/meta/apps", "m2:1")],
    "/meta/apps?x=1",
    "400 ",
  ],
  ["does not send on what every server answers for itself", [sent(1, "/meta/apps", "m2:1")], "/version", undefined],
  [
    "replays a failure of this request alone",
    [said(1, "/version", "", "closed"), said(2, "/configs", flags)],
    "/version",
    "closed",
  ],
  [
    "forgets a refusal when the server is back",
    [said(1, "/version"), said(2, "/version", "", "refused"), said(3, "/configs", flags)],
    "/version",
    "200 x",
  ],
  [
    "gives no answer to anything while the process hangs",
    [said(1, "/configs", flags), said(2, "/version", "", "timeout")],
    "/config?name=a_key",
    "timed-out",
  ],
  [
    "answers again when the process does",
    [said(1, "/version", "", "timeout"), said(2, "/configs", flags)],
    "/config?name=a_key",
    `200 ${flag}`,
  ],
  ["keeps GET and POST apart", [{ at: 1, request: "POST http://m1:34601/version", body: "x" }], "/version", undefined],
  ["never repeats a change", [said(1, "/updateConfig?a=1")], "/updateConfig?a=1", undefined],
  [
    "gives the recorded answer to what cannot be read, where there is one",
    [said(1, "/version%", "said so", 400)],
    "/version%",
    "400 said so",
  ],
])("%s", (_sentence, recorded, asked, seen) => {
  const exchanges = recorded.map((one) => readEntry(entry(one), "x")).filter((exchange) => exchange !== undefined);
  const outcome = answerAt(new History(exchanges), readAsked("GET", asked), START + 5, new Decoded());
  expect(outcome === undefined ? undefined : brief(outcome)).toBe(seen);
});

function brief(outcome: Answer | Failure): string {
  if (outcome.kind === "fault") return outcome.fault;
  return `${outcome.status} ${/^Location: (.*)$/m.exec(outcome.head)?.[1] ?? String(outcome.body)}`;
}

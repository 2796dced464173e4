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

it("filters a wide /metrics just as the real servers did in the same moment", async () => {
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

const meta = "http://m1:34601";
const to = (leader: string): Partial<Said> => ({ status: 307, location: `http://${leader}/meta/x` });

type Case = [sentence: string, said: Said[], asked: string, seen: string | undefined];
it.each<Case>([
  [
    "gives the last answer before the moment",
    [
      { at: 1, request: `${meta}/version`, body: "old" },
      { at: 2, request: `${meta}/version`, body: "new" },
      { at: 9, request: `${meta}/version`, body: "later" },
    ],
    "/version",
    "200 new",
  ],
  ["has nothing before the first", [{ at: 9, request: `${meta}/version`, body: "later" }], "/version", undefined],
  [
    "does not mind the order of parameters, nor the value of a flag",
    [{ at: 1, request: `${meta}/meta/app?name=t&detail`, body: "x" }],
    "/meta/app?detail=false&name=t",
    "200 x",
  ],
  [
    "does not mind parameters that the server passes over",
    [{ at: 1, request: `${meta}/meta/cluster?detail`, body: "x" }],
    "/meta/cluster",
    "200 x",
  ],
  [
    "minds parameters that the server refuses",
    [{ at: 1, request: `${meta}/meta/apps`, body: "x" }],
    "/meta/apps?x=1",
    undefined,
  ],
  [
    "does not mind the order of filters",
    [{ at: 1, request: `${meta}/metrics?types=a,b&metrics=c`, body: "x" }],
    "/metrics?metrics=c&types=b,%20a",
    "200 x",
  ],
  [
    "does not take one name for another",
    [{ at: 1, request: `${meta}/meta/app?name=t`, body: "x" }],
    "/meta/app?name=u",
    undefined,
  ],
  [
    "finds a flag in all flags",
    [{ at: 1, request: `${meta}/configs`, body: flags }],
    "/config?name=a_key",
    `200 ${flags.slice(9, -2)}\n`,
  ],
  [
    "knows from all flags that there is no such flag",
    [{ at: 1, request: `${meta}/configs`, body: flags }],
    "/config?name=toString",
    "200 ERR_OBJECT_NOT_FOUND: 'toString' is not found",
  ],
  [
    "does not name a flag that nobody named",
    [{ at: 1, request: `${meta}/configs`, body: flags }],
    "/config",
    undefined,
  ],
  [
    "shortens the details of a table",
    [{ at: 1, request: `${meta}/meta/app?name=t&detail`, body: detail(4) }],
    "/meta/app?name=t",
    `200 ${general(4)}`,
  ],
  [
    "prefers newer details to an older short answer",
    [
      { at: 1, request: `${meta}/meta/app?name=t`, body: general(4) },
      { at: 2, request: `${meta}/meta/app?detail&name=t`, body: detail(8) },
    ],
    "/meta/app?name=t",
    `200 ${general(8)}`,
  ],
  [
    "prefers a newer short answer to older details",
    [
      { at: 1, request: `${meta}/meta/app?name=t&detail`, body: detail(8) },
      { at: 2, request: `${meta}/meta/app?name=t`, body: general(4) },
    ],
    "/meta/app?name=t",
    `200 ${general(4)}`,
  ],
  [
    "knows from the list that there is no such table",
    [{ at: 1, request: `${meta}/meta/apps?detail`, body: listed({ id: 1, name: "t" }) }],
    "/meta/app?name=u&detail",
    '404 table not found: "u"',
  ],
  [
    "does not know the details of a table that is only listed",
    [{ at: 1, request: `${meta}/meta/apps`, body: listed({ id: 1, name: "t" }) }],
    "/meta/app?name=t&detail",
    undefined,
  ],
  [
    "believes a newer list that a table is gone",
    [
      { at: 1, request: `${meta}/meta/app?name=t`, body: general(4) },
      { at: 2, request: `${meta}/meta/apps`, body: listed() },
    ],
    "/meta/app?name=t",
    '404 table not found: "t"',
  ],
  [
    "believes a newer list that a table is there",
    [
      { at: 1, request: `${meta}/meta/app?name=t`, status: 404, body: 'table not found: "t"' },
      { at: 2, request: `${meta}/meta/apps`, body: listed({ id: 1, name: "t" }) },
    ],
    "/meta/app?name=t",
    undefined,
  ],
  [
    "knows from the list that a table has no envs",
    [{ at: 1, request: `${meta}/meta/apps`, body: listed({ id: 1, name: "t" }) }],
    "/meta/app_envs?name=t",
    "200 {}\n",
  ],
  [
    "does not know the envs of a table that has some",
    [{ at: 1, request: `${meta}/meta/apps`, body: listed({ id: 1, name: "t", envs: 2 }) }],
    "/meta/app_envs?name=t",
    undefined,
  ],
  [
    "gives an unknown table no envs",
    [{ at: 1, request: `${meta}/meta/apps`, body: listed() }],
    "/meta/app_envs?name=t",
    "200 {}\n",
  ],
  [
    "derives nothing from what it cannot read",
    [
      { at: 1, request: `${meta}/meta/apps`, body: "{}" },
      { at: 1, request: `${meta}/configs`, body: "<html>" },
    ],
    "/meta/app?name=t",
    undefined,
  ],
  [
    "derives nothing from a failure",
    [{ at: 1, request: `${meta}/configs`, status: 500, body: flags }],
    "/config?name=a_key",
    undefined,
  ],
  [
    "sends everybody to the leader that a backup named last",
    [
      { at: 1, request: `${meta}/meta/apps`, ...to("m2:1") },
      { at: 2, request: `${meta}/meta/nodes`, ...to("m3:1") },
    ],
    "/meta/apps",
    "307 http://m3:1/meta/apps",
  ],
  [
    "does not send anybody on once it leads itself",
    [
      { at: 1, request: `${meta}/meta/apps`, ...to("m2:1") },
      { at: 2, request: `${meta}/meta/nodes`, body: "x" },
    ],
    "/meta/apps",
    undefined,
  ],
  [
    "sends on, once it leads no more, what it answered before",
    [
      { at: 1, request: `${meta}/meta/apps`, body: "x" },
      { at: 2, request: `${meta}/meta/nodes`, ...to("m2:1") },
    ],
    "/meta/apps",
    "307 http://m2:1/meta/apps",
  ],
  [
    "passes on that a backup knows no leader",
    [{ at: 1, request: `${meta}/meta/apps`, ...to("invalid host_port") }],
    "/meta/nodes",
    "307 http://invalid host_port/meta/nodes",
  ],
  [
    "does not take a refused parameter for leading",
    [
      { at: 1, request: `${meta}/meta/apps`, ...to("m2:1") },
      { at: 2, request: `${meta}/meta/apps?x=1`, status: 400 },
    ],
    "/meta/apps",
    "307 http://m2:1/meta/x",
  ],
  [
    "does not send on what a backup refuses before",
    [
      { at: 1, request: `${meta}/meta/apps?x=1`, status: 400 },
      { at: 2, request: `${meta}/meta/apps`, ...to("m2:1") },
    ],
    "/meta/apps?x=1",
    "400 ",
  ],
  [
    "does not send on what every server answers for itself",
    [{ at: 1, request: `${meta}/meta/apps`, ...to("m2:1") }],
    "/version",
    undefined,
  ],
  [
    "replays a failure of this request alone",
    [
      { at: 1, request: `${meta}/version`, status: "closed" },
      { at: 2, request: `${meta}/configs`, body: flags },
    ],
    "/version",
    "closed",
  ],
  [
    "forgets a refusal when the server is back",
    [
      { at: 1, request: `${meta}/version`, body: "x" },
      { at: 2, request: `${meta}/version`, status: "refused" },
      { at: 3, request: `${meta}/configs`, body: flags },
    ],
    "/version",
    "200 x",
  ],
  [
    "gives no answer to anything while the process hangs",
    [
      { at: 1, request: `${meta}/configs`, body: flags },
      { at: 2, request: `${meta}/version`, status: "timeout" },
    ],
    "/config?name=a_key",
    "timed-out",
  ],
  [
    "answers again when the process does",
    [
      { at: 1, request: `${meta}/version`, status: "timeout" },
      { at: 2, request: `${meta}/configs`, body: flags },
    ],
    "/config?name=a_key",
    `200 ${flags.slice(9, -2)}\n`,
  ],
  ["keeps bodies of POST apart", [{ at: 1, request: `POST ${meta}/version`, body: "x" }], "/version", undefined],
  [
    "never repeats a change",
    [{ at: 1, request: `${meta}/updateConfig?a=1`, body: "x" }],
    "/updateConfig?a=1",
    undefined,
  ],
  [
    "gives the recorded answer to what cannot be read, where there is one",
    [{ at: 1, request: `${meta}/version%`, status: 400, body: "said so" }],
    "/version%",
    "400 said so",
  ],
])("%s", (_sentence, said, asked, seen) => {
  const exchanges = said.map((one) => readEntry(entry(one), "x")).filter((exchange) => exchange !== undefined);
  const outcome = answerAt(new History(exchanges), readAsked("GET", asked), START + 5, new Decoded());
  expect(outcome === undefined ? undefined : brief(outcome)).toBe(seen);
});

function brief(outcome: Answer | Failure): string {
  if (outcome.kind === "fault") return outcome.fault;
  return `${outcome.status} ${/^Location: (.*)$/m.exec(outcome.head)?.[1] ?? String(outcome.body)}`;
}

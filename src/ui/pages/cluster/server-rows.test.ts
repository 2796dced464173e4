import { expect, it } from "vitest";
import type { RosterEntry } from "#api/clusters.ts";
import type { Fleet } from "#pegasus/checks/facts.ts";
import { serverState } from "../../parts/server-state.ts";
import { serverRows, type Rounds } from "./server-rows.ts";

const META: RosterEntry = { server: "m1:34601", role: "meta", leader: false, alive: true, starting: false };
const REPLICA: RosterEntry = { server: "r1:34801", role: "replica", leader: false, alive: true, starting: false };

it.each<[RosterEntry, string, string]>([
  [{ ...META, leader: true }, "Leader", "ok"],
  [META, "Standby", "ok"],
  [{ ...META, alive: false }, "Not answering", "critical"],
  [{ ...META, alive: false, starting: true }, "Starting", "notice"],
  [{ ...META, alive: null }, "Not known yet", "unknown"],
  [REPLICA, "Alive", "ok"],
  [{ ...REPLICA, alive: false }, "Dead", "critical"],
])("%o is %s", (entry, word, severity) => {
  expect(serverState(entry)).toEqual({ word, severity });
});

function fleet<T>(answers: Readonly<Record<string, T>>, silent: Fleet<T>["silent"] = []): Fleet<T> {
  return {
    answers: new Map(Object.entries(answers)),
    ms: new Map(Object.keys(answers).map((server) => [server, 3])),
    silent,
  };
}

const NOTHING: Rounds = { versions: null, starts: null, metas: null };
const BUILD = { Version: "2.6.0", GitCommit: "abc" };

it("keeps a server of which nothing is known yet", () => {
  const [meta, replica] = serverRows([META, REPLICA], { ...NOTHING, versions: fleet({ "m1:34601": BUILD }) });
  expect(meta).toMatchObject({ server: "m1:34601", version: "2.6.0", started: null, answered: "200", ms: 3 });
  expect(replica).toMatchObject({ server: "r1:34801", version: null, started: null, answered: null, ms: null });
});

it.each<[what: string, metas: Fleet<number>, answered: string]>([
  ["the leader", fleet({ "m1:34601": 200 }), "200: it leads"],
  ["a backup", fleet({ "m1:34601": 307 }), "307: another leads"],
  ["one that refuses", fleet({ "m1:34601": 503 }), "Status 503"],
  ["a dead one", fleet({}, [{ server: "m1:34601", message: "m1 refused.", kind: "unreachable" }]), "m1 refused."],
])("says how %s answered the question who leads", (_what, metas, answered) => {
  const [row] = serverRows([META], { ...NOTHING, versions: fleet({ "m1:34601": BUILD }), metas });
  expect(row?.answered).toBe(answered);
});
